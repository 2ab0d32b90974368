import { MantineProvider } from '@mantine/core'
import type { Sync, SyncRun } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import SyncActivity from './SyncActivity.tsx'

/** The API as it stands: runs newest first, and the POSTs that it got. */
let runs: unknown[]
let posts: string[]
let refusal: { status: number; message: string } | undefined

const done = (id: number, more: Partial<SyncRun> = {}): SyncRun => ({
  id,
  status: 'completed',
  created_at: '2026-11-20T20:00:00Z',
  completed_at: '2026-11-20T20:00:12Z',
  source_record_updates: 14,
  source_record_deletes: 0,
  source_record_invalids: 0,
  records_processed: 14,
  records_updated: 14,
  records_failed: 0,
  full_sync: false,
  sync_trigger_reason: { ui_tag: 'Manual', ui_detail: 'Manually triggered by Ada' },
  ...more,
})
const working = (id: number): SyncRun =>
  done(id, {
    status: 'working',
    created_at: new Date().toISOString(),
    completed_at: null,
    current_step: 'Loading data into destination service',
    source_record_updates: 200,
    records_processed: 50,
  })

function answer(url: URL, method: string): Response {
  if (refusal) {
    const { status, message } = refusal
    return Response.json({ status, message }, { status })
  }
  if (method === 'POST') {
    posts.push(url.pathname + url.search)
    return Response.json({ status: 'success', data: { sync_run_id: 900 } })
  }
  if (!url.pathname.endsWith('/sync_runs')) return Response.json({ status: 404 }, { status: 404 })
  const number = Number(url.searchParams.get('page'))
  const last = Math.max(1, Math.ceil(runs.length / 100))
  return Response.json({
    status: 'success',
    data: runs.slice((number - 1) * 100, number * 100),
    pagination: {
      page: number,
      next_page: number < last ? number + 1 : null,
      total_records: runs.length,
    },
  })
}

beforeEach(() => {
  runs = []
  posts = []
  refusal = undefined
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href)
    return Promise.resolve(answer(url, init?.method ?? 'GET'))
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

async function renderActivity(sync: Partial<Sync> = {}): Promise<QueryClient> {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <SyncActivity sync={{ id: 7, operation: 'upsert', status: 'Ready', ...sync }} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return queries
}

const state = page.getByRole('region', { name: 'State' })
const table = page.getByRole('table', { name: 'Runs' })
const readAgain = (queries: QueryClient) => queries.invalidateQueries({ queryKey: ['runs', 7] })

it('asks for one run where Run now is pressed twice at once', async () => {
  await renderActivity()
  await expect.element(state).toMatchTextContent('It has not run yet')
  const button = page.getByRole('button', { name: 'Run now' }).element()
  if (!(button instanceof HTMLElement)) throw new Error('No button')
  button.click()
  button.click()
  await vi.waitFor(() => expect(posts).toEqual(['/api/v1/syncs/7/trigger']))
  // The list may tell of it a little later.
  runs = [done(900)]
  await expect.element(state).toMatchTextContent('Up to date')
  expect(posts).toHaveLength(1)
})

it('says of a run that was skipped which run goes on', async () => {
  await renderActivity()
  await expect.element(state).toMatchTextContent('It has not run yet')
  runs = [done(900, { status: 'skipped' }), working(899)]
  await userEvent.click(page.getByRole('button', { name: 'Run now' }))
  const notice = page.getByRole('status').filter({ hasText: 'That run was skipped' })
  await expect.element(notice).toBeVisible()
  await expect
    .element(notice.getByRole('link', { name: 'Run 899' }))
    .toHaveAttribute('href', '/syncs/7/runs/899')
})

it('asks what a full sync costs first, and offers none for an append', async () => {
  await renderActivity()
  await userEvent.click(page.getByRole('button', { name: 'Run as full sync' }))
  await expect
    .element(page.getByRole('dialog'))
    .toMatchTextContent('All rows of the source count as changed')
  expect(posts).toEqual([])
  await userEvent.click(page.getByRole('button', { name: 'Run all rows' }))
  await vi.waitFor(() => expect(posts).toEqual(['/api/v1/syncs/7/trigger?force_full_sync=true']))
})

it('offers no full sync of an append, and says why', async () => {
  await renderActivity({ operation: 'append' })
  const button = page.getByRole('button', { name: 'Run as full sync' })
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button).toHaveAccessibleDescription(/each row is sent once/)
  await userEvent.click(button, { force: true })
  expect(page.getByRole('dialog').query()).toBeNull()
})

it('tells the step of a run aloud, and its numbers only in sight', async () => {
  runs = [working(8), done(7)]
  const queries = await renderActivity()
  await expect.element(state).toMatchTextContent('50 of 200 sent')
  const told = state.getByRole('status')
  await expect.element(told).toMatchTextContent(/^Running: Sending to the destination$/)
  await expect
    .element(state.getByRole('progressbar', { name: 'Records sent' }))
    .toHaveAttribute('aria-valuetext', '50 of 200')
  runs = [{ ...working(8), records_processed: 120 }, done(7)]
  await readAgain(queries)
  await expect.element(state).toMatchTextContent('120 of 200 sent')
  await expect.element(told).toMatchTextContent(/^Running: Sending to the destination$/)
})

