import type { Page } from 'playwright/test'
import { draftSaved } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'

function rowOf(page: Page, number: number) {
  const remove = page.getByRole('button', { name: `Remove row ${number}`, exact: true })
  return page.getByRole('row').filter({ has: remove })
}

function undone(page: Page, words: string) {
  return page.getByRole('status').filter({ hasText: `Undone: ${words}` })
}

test('An operator takes changes back from any step, and sees what changed', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Remove row 1' }).click()
  await builder.goTo('Options')
  const label = page.getByRole('textbox', { name: 'Label' })
  await label.fill('Signups, renamed')
  await builder.goTo('Schedule')

  await page.keyboard.press('Control+z')
  await expect(label).toHaveValue('Signups to 11')
  await expect(label).toBeFocused()
  await expect(undone(page, 'Label changed to Signups, renamed')).toBeAttached()

  await page.keyboard.press('Control+z')
  await expect(builder.current('Mapping')).toBeVisible()
  const row = rowOf(page, 1)
  await expect(row).toBeFocused()
  await expect(row.getByRole('combobox', { name: /^Column, row 1/ })).toHaveValue('email')
  await expect(undone(page, 'Row 1 removed')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAccessibleDescription(
    'Nothing to undo',
  )

  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+y')
  await expect(label).toHaveValue('Signups, renamed')
  await expect(draftSaved(page)).toBeVisible()
  await page.reload()
  await expect(label).toHaveValue('Signups, renamed')
})

test('The list of changes leads to any state of the draft', async ({ page, builder }) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Add mapping' }).click()
  await page.getByRole('button', { name: 'Remove row 1' }).click()

  await page.getByRole('button', { name: 'List of changes' }).click()
  const list = page.getByRole('dialog', { name: 'List of changes' })
  await expect(list.getByRole('listitem')).toHaveText([
    'Row 1 removedshown now',
    'Row 2 added',
    'As it was opened',
  ])
  await expect(list.getByRole('button', { name: 'Row 1 removed' })).toBeFocused()
  await list.getByRole('button', { name: 'As it was opened' }).click()
  await expect(list).toBeHidden()
  await expect(page.getByRole('table', { name: 'Mappings' })).toHaveAttribute('aria-rowcount', '2')
  await expect(rowOf(page, 1)).toBeFocused()
  await expect(undone(page, '2 steps')).toBeAttached()

  await page.getByRole('button', { name: 'List of changes' }).press('Enter')
  await expect(list.getByRole('button', { name: 'As it was opened' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'List of changes' })).toBeFocused()
})

test('Where a text is not in the draft yet, undo means the text', async ({ page, builder }) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Add mapping' }).click()
  const search = page.getByRole('textbox', { name: 'Search rows' })
  await search.pressSequentially('mail')
  await page.keyboard.press('Control+z')
  await expect(search).not.toHaveValue('mail')
  await search.clear()

  const column = page.getByRole('combobox', { name: 'Column, row 2' })
  await column.pressSequentially('ema')
  await page.keyboard.press('Control+z')
  const rows = page.getByRole('table', { name: 'Mappings' })
  await expect(rows).toHaveAttribute('aria-rowcount', '3')
  await expect(column).not.toHaveValue('ema')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveAttribute('aria-rowcount', '2')
})

test('What is undone in the details of a row is seen there', async ({ page, builder }) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Details of row 1' }).click()
  const details = page.getByRole('dialog', { name: /^Row 1/ })
  const nulls = details.getByRole('combobox', { name: 'When the source is null' })
  await nulls.selectOption('Leave the field alone')
  await details.getByRole('button', { name: 'Close details' }).focus()
  await page.keyboard.press('Control+z')
  await expect(nulls).toHaveValue('')
  await expect(nulls).toBeFocused()
  await expect(details).toBeVisible()
})
