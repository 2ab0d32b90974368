import type { Page } from 'playwright/test'
import { Builder, draftSaved } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'

async function type(page: Page, label: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Label' }).fill(label)
}

function overtaken(page: Page) {
  return page.getByRole('alert').filter({ hasText: 'This draft was changed in another tab' })
}

/** Two tabs on one draft, both at its label; the first has changed it. */
async function openTwice(builder: Builder): Promise<Page> {
  const { page } = builder
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByRole('textbox', { name: 'Label' }).waitFor()
  await type(page, 'Of the first tab')
  await expect(draftSaved(page)).toBeVisible()
  return other
}

test('What one tab has saved is not overwritten by another that shows an older draft', async ({
  page,
  builder,
}) => {
  const other = await openTwice(builder)
  await type(other, 'Of the other tab')
  await expect(overtaken(other)).toBeVisible()
  await expect(other.getByText('Not saved: changed in another tab')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Of the first tab')

  await overtaken(other).getByRole('button', { name: 'Reload' }).click()
  await expect(other.getByRole('textbox', { name: 'Label' })).toHaveValue('Of the first tab')
  await expect(overtaken(other)).toBeHidden()
  await type(other, 'Typed after that')
  await expect(draftSaved(other)).toBeVisible()
  await other.reload()
  await expect(other.getByRole('textbox', { name: 'Label' })).toHaveValue('Typed after that')
})

test('What only the older tab shows can be kept as a draft of its own', async ({
  page,
  builder,
}) => {
  const other = await openTwice(builder)
  await type(other, 'Of the other tab')
  await overtaken(other).getByRole('button', { name: 'Keep as a new draft' }).click()
  await expect(overtaken(other)).toBeHidden()
  await expect(other.getByRole('textbox', { name: 'Label' })).toHaveValue('Of the other tab')
  expect(other.url()).not.toBe(page.url())
  await other.reload()
  await expect(other.getByRole('textbox', { name: 'Label' })).toHaveValue('Of the other tab')
  await other.goto('/')
  const drafts = other.getByRole('region', { name: 'Drafts' })
  await expect(drafts.getByRole('link', { name: 'Of the first tab' })).toBeVisible()
  await expect(drafts.getByRole('link', { name: 'Of the other tab' })).toBeVisible()
})

test('A tab that shows an older draft creates nothing of it', async ({ builder, sandbox }) => {
  const other = await openTwice(builder)
  await expect(overtaken(other)).toBeVisible()
  await expect(new Builder(other).createButton).toBeDisabled()
  expect(await sandbox.creates()).toEqual([])
})

test('A tab that shows an older draft says so before anything is typed in it', async ({
  builder,
}) => {
  const other = await openTwice(builder)
  await expect(overtaken(other)).toBeVisible()
  await overtaken(other).getByRole('button', { name: 'Reload' }).click()
  await expect(other.getByRole('textbox', { name: 'Label' })).toHaveValue('Of the first tab')
  await expect(overtaken(builder.page)).toBeHidden()
})

test('A draft that is renamed in one tab has that name in the other, and both can go on', async ({
  page,
  builder,
}) => {
  const other = await openTwice(builder)
  await overtaken(other).getByRole('button', { name: 'Reload' }).click()
  await expect(overtaken(other)).toBeHidden()
  await page.getByRole('button', { name: /^Rename draft/ }).click()
  await page.getByRole('textbox', { name: 'Name of the draft' }).fill('For Monday')
  await page.keyboard.press('Enter')
  await expect(other.getByRole('button', { name: 'Rename draft For Monday' })).toBeVisible()
  await type(other, 'Typed after that')
  await expect(draftSaved(other)).toBeVisible()
  await expect(overtaken(page)).toBeVisible()
})

test('What is edited during the check is not created unchecked', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await sandbox.misbehave({
    match: { method: 'POST', path: '/api/v1/syncs' },
    fault: { type: 'delay', ms: 1_500 },
  })
  await builder.createButton.click()
  await expect(page.getByText('Validating', { exact: true })).toBeVisible()
  await type(page, 'Edited meanwhile')
  await expect(page.getByText('Changed since it was validated')).toBeVisible()
  expect(await sandbox.creates()).toEqual([])
})

test('A draft that was deleted can be put back', async ({ page, builder }) => {
  await builder.openImported(signupsTo(11))
  await page.goto('/')
  await page.getByRole('button', { name: 'Delete draft Signups to 11' }).click()
  const undo = page.getByRole('button', { name: 'Put back draft Signups to 11' })
  await expect(undo).toBeFocused()
  await undo.click()
  await page.getByRole('link', { name: 'Signups to 11' }).click()
  await builder.goTo('Review')
  await expect(page.getByRole('region', { name: 'Payload' })).toContainText('Signups to 11')
})
