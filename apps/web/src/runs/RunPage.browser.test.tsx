import { MantineProvider } from '@mantine/core'
import type { SyncRun } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import RunPage from './RunPage.tsx'

function addressOf(input: RequestInfo | URL): URL {
  return new URL(input instanceof Request ? input.url : input, location.href)
}

afterEach(() => {
  vi.restoreAllMocks()
})

const run: SyncRun = {
  id: 94,
  sync_id: 52,
  status: 'completed',
  records_failed: 0,
  created_at: '2026-11-25T06:10:02Z',
  completed_at: '2026-11-25T06:13:14Z',
}

/** A run that began just now: one that has gone on for long is asked for less often. */
const working = { status: 'working', created_at: new Date().toISOString(), completed_at: null }

/** The page of run 94, whose readings are answered one after the other, the last one for good. */
async function renderPage(...answers: (Partial<SyncRun> | number)[]): Promise<void> {
  let read = 0
  vi.spyOn(globalThis, 'fetch').mockImplementation((input) => {
    if (!addressOf(input).pathname.includes('sync_runs')) {
      const data = { id: 52, label: 'Users' }
      return Promise.resolve(Response.json({ status: 'success', data }))
    }
    const answer = answers[Math.min(read++, answers.length - 1)]!
    return Promise.resolve(
      typeof answer === 'number'
        ? Response.json({ status: answer }, { status: answer })
        : Response.json({ status: 'success', data: { ...run, ...answer } }),
    )
  })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <RunPage syncId={52} runId={94} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

const text = (part: string) => page.getByText(part, { exact: false })

it('follows a run to its end', async () => {
  await renderPage({ ...working, current_step: 'Running sync' }, {})
  await expect.element(page.getByRole('status').getByText('Running')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Cancel run' })).toBeVisible()
  await expect.element(page.getByRole('status').getByText('Finished')).toBeVisible()
  await expect.element(text('3 min 12 s')).toBeVisible()
  expect(page.getByRole('button', { name: 'Cancel run' }).query()).toBeNull()
})

it('remembers the step in which a run was seen last', async () => {
  const current_step = 'Loading data into destination service'
  await renderPage({ ...working, current_step }, { status: 'failed' })
  await expect.element(text('Last step seen here')).toBeVisible()
  await expect.element(text('Sending to the destination')).toBeVisible()
})

it('keeps what it shows while a run that goes on cannot be read', async () => {
  await renderPage(working, 500)
  await expect.element(text('may be old')).toBeVisible()
  await expect.element(page.getByRole('status').getByText('Running')).toBeVisible()
})

it('says when a run was to start, and why one was skipped', async () => {
  await renderPage({ status: 'skipped', scheduled_execution_time: '2026-11-25T06:10:00Z' })
  await expect.element(page.getByRole('alert', { name: 'The run was skipped' })).toBeVisible()
  await expect.element(text('Scheduled for')).toBeVisible()
  expect(text('Took').query()).toBeNull()
  expect(page.getByRole('button', { name: /records/ }).query()).toBeNull()
})

it('says how late a run started', async () => {
  await renderPage({ scheduled_execution_time: '2026-11-25T06:10:00Z' })
  await expect.element(text('started 2.0 s later')).toBeVisible()
})

it('leads to the sync that a run is of', async () => {
  await renderPage({ sync_id: 7 })
  const link = page.getByRole('link', { name: 'open it there' })
  await expect.element(link).toHaveAttribute('href', '/syncs/7/runs/94')
})

it('says that there is no such run', async () => {
  await renderPage(404)
  await expect.element(page.getByRole('alert', { name: 'There is no run 94' })).toBeVisible()
})

it('copies an error with where it happened', async () => {
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const error = { error_code: 'E_42', error_message: 'It broke. EMAIL', error_detail: 'EMAIL' }
  await renderPage({ status: 'failed', ...error })
  const alert = page.getByRole('alert', { name: 'The run failed' })
  await expect.element(alert.getByText('It broke.')).toBeVisible()
  await expect.element(alert.getByText('EMAIL')).toBeVisible()
  await page.getByRole('button', { name: 'Copy error' }).click()
  await expect.element(page.getByText('Copied')).toBeVisible()
  expect(copied).toHaveBeenCalledWith('Sync run 94 of sync 52\nE_42\nIt broke.\nEMAIL')
})

it('says that a run has counted nothing where its numbers are zeros', async () => {
  const zeros = { source_record_count: 0, source_record_updates: 0, records_processed: 0 }
  await renderPage({ status: 'failed', ...zeros })
  await expect.element(text('before it had counted anything')).toBeVisible()
})
