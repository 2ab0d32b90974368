import { expect, takePicture, test } from './fixtures.ts'

test('An operator lets 1,500 fields be mapped by name, mends that by hand and creates the sync', async ({
  page,
  builder,
  sandbox,
}) => {
  // So many rows are judged, sent, stored and read back.
  test.slow()
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.FEATURES.USER_FEATURES',
  })
  await builder.writeTo('Enterprise ERP', 'Customer master (1,500 fields)')
  await builder.behave('Update or Create')
  await builder.goTo('Mapping')

  await builder.press('Auto-map')
  const panel = page.getByRole('dialog', { name: 'Auto-map' })
  const line = (column: string) => panel.getByRole('row', { name: new RegExp(`^${column} `, 'u') })
  await expect(line('CUSTOMER_NO')).toContainText('Becomes the key')
  await expect(line('CUSTOMER_NO')).toContainText('no ~ number')
  await expect(line('billing_address_count')).toContainText('text → number')
  await takePicture(page, 'auto-map')

  // What is sure goes in at once, what is close is looked at.
  await panel.getByRole('button', { name: /^Exact name /u }).click()
  await panel.getByRole('button', { name: /^Accept exact name /u }).click()
  await expect(panel.getByRole('status')).toHaveText(/^\d+ rows added\.$/u)
  await panel.getByRole('button', { name: /^Undo/u }).click()
  await expect(panel.getByRole('status')).toHaveText('Taken back.')
  await panel.getByRole('button', { name: /^Close spelling /u }).click()
  await line('billing_address_discunt').focus()
  await page.keyboard.press('Delete')
  await expect(panel.getByRole('status')).toHaveText(/ dismissed\.$/u)
  await panel.getByRole('button', { name: /^All /u }).click()
  await panel.getByRole('button', { name: /^Accept all /u }).click()
  await expect(panel.getByText('Nothing is left but what was dismissed.')).toBeVisible()
  await page.getByRole('button', { name: 'Close auto-map' }).click()

  const table = page.getByRole('table', { name: 'Mappings' })
  const rowCount = async () => Number(await table.getAttribute('aria-rowcount')) - 1
  const proposed = await rowCount()
  expect(proposed).toBeGreaterThan(1_400)
  await builder.press('Remove row 3')
  await builder.map({ column: 'FEATURE_0002', to: 'Billing address owner name' })
  await expect.poll(rowCount).toBe(proposed)

  await builder.runDaily({ hour: 4, minute: 0 })
  await builder.goTo('Options')
  await builder.type('Label', 'Features to customers')
  await builder.validate()
  await builder.create()

  const [sent] = await sandbox.creates()
  const { mappings } = JSON.parse(sent ?? '')
  expect(mappings).toHaveLength(proposed)
  expect(mappings[0]).toEqual({
    from: { type: 'column', data: 'CUSTOMER_NO' },
    to: 'customer_number',
    is_primary_identifier: true,
  })
  expect(mappings.at(-1)).toEqual({
    from: { type: 'column', data: 'FEATURE_0002' },
    to: 'billing_address_owner_name',
  })
  const targets = mappings.map((mapping: { to: string }) => mapping.to)
  expect(new Set(targets).size).toBe(proposed)
  expect(targets).not.toContain('billing_address_discount')
})
