import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'

const table = {
  table_catalog: 'ANALYTICS',
  table_schema: 'FEATURES',
  table_name: 'USER_FEATURES',
}

/** The widest table to the widest object; one field is filled already, and by a wrong column. */
const request = JSON.stringify({
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'table', ...table } },
  destination_attributes: { connection_id: 30, object: 'customer_master' },
  label: 'Three hundred pairs',
  mappings: [
    {
      from: { type: 'column', data: 'USER_ID' },
      to: 'billing_address_country',
      preserve_values: true,
    },
  ],
})

test('A paste of 300 pairs is looked at, mended, applied, taken back, made again and created', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(request)
  await builder.goTo('Mapping')
  const names = await namesOnBothSides(page)
  const pairs = [
    'Source column\tDestination field\tKey',
    'CUSTOMER_NO\tcustomer_number\tyes',
    ...names.slice(0, 299).map((name, index) => {
      // As people type: in capitals, with a letter too many, with a space.
      if (index % 50 === 10) return `${name}x\t${name}`
      if (index % 50 === 20) return `${name}\t${name.replace('_', ' - ')}`
      return index % 50 === 30 ? `${name.toUpperCase()}\t${name}` : `${name}\t${name}`
    }),
  ]
  await pasteOnPage(page, pairs.join('\r\n'))

  const dialog = page.getByRole('dialog', { name: 'Paste columns and fields' })
  await expect(dialog.getByRole('table', { name: 'Pairs' })).toHaveAttribute('aria-rowcount', '301')
  await expect(dialog.getByRole('switch', { name: 'First line is a header' })).toBeChecked()
  await expect(dialog.getByLabel('Unknown column 6')).toBeChecked()
  await expect(dialog.getByLabel('Unknown field 6')).toBeChecked()
  await expect(dialog.getByLabel('Changed 1')).toBeChecked()
  await expect(dialog.getByText(/^6 pairs are written in other case/u)).toBeVisible()

  await dialog.getByRole('button', { name: 'Use all 12 suggestions' }).click()
  await expect(dialog.getByLabel('New 299')).toBeChecked()
  await expect(dialog.getByLabel(/Unknown/u)).toHaveCount(0)
  await builder.press('Add 299 rows, change 1')
  await expect(page.getByText('From the paste: 299 rows added, 1 changed.')).toBeVisible()

  const rows = page.getByRole('table', { name: 'Mappings' })
  await expect(rows).toHaveAttribute('aria-rowcount', '301')
  await page.keyboard.press('ControlOrMeta+Z')
  await expect(rows).toHaveAttribute('aria-rowcount', '2')
  await page.keyboard.press('ControlOrMeta+Shift+Z')
  await expect(rows).toHaveAttribute('aria-rowcount', '301')

  await builder.validate()
  await builder.create()
  const [sent = ''] = await sandbox.creates()
  const { mappings }: { mappings: { from: unknown; to: string }[] } = JSON.parse(sent)
  expect(mappings).toHaveLength(300)
  expect(mappings[0]).toEqual({
    from: { type: 'column', data: 'billing_address_country' },
    to: 'billing_address_country',
    preserve_values: true,
  })
  expect(mappings[1]).toEqual({
    from: { type: 'column', data: 'CUSTOMER_NO' },
    to: 'customer_number',
    is_primary_identifier: true,
  })
  for (const { from, to } of mappings.slice(2)) expect(from).toEqual({ type: 'column', data: to })
})

test('Pasting the same pairs again has nothing to apply', async ({ page, builder }) => {
  await builder.openImported(request)
  await builder.goTo('Mapping')
  const pairs = 'billing_address_country -> Billing address country\nCUSTOMER_NO -> Customer number'
  await builder.press('Paste')
  await builder.type('Two columns of a spreadsheet', pairs, page.getByRole('dialog'))
  await builder.press('Add 1 row, change 1')
  await builder.press('Paste')
  await builder.type('Two columns of a spreadsheet', pairs, page.getByRole('dialog'))
  await expect(page.getByRole('dialog').getByText('Unchanged 2')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Nothing to apply' })).toBeDisabled()
})

/** The columns of the table that are called as a field of the object, in the table's order. */
async function namesOnBothSides(page: Page): Promise<string[]> {
  const read = async (path: string): Promise<{ data: unknown }> => {
    const answer = await page.request.get(`/api/v1/${path}`, {
      headers: { 'X-Sync-Builder': '1' },
    })
    return answer.json()
  }
  const columns = await read(`sources/12/tables/columns?${new URLSearchParams(table).toString()}`)
  const object = await read('destinations/30/objects/customer_master')
  const fields = new Set(
    (object.data as { fields: { full_name: string }[] }).fields.map((field) => field.full_name),
  )
  return (columns.data as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => fields.has(name))
}

/** Copies a text, as a spreadsheet does, and pastes it where no text is edited. */
async function pasteOnPage(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.getByRole('heading', { name: 'Mapping', level: 2 }).click()
  await page.keyboard.press('ControlOrMeta+V')
}
