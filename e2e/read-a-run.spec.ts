import type { APIRequestContext, Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'
import { runOnce, startRun } from './runs.ts'
import { storedSyncs } from './storedSyncs.ts'

// The seeded sync whose rows its destination refuses in part, and some of which have no identifier.
const label = 'Users to CRM contacts'

async function runUsers(page: Page): Promise<{ sync: number; run: number }> {
  const [sync = 0] = await storedSyncs(page.request, label)
  return { sync, run: await runOnce(page.request, sync) }
}

/** The status of the answer to a create. */
async function create(request: APIRequestContext, body: string): Promise<number> {
  const response = await request.post('/api/v1/syncs', {
    headers: { 'x-sync-builder': '1', 'idempotency-key': crypto.randomUUID() },
    data: { ...JSON.parse(body), validate_only: false },
  })
  return response.status()
}

/** The requests for records that the browser has made. */
function watchRecords(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/records')) asked.push(request.url())
  })
  return asked
}

test('A rejected record is found and explained', async ({ page }) => {
  const asked = watchRecords(page)
  await page.goto('/')
  await page.getByRole('link', { name: label }).click()
  await page.getByRole('button', { name: 'Run now', exact: true }).click()
  const newest = page.getByRole('table', { name: 'Runs' }).getByRole('row').nth(1)
  await expect(newest).toContainText('348 rejected')
  await newest.getByRole('link').click()
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: /^Run \d+$/u, level: 1 })).toBeVisible()
  await expect(main.getByRole('status').first()).toHaveText(/^Finished, 348 rejected, 14 invalid$/u)
  await expect(main).toContainText('4,986 new or changed + 0 gone = 4,986 sent')
  await expect(main).toContainText('4,638 accepted + 348 rejected = 4,986 sent')
  expect(asked, 'customer data that nobody asked for').toEqual([])

  await page.getByRole('button', { name: 'Show rejected records' }).click()
  const rejected = page.getByRole('region', { name: 'Rejected records' })
  await expect(rejected).toContainText('100 of 348 rejected records read')
  await expect(rejected).toContainText('tried again in every run until it is accepted')
  const cause = rejected.getByRole('button', { name: /needs LastName/u })
  await cause.click()
  const first = rejected.getByRole('listitem').filter({ hasText: 'Rejected' }).first()
  await expect(first).toContainText('A new record needs LastName')
  await first.getByRole('button').click()
  await expect(first.getByText('LAST_NAME', { exact: true })).toBeVisible()
  await expect(first.getByRole('definition').filter({ hasText: /^null$/u })).toBeVisible()

  await cause.click()
  await rejected.getByRole('button', { name: 'Read 100 more' }).click()
  await expect(rejected).toContainText('200 of 348 rejected records read')
})

test('An identifier that occurs twice is found among the records', async ({ page }) => {
  const { sync, run } = await runUsers(page)
  await page.goto(`/syncs/${sync}/runs/${run}`)
  await page.getByRole('button', { name: 'Show invalid records' }).click()
  const invalid = page.getByRole('region', { name: 'Invalid records' })
  await expect(invalid).toContainText('14 invalid records read')
  await expect(invalid).toContainText('share it with another row')
  const twice = invalid.getByRole('listitem').filter({ hasText: 'DUPLICATE' })
  const identifier = await twice.getByRole('button', { name: /@/u }).first().innerText()

  await page.getByRole('textbox', { name: 'Exact identifier' }).fill(identifier)
  await page.getByRole('button', { name: 'Look for a record' }).click()
  const found = page.getByRole('region', { name: `Records of ${identifier}` })
  await expect(found).toContainText('2 records with this identifier read')
  expect(page.url()).not.toContain(identifier)

  await page.getByRole('textbox', { name: 'Exact identifier' }).fill('nobody@example.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There are no records with this identifier.')).toBeVisible()
})

test('Records are kept nowhere: who comes back asks anew', async ({ page }) => {
  const { sync, run } = await runUsers(page)
  const asked = watchRecords(page)
  const pages = () => asked.filter((url) => url.includes('/records?')).length
  await page.goto(`/syncs/${sync}/runs/${run}`)
  const show = page.getByRole('button', { name: 'Show rejected records' })
  const answer = page.waitForResponse(/\/records\?/u)
  await show.click()
  expect((await answer).headers()['cache-control']).toBe('no-store')
  const rejected = page.getByRole('region', { name: 'Rejected records' })
  await expect(rejected.getByRole('listitem').first()).toBeVisible()
  expect(pages()).toBe(1)

  await rejected.getByRole('button', { name: 'Close' }).click()
  await expect(rejected).toBeHidden()
  await expect(show).toBeFocused()
  await show.click()
  await expect(rejected.getByRole('listitem').first()).toBeVisible()
  expect(pages()).toBe(2)

  await page.getByRole('link', { name: label }).click()
  await expect(page).toHaveURL(/\/syncs\/\d+$/u)
  await page.goBack()
  await expect(show).toBeVisible()
  await expect(rejected).toBeHidden()
  expect(pages()).toBe(2)
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )
  expect(kept).not.toContain('@example.com')
})

test('A run that failed tells why, and what to do', async ({ page, sandbox }) => {
  const { sync } = await runUsers(page)
  await sandbox.sql(
    'ALTER TABLE "source_12/ANALYTICS.PUBLIC.USERS" RENAME COLUMN FIRST_NAME TO GIVEN_NAME',
  )
  const run = await runOnce(page.request, sync)
  await page.goto(`/syncs/${sync}/runs/${run}`)
  const failure = page.getByRole('alert', { name: 'The run failed' })
  await expect(failure).toContainText('A mapped source column has been deleted.')
  await expect(failure.getByText('FIRST_NAME')).toHaveCount(1)
  await expect(failure).toContainText('Map another column in its place')
  await failure.getByRole('link', { name: 'Edit the sync' }).click()
  await expect(page).toHaveURL(/\/edit|\/drafts\//u)
})

test('A run is followed while it works, and canceled', async ({ page }) => {
  // A destination that has its batches wait, and refuses the first call of any two.
  const request = signupsTo(41, 'audience')
  await expect.poll(() => create(page.request, request)).toBe(201)
  const [sync = 0] = await storedSyncs(page.request, 'Signups to 41')
  const run = await startRun(page.request, sync)
  await page.goto(`/syncs/${sync}/runs/${run}`)
  const steps = page.getByRole('region', { name: 'Steps' })
  await expect(steps.locator('[aria-current="step"]')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Cancel run ${run}` })
    .click()
  await expect(page.getByRole('main').getByRole('status').first()).toHaveText('Canceled')
  await expect(page.getByRole('alert', { name: 'The run was canceled' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel run' })).toBeHidden()
})
