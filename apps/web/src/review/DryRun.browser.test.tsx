import type { DryRun as Answer } from '@sync-builder/schema'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { sessionQuery } from '../api/session.ts'
import '../ui/styles.ts'
import { DryRun } from './DryRun.tsx'

const sound = {
  operation: 'mirror',
  mirror_strategy: 'sync_updates_and_deletes',
  label: 'Signups',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [{ from: { type: 'column', data: 'id' }, to: 'id', is_primary_identifier: true }],
}

const numbers: Answer = {
  source_records: 1_203,
  source_changed: 1_200,
  source_invalid: 3,
  destination_before: 5_000,
  destination_after: 5_900,
  expected_creates: 900,
  expected_updates: 300,
  expected_deletes: 0,
  expected_rejects: 0,
}

/** The calls of the service, which answer when the test says so. */
let calls: {
  url: string
  body: unknown
  signal: AbortSignal
  answer: (response: Response) => void
}[]

beforeEach(() => {
  calls = []
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    const signal = init?.signal ?? new AbortController().signal
    signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    calls.push({
      url: input instanceof Request ? input.url : input.toString(),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
      signal,
      answer: resolve,
    })
    return promise
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** A builder whose session says whether it works with the sandbox. */
async function renderDryRun(
  payload: typeof sound,
  { sandbox = true, blockingSteps = [] as string[], storedId = 0 } = {},
) {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  queries.setQueryData(sessionQuery.queryKey, {
    operator: null,
    workspace: null,
    upstream: { host: 'localhost', origin: 'http://localhost', apiVersion: 'v1', sandbox },
  })
  return renderInBuilder(
    payload,
    <DryRun blockingSteps={blockingSteps} />,
    storedId === 0 ? {} : { stored: { id: storedId } },
    queries,
  )
}

const tryIt = () => page.getByRole('button', { name: 'Try a dry run' })
const success = (data: Answer) => Response.json({ status: 'success', data })

it('tells what a run would do, sent once for a double click', async () => {
  await renderDryRun(sound)
  await tryIt().dblClick()
  expect(calls).toHaveLength(1)
  expect(calls[0]).toMatchObject({ url: '/app/sandbox/dry_run', body: sound })
  await expect.element(page.getByText(/^Reading the source and counting/u)).toBeVisible()
  await expect.element(page.getByRole('status')).toMatchTextContent(/has begun/u)
  calls[0]?.answer(success(numbers))
  await expect
    .element(page.getByRole('status'))
    .toMatchTextContent(/^A run now would create 900 records, update 300 and delete none\.$/u)
  const destination = page.getByRole('region', { name: 'Destination' })
  await expect.element(destination).toMatchTextContent(/Created\+900/u)
  await expect.element(destination).toMatchTextContent(/first run of a mirror deletes nothing/u)
  await expect
    .element(page.getByText(/^1,200 changed = 900 created [+] 300 updated/u))
    .toBeVisible()
  await expect.element(page.getByText(/^3 rows would not be sent/u)).toBeVisible()
  await expect.element(page.getByText('Records would be lost')).not.toBeInTheDocument()
})

it('begins with what the stored sync has sent, and warns of what it deletes', async () => {
  await renderDryRun(sound, { storedId: 7 })
  await tryIt().click()
  expect(calls[0]?.url).toBe('/app/sandbox/dry_run?sync_id=7')
  calls[0]?.answer(success({ ...numbers, expected_deletes: 40, destination_after: 5_860 }))
  await expect
    .element(page.getByRole('note'))
    .toMatchTextContent(/40 records would be deleted, of 5,000 that are there now\./u)
})

it('does not take what was not told for none', async () => {
  await renderDryRun(sound)
  await tryIt().click()
  calls[0]?.answer(success({ ...numbers, destination_before: null, expected_deletes: null }))
  const destination = page.getByRole('region', { name: 'Destination' })
  await expect.element(destination).toMatchTextContent(/Records beforenot told/u)
  await expect.element(destination).toMatchTextContent(/Deletednot told/u)
  await expect
    .element(page.getByRole('status'))
    .toMatchTextContent(/create 900 records and update/u)
})

it('marks what was told of an earlier state of the draft, until it is that again', async () => {
  const store = await renderDryRun(sound)
  await tryIt().click()
  calls[0]?.answer(success(numbers))
  await expect.element(page.getByText(/^Holds for the draft as it is now/u)).toBeVisible()
  const mark = page.getByText(/^Of an earlier state of this draft/u)
  const name = (label: string) =>
    store.change((draft) => ({ ...draft, body: { ...draft.body, label } }))
  name('People')
  await expect.element(mark).toBeVisible()
  name('Signups')
  await expect.element(mark).not.toBeInTheDocument()
  name('People')
  await page.getByRole('button', { name: 'Try again' }).click()
  expect(calls[1]?.body).toMatchObject({ label: 'People' })
  calls[1]?.answer(success(numbers))
  await expect.element(page.getByText(/^Holds for the draft as it is now/u)).toBeVisible()
})

it('takes no change for tried that was made while it worked', async () => {
  const store = await renderDryRun(sound)
  await tryIt().click()
  store.change((draft) => ({ ...draft, body: { ...draft.body, label: 'People' } }))
  calls[0]?.answer(success(numbers))
  await expect.element(page.getByText(/^Of an earlier state of this draft/u)).toBeVisible()
})

it('is stopped by hand, with the focus staying near', async () => {
  await renderDryRun(sound)
  await tryIt().click()
  await page.getByRole('button', { name: 'Stop' }).click()
  expect(calls[0]?.signal.aborted).toBe(true)
  await expect.element(tryIt()).toHaveFocus()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

it('says in words why a run would fail, with the reference', async () => {
  await renderDryRun(sound)
  await tryIt().click()
  calls[0]?.answer(
    Response.json(
      { status: 422, message: 'The column signed_up_at is gone.' },
      { status: 422, headers: { 'x-request-id': 'r-17' } },
    ),
  )
  const alert = page.getByRole('alert')
  await expect.element(alert).toMatchTextContent(/A run of this sync would fail/u)
  await expect.element(alert).toMatchTextContent(/The column signed_up_at is gone\./u)
  await expect.element(alert).toMatchTextContent(/request r-17/u)
})

it('names the step that keeps it from being tried', async () => {
  await renderDryRun({ ...sound, mappings: [] }, { blockingSteps: ['Mapping'] })
  const button = tryIt()
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  await expect.element(button).toHaveAccessibleDescription(/First fix what blocks in Mapping/u)
  await button.click({ force: true })
  expect(calls).toHaveLength(0)
})

it('says why there is none with the real API, and asks nothing', async () => {
  await renderDryRun(sound, { sandbox: false })
  await expect.element(page.getByText(/the API documents no way to ask for one/u)).toBeVisible()
  await expect.element(page.getByRole('button')).not.toBeInTheDocument()
  expect(calls).toHaveLength(0)
})
