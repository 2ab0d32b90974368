import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'

// Each destination of the sandbox that fails by name (apps/sandbox/README.md), as an operator
// meets it: by clicking.

async function choose(page: Page, picker: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: picker }).fill(name)
  await page.getByRole('option', { name }).click()
}

/** What stands in every notice of an error answer: the way on, and what to pass on to who helps. */
async function expectRetryAndReference(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible()
  await expect(page.getByText(/^status \d{3}, request [\w-]+$/).first()).toBeVisible()
}

test('A slow destination says what it waits for, takes a typed object, and creates in its own time', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.goTo('Destination')
  await choose(page, 'Destination connection', 'Slow CRM')
  await expect(
    page.getByText(
      'Reading the objects of this destination. The full name of an object can be typed.',
    ),
  ).toBeVisible()
  await choose(page, 'Destination object', 'contact')
  await expect(builder.payload).toContainText('"object": "contact"')

  await builder.openImported(signupsTo(40))
  await builder.createButton.click()
  const creating = page.getByRole('status').filter({ hasText: 'You can close this page' })
  await expect(creating).toContainText('which can take minutes')
  // The page stays usable meanwhile.
  await builder.goTo('Schedule')
  await expect(creating).toBeVisible()
  await expect(page).toHaveURL(/\/syncs\/\d+$/, { timeout: 40_000 })
  expect(await sandbox.creates()).toHaveLength(1)
})

test('A destination that limits its calls is waited for, and says so where it refuses a check', async ({
  page,
  builder,
  consoleErrors,
}) => {
  consoleErrors.expect(/429/)
  await builder.openNew()
  await builder.goTo('Destination')
  await choose(page, 'Destination connection', 'Rate-limited Ads')
  // The first call is refused for two seconds, and then made again without being asked.
  await page.getByRole('combobox', { name: 'Destination object' }).click()
  await expect(page.getByRole('option', { name: 'Audience' })).toBeVisible()

  await builder.openImported(signupsTo(41, 'audience'))
  const refused = page.getByRole('alert').filter({ hasText: 'The API asks for fewer calls' })
  // Every other call is refused, those that read its fields among them.
  await expect(async () => {
    await builder.validateButton.click()
    await expect(refused).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(refused).toContainText('Too many requests')
  await expect(refused).toContainText('Wait a moment and try again.')
  await expectRetryAndReference(page)
  await expect(async () => {
    await refused.getByRole('button', { name: 'Try again' }).click({ timeout: 2_000 })
    await expect(page.getByText('✓ Validated for this payload')).toBeVisible({ timeout: 2_000 })
  }).toPass()
})

test('A destination that rejects the sync has its words shown on the row they name', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/422/)
  await builder.openImported(signupsTo(42))
  await builder.createButton.click()
  const refused = page.getByRole('alert').filter({ hasText: 'The API refused the payload' })
  await expect(refused).toContainText('Mappings to email is not accepted by the destination')
  await expect(refused).toContainText('Fix what it names, then try again.')
  await expectRetryAndReference(page)
  await builder.problems.getByRole('button', { name: /Mappings to email/ }).click()
  await expect(page.getByRole('heading', { name: 'Mapping', exact: true })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('The API says: Validation failed')
  expect(await sandbox.creates()).toEqual([])
})

test('A destination that drops the connection after creating leads to the sync, not to a second one', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/409/)
  await builder.openImported(signupsTo(43))
  await builder.createButton.click()
  const unknown = page
    .getByRole('alert')
    .filter({ hasText: 'It is not known whether the sync was created' })
  await expect(unknown).toContainText('that could make a second sync')
  await expect(builder.createButton).toBeDisabled()
  await unknown.getByRole('button', { name: 'Look for the sync' }).click()
  await unknown.getByRole('link', { name: /Signups to 43/ }).click()
  await expect(page.getByRole('heading', { name: 'Signups to 43' })).toBeVisible()
  expect(await sandbox.creates()).toHaveLength(1)
})

test('An expired connection says who must do what, and still takes a typed object', async ({
  page,
  builder,
  consoleErrors,
}) => {
  consoleErrors.expect(/400|422/)
  await builder.openNew()
  await builder.goTo('Destination')
  await choose(page, 'Destination connection', 'Expired connection')
  await expect(page.getByText('The last test of Expired connection failed.')).toBeVisible()
  const failed = page.getByRole('alert').filter({ hasText: 'The API refused the call' })
  await expect(failed).toContainText('The credentials of this connection have expired')
  await expect(failed).toContainText('The full name of an object can be typed.')
  await expectRetryAndReference(page)
  await choose(page, 'Destination object', 'contact')
  await expect(builder.payload).toContainText('"object": "contact"')

  await builder.openImported(signupsTo(44))
  await builder.validateButton.click()
  await expect(page.getByRole('alert').filter({ hasText: 'refused the payload' })).toContainText(
    'the user who authorized it must reconnect it',
  )
})
