import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'
import { runOnce, startRun } from './runs.ts'
import type { Sandbox } from './sandbox.ts'
import { storedSyncs } from './storedSyncs.ts'

const state = (page: Page) => page.getByRole('region', { name: 'State' })
const runs = (page: Page) => page.getByRole('table', { name: 'Runs' }).getByRole('row')
const runNow = (page: Page) => page.getByRole('button', { name: 'Run now', exact: true })

async function triggers(sandbox: Sandbox): Promise<string[]> {
  const requests = await sandbox.requests()
  return requests.filter(({ path }) => path.endsWith('/trigger')).map(({ query }) => query)
}

/** Creates a sync without the builder, and gives its id. */
async function created(page: Page, body: string): Promise<number> {
  const request: { label: string } = JSON.parse(body)
  const response = await page.request.post('/api/v1/syncs', {
    headers: { 'x-sync-builder': '1', 'idempotency-key': crypto.randomUUID() },
    data: { ...request, validate_only: false },
    timeout: 40_000,
  })
  expect(response.status()).toBe(201)
  const [id = 0] = await storedSyncs(page.request, request.label)
  return id
}

test('An operator builds a sync, runs it at once, and is told what it could not send', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.PUBLIC.USERS',
  })
  await builder.writeTo('Salesforce - production', 'Contact')
  await builder.behave('Update or Create')
  await builder.goTo('Mapping')
  await builder.mapRequired('LastName', { column: 'LAST_NAME' })
  await builder.map({ column: 'EMAIL', to: 'Email', isKey: true })
  await builder.runDaily({ hour: 6, minute: 0 })
  await builder.create()

  await expect(page.getByText('Created, and stored as it was sent')).toBeVisible()
  await expect(state(page)).toContainText('It has not run yet')
  await expect(state(page)).toContainText(/By itself it runs at .*06:00 UTC/)
  await expect(page.getByRole('region', { name: 'Next run' }).getByRole('listitem')).toHaveCount(3)
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText('when a run fails')

  await runNow(page).click()
  // A run that left something behind is not green, whatever the sync's own status says.
  await expect(state(page)).toContainText(/^Up to date, \d+ records rejected and \d+ invalid/)
  await expect(state(page)).toHaveAttribute('data-tone', 'yellow')
  await expect(runs(page)).toHaveCount(2)
  await expect(runs(page).last()).toContainText(/\d+ rejected/)
  await expect(runs(page).last()).toContainText('Manual')
  expect(await triggers(sandbox)).toEqual([''])

  await state(page)
    .getByRole('link', { name: /^See the records of run/ })
    .click()
  await expect(page.getByRole('heading', { name: /^Run \d+$/, level: 1 })).toBeVisible()
})

test('A double click on Run now makes one run', async ({ page, sandbox }) => {
  await page.goto(`/syncs/${await created(page, signupsTo(11))}`)
  await runNow(page).dblclick()
  await expect(state(page)).toContainText(/^Up to date, \d+ records invalid/)
  await expect(runs(page)).toHaveCount(2)
  expect(await triggers(sandbox)).toHaveLength(1)
})

