import type { Locator, Page } from 'playwright/test'
import { Builder } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'
import { storedSyncs } from './storedSyncs.ts'

const request11 = signupsTo(11)
const label = 'Signups to 11'

/** Long enough to do something meanwhile. */
const slowly = { type: 'delay', ms: 1_500 } as const

function unknownOutcome(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'It is not known whether the sync was created' })
}

function expectCreated(page: Page): Promise<void> {
  return expect(page).toHaveURL(/\/syncs\/\d+$/)
}

test('A double click on Validate and create makes one sync', async ({ page, builder, sandbox }) => {
  await builder.openImported(request11)
  await builder.createButton.dblclick()
  await expectCreated(page)
  expect(await sandbox.creates()).toHaveLength(1)
})

test('Enter pressed twice makes one sync', async ({ page, builder, sandbox }) => {
  await builder.openImported(request11)
  await builder.createButton.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expectCreated(page)
  expect(await sandbox.creates()).toHaveLength(1)
})

test('A reload while the sync is created leads to that sync', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(request11)
  await sandbox.misbehaveAtCreate(slowly)
  await builder.createButton.click()
  await expect.poll(() => sandbox.creates()).toHaveLength(1)
  await page.reload()
  await expectCreated(page)
  expect(await sandbox.creates()).toHaveLength(1)
})

test('A tab closed while the sync is created leaves a draft that leads to it', async ({
  page,
  context,
  builder,
  sandbox,
}) => {
  await builder.openImported(request11)
  const draft = page.url()
  await sandbox.misbehaveAtCreate(slowly)
  await builder.createButton.click()
  await expect.poll(() => sandbox.creates()).toHaveLength(1)
  await page.close()

  const later = await context.newPage()
  await later.goto(draft)
  await expectCreated(later)
  await expect(later.getByRole('heading', { name: label })).toBeVisible()
  expect(await sandbox.creates()).toHaveLength(1)
})

test('Two tabs that create one draft at the same time make one sync', async ({
  page,
  context,
  builder,
  sandbox,
}) => {
  await builder.openImported(request11)
  const other = await context.newPage()
  await other.goto(page.url())
  const otherBuilder = new Builder(other)
  await otherBuilder.createButton.waitFor()
  // Both checks take longer than two clicks, and the create of one much longer than what is left of
  // the check of the other: neither finds the draft created already.
  const match = { method: 'POST', path: '/api/v1/syncs' }
  await sandbox.misbehave({ match, times: 2, fault: slowly })
  await sandbox.misbehave({ match, fault: { type: 'delay', ms: 5_000 } })
  await Promise.all([builder.createButton.click(), otherBuilder.createButton.click()])
  // On a slow machine the later one may find the draft created already after all.
  const ended = (tab: Page) =>
    expect(
      tab
        .getByRole('heading', { name: label })
        .or(tab.getByText('This draft is created already'))
        .first(),
    ).toBeVisible({ timeout: 20_000 })
  await Promise.all([ended(page), ended(other)])
  const paths = [page, other].map((tab) => new URL(tab.url()).pathname)
  const synced = new Set(paths.filter((path) => /^\/syncs\/\d+$/u.test(path)))
  expect([...synced]).toHaveLength(1)
  expect(await sandbox.creates()).toHaveLength(1)
})

test('A tab that still shows a created draft leads to its sync, and to a copy for another', async ({
  page,
  context,
  builder,
  sandbox,
}) => {
  await builder.openImported(request11)
  const other = await context.newPage()
  await other.goto(page.url())
  const otherBuilder = new Builder(other)
  await otherBuilder.createButton.waitFor()
  await builder.createButton.click()
  await expectCreated(page)

  await otherBuilder.createButton.click()
  const notice = other.getByRole('status').filter({ hasText: 'This draft is created already' })
  await expect(notice.getByRole('link', { name: /^sync \d+$/ })).toBeVisible()
  await expect(otherBuilder.createButton).toBeDisabled()
  expect(await sandbox.creates()).toHaveLength(1)

  // The way back from the sync comes to the same draft.
  await page.goBack()
  await expect(page.getByText('This draft is created already').first()).toBeVisible()
  await expect(builder.createButton).toBeDisabled()
  await page.getByRole('button', { name: 'Copy to a new draft' }).click()
  await expect(builder.createButton).toBeEnabled()
  await builder.createButton.click()
  await expectCreated(page)
  expect(await sandbox.creates()).toHaveLength(2)
})

for (const fault of ['create-then-504', 'create-then-reset'] as const) {
  test(`A sync created behind a failure (${fault}) is found, not made again`, async ({
    page,
    builder,
    sandbox,
    request,
    consoleErrors,
  }) => {
    consoleErrors.expect(/409/)
    await builder.openImported(request11)
    await sandbox.misbehaveAtCreate({ type: fault })
    await builder.createButton.click()
    await expect(unknownOutcome(page)).toContainText('It is not sent again by itself')
    await expect(builder.createButton).toBeDisabled()

    // Whoever comes back finds it explained again, and nothing sent meanwhile.
    await page.reload()
    await expect(unknownOutcome(page)).toBeVisible()
    await expect(builder.createButton).toBeDisabled()
    expect(await sandbox.creates()).toHaveLength(1)

    await unknownOutcome(page).getByRole('button', { name: 'Look for the sync' }).click()
    const [id] = await storedSyncs(request, label)
    await unknownOutcome(page)
      .getByRole('button', { name: `Sync ${id} is it` })
      .click()
    await expect(page).toHaveURL(`/syncs/${id}`)
    await expect(
      page.getByRole('alert', { name: 'Created, and stored as it was sent' }),
    ).toBeVisible()
    await page.getByRole('link', { name: 'All syncs' }).click()
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Drafts' })).toBeHidden()
    expect(await sandbox.creates()).toHaveLength(1)
  })
}

test('A create of which nothing came can be tried anew once the operator has looked', async ({
  page,
  builder,
  sandbox,
  request,
  consoleErrors,
}) => {
  consoleErrors.expect(/409/)
  await builder.openImported(request11)
  await sandbox.misbehaveAtCreate({ type: 'reset' })
  await builder.createButton.click()
  await unknownOutcome(page).getByRole('button', { name: 'Look for the sync' }).click()
  await expect(unknownOutcome(page)).toContainText(
    'No sync with this label, source and destination has come since.',
  )
  await unknownOutcome(page).getByRole('button', { name: 'It was not created' }).click()
  await expect(unknownOutcome(page)).toBeHidden()
  await builder.createButton.click()
  await expectCreated(page)
  expect(await storedSyncs(request, label)).toHaveLength(1)
})
