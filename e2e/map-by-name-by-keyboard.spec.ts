import { Builder } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { KeyboardHand } from './hand.ts'

// The hand of this story has no mouse, and fails where the focus falls back to the page.
test('An operator without a mouse lets 1,500 fields be mapped by name, mends that and creates the sync', async ({
  page,
  sandbox,
}) => {
  // It goes to each control key by key, and so many rows are sent and read back.
  test.setTimeout(240_000)
  const hand = new KeyboardHand(page)
  const builder = new Builder(page, hand)
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.FEATURES.USER_FEATURES',
  })
  await builder.writeTo('Enterprise ERP', 'Customer master (1,500 fields)')
  await builder.behave('Update or Create')
  await builder.goTo('Mapping')

  await builder.press('Auto-map')
  const panel = page.getByRole('dialog', { name: 'Auto-map' })
  await hand.press(panel.getByRole('button', { name: /^Accept all /u }))
  await expect(panel.getByRole('status')).toHaveText(/^[\d,]+ rows added\.$/u)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Auto-map' })).toBeFocused()
  const table = page.getByRole('table', { name: 'Mappings' })
  const rowCount = async () => Number(await table.getAttribute('aria-rowcount')) - 1
  const proposed = await rowCount()
  expect(proposed).toBeGreaterThan(1_400)

  // One row goes, another one gets another column, found by the search.
  await hand.press(page.getByRole('button', { name: 'Remove row 3' }))
  await expect.poll(rowCount).toBe(proposed - 1)
  await page.getByRole('button', { name: 'Remove row 3' }).press('/')
  const search = page.getByRole('textbox', { name: 'Search rows' })
  await expect(search).toBeFocused()
  await page.keyboard.type('billing address discount')
  const column = table.getByRole('combobox', { name: /^Column, row/u })
  await expect(column).toHaveCount(1)
  await hand.pick(column, 'FEATURE_0002')

  await builder.runDaily({ hour: 4, minute: 0 })
  await builder.validate()
  await builder.create()
  console.log(`by keyboard alone: ${hand.interactions} keys and texts for ${proposed} fields`)

  const [sent] = await sandbox.creates()
  const { mappings } = JSON.parse(sent ?? '')
  expect(mappings).toHaveLength(proposed - 1)
  expect(mappings).toContainEqual({
    from: { type: 'column', data: 'FEATURE_0002' },
    to: 'billing_address_discount',
  })
})