it('reads older runs as one scrolls, each once, also when runs come meanwhile', async () => {
  runs = Array.from({ length: 250 }, (_, index) => done(1250 - index))
  const queries = await renderActivity()
  await expect.element(table).toHaveAttribute('aria-rowcount', '251')
  runs = [done(1252), done(1251), ...runs]
  const scroller = table.element().parentElement!
  await vi.waitFor(() => {
    scroller.scrollTop = scroller.scrollHeight
    scroller.dispatchEvent(new Event('scroll'))
    expect(table.getByTitle('Run 1001', { exact: true }).query()).not.toBeNull()
  })
  const oldest = () => page.getByTitle('Run 1001', { exact: true }).element()
  const before = oldest().getBoundingClientRect().top
  await readAgain(queries)
  await expect.element(table).toHaveAttribute('aria-rowcount', '253')
  // What is in sight stays there, though it is further down in the table by those that came.
  const row = table.getByRole('row').filter({ has: page.getByTitle('Run 1001') })
  await expect.element(row).toHaveAttribute('aria-rowindex', '253')
  expect(oldest().getBoundingClientRect().top).toBeCloseTo(before, 0)
})

it('shows what the API gave where it is not known here, and counts what cannot be read', async () => {
  runs = [
    { ...done(9), status: 'archived', records_failed: null, full_sync: null },
    { id: 'none' },
    done(8),
  ]
  await renderActivity()
  await expect.element(page.getByText(/^1 run could not be read/)).toBeVisible()
  const row = table.getByRole('row').filter({ has: page.getByTitle('Run 9') })
  await expect.element(row).toMatchTextContent('State “archived”')
  await expect
    .element(row.getByTitle('Not told by the API: rejected by the destination (records_failed)'))
    .toBeVisible()
})

it('is one stop of the Tab key as a picture, and the arrow keys go from run to run', async () => {
  runs = [done(3, { status: 'failed' }), done(2, { records_failed: 2 }), done(1)]
  await renderActivity()
  const bars = page.getByRole('group', { name: /^The last 3 runs: 1 finished, 1 with rejected/ })
  const links = bars.getByRole('link')
  await expect.element(links.nth(2)).toHaveAttribute('tabindex', '0')
  const newest = links.nth(2).element()
  if (!(newest instanceof HTMLElement)) throw new Error('No link')
  newest.focus()
  await userEvent.keyboard('{ArrowLeft}')
  await expect.element(links.nth(1)).toHaveFocus()
  await expect
    .element(links.nth(1))
    .toHaveAccessibleName(/Finished, 2 rejected, 14 sent, took 12 s/)
  await userEvent.keyboard('{Home}')
  await expect.element(links.nth(0)).toHaveFocus()
  expect(links.elements().map((link) => link.getAttribute('tabindex'))).toEqual(['0', '-1', '-1'])
})

it('says that what is shown may be old when it cannot be read again', async () => {
  runs = [done(1)]
  const queries = await renderActivity()
  await expect.element(state).toMatchTextContent(/As of \d\d:\d\d:\d\d/)
  refusal = { status: 500, message: 'Try later' }
  await readAgain(queries)
  await expect.element(state.getByRole('alert')).toMatchTextContent(/may be old\..*Try later/)
  await expect.element(table).toBeVisible()
  refusal = undefined
  await userEvent.click(page.getByRole('button', { name: 'Try now' }))
  await expect.element(state).toMatchTextContent(/As of/)
})

it('tells that a run had ended when it was to be canceled', async () => {
  runs = [working(5)]
  await renderActivity()
  await userEvent.click(page.getByRole('button', { name: 'Cancel run', exact: true }))
  const dialog = page.getByRole('dialog', { name: 'Cancel run 5' })
  await expect.element(dialog).toMatchTextContent('stays in the destination')
  refusal = { status: 422, message: 'The sync run has finished already' }
  await userEvent.click(dialog.getByRole('button', { name: 'Cancel run 5' }))
  await expect.element(dialog).toMatchTextContent('The run had ended already')
  await expect.element(dialog).toMatchTextContent('The sync run has finished already')
})

it('is canceling until the run has ended', async () => {
  runs = [working(5)]
  const queries = await renderActivity()
  await userEvent.click(page.getByRole('button', { name: 'Cancel run', exact: true }))
  await userEvent.click(page.getByRole('button', { name: 'Cancel run 5' }))
  await expect.element(state.getByRole('heading')).toMatchTextContent('Canceling')
  expect(posts).toEqual(['/api/v1/sync_runs/5/cancel'])
  runs = [done(5, { status: 'failed', canceled: true })]
  await readAgain(queries)
  await expect.element(state.getByRole('heading')).toMatchTextContent('Its last run was canceled')
})

it('does not say that nothing was started when no answer came', async () => {
  await renderActivity()
  await expect.element(state).toMatchTextContent('It has not run yet')
  vi.mocked(globalThis.fetch).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await userEvent.click(page.getByRole('button', { name: 'Run now' }))
  const told = page.getByRole('alert', { name: 'It is not known whether a run was started' })
  await expect.element(told).toBeVisible()
  await userEvent.click(told.getByRole('button', { name: 'Try again' }))
  await vi.waitFor(() => expect(posts).toHaveLength(1))
})