test('A full sync is run once its cost is confirmed', async ({ page, sandbox }) => {
  await page.goto(`/syncs/${await created(page, signupsTo(11))}`)
  await runNow(page).click()
  await expect(runs(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Run as full sync' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run as full sync' })
  await expect(dialog).toContainText('All rows of the source count as changed')
  await expect(dialog.getByRole('button', { name: 'Do not run' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Run all rows' }).click()
  await expect(runs(page)).toHaveCount(3)
  expect(await triggers(sandbox)).toEqual(['', '?force_full_sync=true'])
})

test('A run of a slow destination is followed as it goes, and canceled', async ({ page }) => {
  test.slow()
  const id = await created(page, signupsTo(40))
  await page.goto(`/syncs/${id}`)
  await runNow(page).click()
  await expect(state(page)).toContainText(/Sending to the destination/, { timeout: 20_000 })
  await expect(state(page).getByRole('progressbar', { name: 'Records sent' })).toBeVisible()
  await expect(state(page)).toContainText(/[1-9][\d,]* of [\d,]+ sent/, { timeout: 20_000 })
  await expect(runNow(page)).toHaveAttribute('aria-disabled', 'true')

  // Somebody else asks for one more, which is skipped: the page goes on with the one that runs.
  await startRun(page.request, id)
  await expect(runs(page)).toHaveCount(3)
  await expect(runs(page).nth(1)).toContainText('Skipped')
  await expect(state(page)).toContainText('Running')

  await page.getByRole('button', { name: 'Cancel run', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Cancel run \d+$/ })
  await expect(dialog).toContainText('stays in the destination')
  await dialog.getByRole('button', { name: /^Cancel run \d+$/ }).click()
  await expect(state(page)).toContainText('Its last run was canceled')
  await expect(runs(page).nth(2)).toContainText('Canceled')
  await expect(runNow(page)).toHaveAttribute('aria-disabled', 'false')
})

test('A run that the schedule starts appears by itself', async ({ page, sandbox }) => {
  const soon = new Date(Date.now() + 2 * 60_000)
  const request = {
    ...JSON.parse(signupsTo(11)),
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'hourly', minute: soon.getUTCMinutes() } },
    },
  }
  const id = await created(page, JSON.stringify(request))
  await page.clock.install()
  await page.goto(`/syncs/${id}`)
  await expect(state(page)).toContainText('It has not run yet')
  await sandbox.moveClock(3 * 60_000)
  await page.clock.fastForward(60_000)
  await expect(runs(page).last()).toContainText('Schedule')
  await page.clock.fastForward(60_000)
  await expect(state(page)).toContainText(/^Up to date/)
  expect(await triggers(sandbox)).toEqual([])
})

test('A trigger that fails says what is not known, and works when tried again', async ({
  page,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/500/)
  await page.goto(`/syncs/${await created(page, signupsTo(11))}`)
  await sandbox.misbehave({
    match: { method: 'POST', path: '/api/v1/syncs/*' },
    fault: { type: 'status', status: 500, body: { status: 500, message: 'Try later' } },
  })
  await runNow(page).click()
  const refused = page
    .getByRole('alert')
    .filter({ hasText: 'It is not known whether a run was started' })
  await expect(refused).toContainText('Try later')
  await refused.getByRole('button', { name: 'Try again' }).click()
  await expect(state(page)).toContainText(/^Up to date/)
  await expect(runs(page)).toHaveCount(2)
})

test('A paused sync can be run all the same', async ({ page }) => {
  const request = { ...JSON.parse(signupsTo(11)), paused: true }
  await page.goto(`/syncs/${await created(page, JSON.stringify(request))}`)
  await expect(state(page)).toContainText('Paused, and it has not run yet')
  await expect(state(page)).toContainText('it can still be run')
  await runNow(page).click()
  await expect(state(page)).toContainText(/^Paused\. Up to date, \d+ records invalid/)
  await page.getByRole('button', { name: /^Resume/ }).click()
  await expect(state(page)).toContainText(/^Up to date/)
})

test('A failing run turns the page red and raises its alert, and the next good one resolves it', async ({
  page,
  sandbox,
}) => {
  const [sync = 0] = await storedSyncs(page.request, 'Users to CRM contacts')
  const rename = (from: string, to: string) =>
    sandbox.sql(`ALTER TABLE "source_12/ANALYTICS.PUBLIC.USERS" RENAME COLUMN ${from} TO ${to}`)
  await runOnce(page.request, sync)
  await page.goto(`/syncs/${sync}`)
  const alerts = page.getByRole('region', { name: 'Alerts' })
  await expect(alerts).toContainText('Alert me when a run fails')

  await rename('FIRST_NAME', 'GIVEN_NAME')
  await runNow(page).click()
  await expect(state(page)).toHaveAttribute('data-tone', 'red')
  await expect(state(page)).toContainText(/^Failing.*FIRST_NAME/)
  await expect(alerts.getByRole('listitem').filter({ hasText: /^Raised/ })).toHaveCount(1)
  await expect(alerts).toContainText('Sync Failed')

  await rename('GIVEN_NAME', 'FIRST_NAME')
  await runNow(page).click()
  await expect(state(page)).toContainText(/^Up to date/)
  await expect(alerts.getByRole('listitem').filter({ hasText: /^Resolved/ })).toHaveCount(1)

  // The list says no more than the API's status does.
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('Users to CRM')
  await expect(page.getByTitle('Whether records were rejected is on its page')).toHaveText(
    'Up to date',
  )
})
