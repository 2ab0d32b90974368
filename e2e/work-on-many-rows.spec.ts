import type { Page } from 'playwright/test'
import type { Builder } from './builder.ts'
import { expect, test } from './fixtures.ts'

const columns = ['email', 'first_name', 'last_name', 'city', 'country', 'phone']

/** A request whose rows go by their columns, with the order of the rows sent. */
const request = JSON.stringify({
  label: 'Users to a file of contacts',
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: columns.map((column) => ({
    from: { type: 'column', data: column },
    to: `field_${column}`,
    generate_field: true,
  })),
  field_order: 'mapping_order',
  paused: false,
})

/** The mappings of the preview, from which all that is sent is made. */
async function mappings(builder: Builder): Promise<Record<string, unknown>[]> {
  return JSON.parse(await builder.preview('Create', 'Compact')).mappings
}

/** The columns of the preview's mappings, in their order. */
async function order(builder: Builder): Promise<unknown[]> {
  return (await mappings(builder)).map(({ from }) => (from as { data: unknown }).data)
}

function box(page: Page, row: number) {
  return page.getByRole('checkbox', { name: `Select row ${row}`, exact: true })
}

test.beforeEach(async ({ builder }) => {
  await builder.openImported(request)
  await builder.goTo('Mapping')
})

test('A user changes a setting of several rows at once, and takes it back in one step', async ({
  page,
  builder,
}) => {
  await box(page, 2).check()
  await box(page, 5).click({ modifiers: ['Shift'] })
  const bar = page.getByRole('group', { name: 'Selected rows' })
  await expect(bar).toContainText('4 rows selected')
  await builder.press('Change settings')
  const dialog = page.getByRole('dialog', { name: 'Change 4 rows' })
  await dialog.getByRole('combobox', { name: 'Value' }).selectOption('Leave the field alone')
  await dialog.getByRole('button', { name: 'Change 4 rows' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Change settings' })).toBeFocused()
  await expect
    .poll(async () => (await mappings(builder)).map((row) => row.sync_null_values))
    .toEqual([undefined, false, false, false, false, undefined])

  await page.keyboard.press('Control+z')
  await expect
    .poll(async () => (await mappings(builder)).map((row) => row.sync_null_values))
    .toEqual(columns.map(() => undefined))
})

test('Selecting all means the rows that a search shows, and says how many', async ({
  page,
  builder,
}) => {
  await page.getByRole('textbox', { name: 'Search rows' }).fill('name')
  await page.getByRole('checkbox', { name: 'Select all 2 shown rows' }).check()
  await page.getByRole('textbox', { name: 'Search rows' }).fill('')
  const bar = page.getByRole('group', { name: 'Selected rows' })
  await expect(bar).toContainText('2 rows selected')
  await builder.press('Remove')
  // What was removed takes the bar with it; the focus stays in the step.
  await expect(page.getByRole('button', { name: 'Add mapping' })).toBeFocused()
  await expect.poll(() => order(builder)).toEqual(['email', 'city', 'country', 'phone'])
})

test('Copies of rows come below them, and the order for the eye is not the order of the payload', async ({
  page,
  builder,
}) => {
  await box(page, 1).check()
  await builder.press('Duplicate')
  await expect.poll(() => order(builder)).toEqual(['email', ...columns])

  const from = page.getByRole('columnheader', { name: 'From' })
  await from.getByRole('button').click()
  await expect(from).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('combobox', { name: /^Column, row/u }).first()).toHaveValue('city')
  expect(await order(builder)).toEqual(['email', ...columns])
})

test('Rows are moved by drag, and by keys', async ({ page, builder }) => {
  const rows = page.getByRole('table', { name: 'Mappings' }).locator('[data-line]')
  const grip = await rows.nth(0).locator('[data-grip]').boundingBox()
  const target = await rows.nth(2).boundingBox()
  if (!grip || !target) throw new Error('The rows are not drawn')
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(grip.x, target.y + target.height - 8, { steps: 8 })
  await page.mouse.up()
  await expect
    .poll(() => order(builder))
    .toEqual(['first_name', 'last_name', 'email', 'city', 'country', 'phone'])

  await page.getByRole('combobox', { name: 'Column, row 3' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('combobox', { name: 'Column, row 2' })).toBeFocused()
  await expect
    .poll(() => order(builder))
    .toEqual(['first_name', 'email', 'last_name', 'city', 'country', 'phone'])
})

test('The map of keys opens by its own key, and a row is worked by keys alone', async ({
  page,
  builder,
}) => {
  await box(page, 1).focus()
  await page.keyboard.press('?')
  const map = page.getByRole('dialog', { name: 'Keys' })
  await expect(map).toContainText('Alt+Enter')
  await page.keyboard.press('Escape')
  await expect(map).toBeHidden()
  await expect(box(page, 1)).toBeFocused()

  await page.getByRole('combobox', { name: 'Field, row 1' }).focus()
  await page.keyboard.press('Control+ArrowDown')
  await expect(page.getByRole('combobox', { name: 'Field, row 2' })).toBeFocused()
  await page.keyboard.press('Alt+k')
  await expect(page.getByRole('button', { name: 'Key, row 2' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.keyboard.press('Alt+s')
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Alt+Shift+s')
  await expect(page.getByRole('group', { name: 'Selected rows' })).toContainText('2 rows selected')
  await page.keyboard.press('Alt+Enter')
  await expect(page.getByRole('dialog', { name: /^Row 3/u })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Details of row 3' }).press('Alt+Delete')
  await expect.poll(() => order(builder)).toEqual(columns.toSpliced(2, 1))
})
