import { MantineProvider } from '@mantine/core'
import type { RunChanges as Answer, SyncRun } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { sessionQuery } from '../api/session.ts'
import '../ui/styles.ts'
import { cssVariables, theme } from '../ui/theme.ts'
import { RunChanges } from './RunChanges.tsx'

const completed: SyncRun = { id: 31, status: 'completed' }

const changes: Answer = {
  object: 'contact',
  destination_before: 10,
  destination_after: 10,
  created: 1,
  updated: 1,
  deleted: 1,
  records: [
    {
      identifier: 'ada@example.com',
      kind: 'updated',
      before: { email: 'ada@example.com', city: 'Rome', plan: null },
      after: { email: 'ada@example.com', city: 'Oslo', plan: '' },
    },
    {
      identifier: 'bob@example.com',
      kind: 'created',
      before: null,
      after: { email: 'bob@example.com', notes: 'x'.repeat(500) },
    },
    {
      identifier: 'cleo@example.com',
      kind: 'deleted',
      before: { email: 'cleo@example.com', city: 'Paris' },
      after: null,
    },
  ],
  files: [],
}

afterEach(() => {
  vi.restoreAllMocks()
})

/** The part of a run's page, and what the proxy is asked. */
async function renderChanges(
  answer: Response,
  { run = completed, sandbox = true }: { run?: SyncRun; sandbox?: boolean } = {},
) {
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer.clone())
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, retry: false } },
  })
  queries.setQueryData(sessionQuery.queryKey, {
    operator: null,
    workspace: null,
    upstream: { host: 'localhost', origin: 'http://localhost', apiVersion: 'v1', sandbox },
  })
  await render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={queries}>
        <RunChanges run={run} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { fetched, queries }
}

const show = () => page.getByRole('button', { name: 'Show what it changed' })
const success = (data: Answer) => Response.json({ status: 'success', data })
const items = () => page.getByRole('listitem')

it('shows what was changed when asked, and forgets it when it is hidden', async () => {
  const { fetched, queries } = await renderChanges(success(changes))
  expect(fetched).not.toHaveBeenCalled()
  await show().click()
  await expect.element(page.getByRole('status')).toMatchTextContent(/^3 changed records\.$/u)
  expect(fetched.mock.calls[0]?.[0]).toBe('/app/sandbox/sync_runs/31/changes')
  const numbers = page.getByRole('region', { name: 'Destination: contact' })
  await expect
    .element(numbers)
    .toMatchTextContent(/Records before10Created[+]1.*Deleted−1.*after10/u)

  await page.getByRole('button', { name: 'Hide what it changed' }).click()
  await expect.element(page.getByText('ada@example.com')).not.toBeInTheDocument()
  await vi.waitFor(() => {
    expect(queries.getQueryCache().findAll({ queryKey: ['run changes'] })).toEqual([])
  })
})

it('shows of an update the fields that differ, before and after, and the rest when asked', async () => {
  await renderChanges(success(changes))
  await show().click()
  const ada = items().nth(0)
  await expect.element(ada).toMatchTextContent(/^±Updated.*ada@example\.com/u)
  await expect.element(ada).toMatchTextContent(/citywas Rome→is Oslo/u)
  await expect.element(ada).toMatchTextContent(/planwas null→is empty text/u)
  await expect.element(ada).not.toMatchTextContent(/email/u)
  await ada.getByRole('button', { name: 'Show 1 unchanged field' }).click()
  await expect.element(ada).toMatchTextContent(/Unchangedemail/u)
})

it('shows what was created and what was there, long values cut until they are asked for', async () => {
  await renderChanges(success(changes))
  await show().click()
  await expect.element(items().nth(2)).toMatchTextContent(/^−Deleted.*cityParis/u)
  const bob = items().nth(1)
  await expect.element(bob).toMatchTextContent(/^[+]Created/u)
  await expect.element(bob).not.toMatchTextContent(/x{300}/u)
  await bob.getByRole('button', { name: 'Show all 500 characters' }).click()
  await expect.element(bob).toMatchTextContent(/x{500}/u)
})

it('shows those of one kind alone where there are many', async () => {
  const [ada, bob, cleo] = changes.records
  const records = [ada!, ...Array.from({ length: 7 }, () => bob!), cleo!]
  await renderChanges(success({ ...changes, created: 7, records }))
  await show().click()
  await expect.element(items().first()).toHaveAttribute('aria-setsize', '9')
  await page.getByText('Deleted 1', { exact: true }).click()
  await expect.element(items()).toMatchTextContent(/^−Deleted.*cleo/u)
})

it('says of an update that it changed nothing where that is so', async () => {
  const same = { id: 1, city: 'Rome' }
  const records = [{ kind: 'updated' as const, before: same, after: same }]
  await renderChanges(success({ ...changes, records }))
  await show().click()
  await expect.element(items()).toMatchTextContent(/No identifier.*with the values that it had/u)
})

it('shows files with their size and first lines', async () => {
  await renderChanges(
    success({
      object: 'out/users.csv',
      created: 2,
      updated: 0,
      deleted: 0,
      records: [],
      files: [{ path: 'out/users.csv', bytes: 1_240, head: 'email,city\nada,Rome' }],
    }),
  )
  await show().click()
  await expect
    .element(page.getByRole('status'))
    .toMatchTextContent(/^One file written, with 2 records/u)
  await expect.element(items()).toMatchTextContent(/users\.csv1\.2 kB/u)
  const lines = page.getByRole('group', { name: 'First lines of out/users.csv' })
  await expect.element(lines).toMatchTextContent(/email,city ada,Rome/u)
})

it.each<[string, Response, RegExp]>([
  [
    'is no longer kept',
    Response.json({ status: 410, message: 'Gone' }, { status: 410 }),
    /no longer kept.*14 days/u,
  ],
  [
    'is not known',
    Response.json({ status: 404, message: 'No' }, { status: 404 }),
    /Nothing is kept/u,
  ],
  ['cannot be read', Response.json({ status: 500, message: 'Down' }, { status: 500 }), /Down/u],
])('says that it %s', async (_, answer, words) => {
  await renderChanges(answer)
  await show().click()
  await expect.element(page.getByRole('alert')).toMatchTextContent(words)
})

it('says that nothing was changed', async () => {
  await renderChanges(success({ ...changes, created: 0, updated: 0, deleted: 0, records: [] }))
  await show().click()
  await expect.element(page.getByRole('status')).toMatchTextContent(/changed no record/u)
})

it.each<[string, SyncRun, boolean, RegExp]>([
  ['while the run goes on', { id: 31, status: 'working' }, true, /once the run is over/u],
  ['with the real API', completed, false, /The API does not tell/u],
])('offers and asks nothing %s', async (_, run, sandbox, words) => {
  const { fetched } = await renderChanges(success(changes), { run, sandbox })
  await expect.element(page.getByRole('region')).toMatchTextContent(words)
  await expect.element(page.getByRole('button')).not.toBeInTheDocument()
  expect(fetched).not.toHaveBeenCalled()
})

it('forgets what it showed when the page is left', async () => {
  await renderChanges(success(changes))
  await show().click()
  await expect.element(page.getByText('ada@example.com').first()).toBeVisible()
  window.dispatchEvent(new Event('pagehide'))
  expect(document.body.textContent).not.toContain('ada@example.com')
})
