import type { Locator, Page } from 'playwright/test'
import { findings } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { accountsMirror } from './requests.ts'

const accounts = '"source_12/ANALYTICS.PUBLIC.ACCOUNTS"'
const headers = { 'x-sync-builder': '1' }

const state = (page: Page) => page.getByRole('region', { name: 'State' })
const dryRun = (page: Page) => page.getByRole('region', { name: 'Dry run' })
const told = (page: Page) => dryRun(page).getByRole('status')
const numbersIn = (page: Page, side: 'Source' | 'Destination') =>
  dryRun(page).getByRole('region', { name: side })

/** The numbers of a ledger by their names. */
async function ledger(of: Locator): Promise<Record<string, number>> {
  const lines = await of.locator('dl > div').evaluateAll((divs) =>
    divs.map((div) => [
      div.querySelector('dt')?.textContent ?? '',
      // A sign stands before some.
      (div.querySelector('dd')?.textContent ?? '').replaceAll(/\D/gu, ''),
    ]),
  )
  return Object.fromEntries(lines.map(([name, count]) => [name, Number(count)]))
}

/** A part of a run as the API tells it. */
interface ToldRun {
  status: string
  source_record_count: number
  source_record_updates: number
  source_record_invalids: number
  records_failed: number
}

async function runOf(page: Page, syncId: number): Promise<ToldRun> {
  const answer = await page.request.get(`/api/v1/syncs/${syncId}/sync_runs`, { headers })
  const { data }: { data: ToldRun[] } = await answer.json()
  return data[0]!
}

test('An operator tries a mirror before creating it, and its run does what was told', async ({
  page,
  builder,
}) => {
  await builder.openImported(accountsMirror)
  await builder.press('Try a dry run')
  await expect(told(page)).toHaveText(
    /^A run now would create \d+ records, update \d+ and delete none\.$/,
  )
  await expect(dryRun(page)).toContainText('the first run of a mirror deletes nothing')
  await expect(dryRun(page).getByRole('note')).toHaveCount(0)
  const source = await ledger(numbersIn(page, 'Source'))
  const destination = await ledger(numbersIn(page, 'Destination'))
  expect(destination['Records after']).toBe(
    destination['Records before']! + destination['Created']! - destination['Deleted']!,
  )
  expect(await findings(page)).toEqual([])

  const id = await builder.create()
  await builder.press('Run now')
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
  const run = await runOf(page, id)
  expect(run).toMatchObject({
    source_record_count: source['Rows'],
    source_record_updates: source['Changed'],
    source_record_invalids: source['Invalid'],
    records_failed: destination['Rejected'],
  })

  const runs = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await runs.nth(1).getByRole('link').first().click()
  await builder.press('Show what it changed')
  const changed = page.getByRole('region', { name: 'What this run changed' })
  await expect(changed.getByRole('status')).toContainText(/^The first \d+ of \d+ changed records/)
  const { Rejected: _rejected, ...expected } = destination
  expect(await ledger(changed.getByRole('region', { name: /^Destination/ }))).toEqual(expected)
  expect(await findings(page)).toEqual([])
})

test('What rows that left the source would delete is told before a change is saved', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(accountsMirror)
  const id = await builder.create()
  await builder.press('Run now')
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
  await sandbox.sql(`DELETE FROM ${accounts} WHERE ID IN
    (SELECT ID FROM ${accounts} WHERE DOMAIN IS NOT NULL GROUP BY DOMAIN HAVING count(*) = 1 LIMIT 3)`)

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await builder.seeWhole('Review')
  await builder.press('Try a dry run')
  await expect(told(page)).toHaveText(/ and delete 3\.$/)
  await expect(dryRun(page).getByRole('note')).toContainText('3 records would be deleted, of ')
  await expect(numbersIn(page, 'Destination')).toContainText(
    'records whose row has left the source',
  )
  expect(await findings(page)).toEqual([])

  await builder.goTo('Options')
  await builder.type('Label', 'Accounts, all of them')
  await builder.goTo('Review')
  await expect(dryRun(page)).toContainText('Of an earlier state of this draft')
  expect(await findings(page)).toEqual([])
  await dryRun(page).getByRole('button', { name: 'Try again' }).click()
  await expect(dryRun(page)).toContainText('Holds for the draft as it is now')

  // It has changed nothing: the sync is as it was, and so is what it has sent.
  await page.goto(`/syncs/${id}`)
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toHaveCount(2)
})

test('A dry run says why a run would fail', async ({ page, builder, sandbox, consoleErrors }) => {
  consoleErrors.expect(/Failed to load resource/)
  await builder.openImported(accountsMirror)
  const id = await builder.create()
  await builder.press('Run now')
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
  await sandbox.sql(`ALTER TABLE ${accounts} DROP COLUMN NAME`)
  await page.goto(`/syncs/${id}/edit`)
  await builder.seeWhole('Review')
  await builder.press('Try a dry run')
  const failure = dryRun(page).getByRole('alert')
  await expect(failure).toContainText('A run of this sync would fail')
  await expect(failure).toContainText('NAME')
  await expect(failure).toContainText(/request \S+/)
  expect(await findings(page)).toEqual([])
})

test('An operator sees what a run has changed, before and after', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(accountsMirror)
  await builder.create()
  await builder.press('Run now')
  const runs = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await expect(runs).toHaveCount(2)
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
  await sandbox.sql(`UPDATE ${accounts} SET NAME = 'Renamed' WHERE DOMAIN =
    (SELECT DOMAIN FROM ${accounts} WHERE NAME IS NOT NULL GROUP BY DOMAIN HAVING count(*) = 1 LIMIT 1)`)
  await builder.press('Run now')
  await expect(runs).toHaveCount(3)
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
  await runs.nth(1).getByRole('link').first().click()

  await builder.press('Show what it changed')
  const changed = page.getByRole('region', { name: 'What this run changed' })
  await expect(changed.getByRole('status')).toHaveText('1 changed record.')
  const destination = await ledger(changed.getByRole('region', { name: /^Destination/ }))
  expect(destination).toMatchObject({ Created: 0, Updated: 1, Deleted: 0 })
  expect(destination['Records after']).toBe(destination['Records before'])
  const record = changed.getByRole('listitem')
  await expect(record).toContainText(/^.Updated.*namewas .+→is Renamed/)
  expect(await findings(page)).toEqual([])
  await record.getByRole('button', { name: /^Show \d+ unchanged/ }).click()
  await expect(record).toContainText('Unchangeddomain')
})
