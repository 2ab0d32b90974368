import type { Builder } from './builder.ts'
import { expect, test } from './fixtures.ts'

const source = { connection_id: 12, object: tableOf('USERS') }
const destination = { connection_id: 10, object: 'Contact' }

/** A dozen rows of the table USERS; its neighbour ORDERS has the column ID alone of all these. */
const request = JSON.stringify({
  label: 'Users to contacts',
  operation: 'upsert',
  source_attributes: source,
  destination_attributes: destination,
  mappings: [
    { ...fromColumn('ID', 'External_Id__c'), is_primary_identifier: true },
    fromColumn('EMAIL', 'Email'),
    fromColumn('FIRST_NAME', 'FirstName'),
    { ...fromTemplate("{{ record['LAST_NAME'] | capitalize }}", 'LastName') },
    fromColumn('CITY', 'MailingCity'),
    fromColumn('COUNTRY', 'MailingCountry'),
    fromColumn('PHONE', 'Phone'),
    fromTemplate("{{ record['ID'] }}", 'Interests__c'),
    fromColumn('TYPED_BY_HAND', 'Title'),
    fromColumn('CREATED_AT', 'Last_Order_At__c'),
    fromColumn('IS_ACTIVE', 'Is_Vip__c'),
  ],
  mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 6, minute: 0 } } },
})

function tableOf(name: string) {
  return { type: 'table', table_catalog: 'ANALYTICS', table_schema: 'PUBLIC', table_name: name }
}

function fromColumn(column: string, to: string) {
  return { from: { type: 'column', data: column }, to }
}

function fromTemplate(template: string, to: string) {
  return { from: { type: 'liquid_template', data: template }, to }
}

/** The fields of the rows of the payload, as the preview prints it. */
async function fieldsShown(builder: Builder): Promise<string[]> {
  const { mappings } = JSON.parse(await builder.preview('Create', 'Compact'))
  return mappings.map(({ to }: { to: string }) => to)
}

const fieldsOfRequest = [
  'External_Id__c',
  'Email',
  'FirstName',
  'LastName',
  'MailingCity',
  'MailingCountry',
  'Phone',
  'Interests__c',
  'Title',
  'Last_Order_At__c',
  'Is_Vip__c',
]

test('The source is changed half-way with nothing lost', async ({ page, builder }) => {
  await builder.openImported(request)
  await builder.goTo('Mapping')
  await builder.map({ constant: 'Product', to: 'Lead source' })
  const fields = [...fieldsOfRequest, 'LeadSource']
  await expect.poll(() => fieldsShown(builder)).toEqual(fields)

  await builder.goTo('Source')
  await builder.pick('Table', 'ANALYTICS.PUBLIC.ORDERS')
  await expect(page.getByText('9 rows of the mapping do not fit this source')).toBeVisible()
  await expect(
    page.getByRole('status').filter({ hasText: '9 rows do not fit the source' }),
  ).toBeAttached()
  await expect
    .poll(() => fieldsShown(builder))
    .toEqual(['External_Id__c', 'Interests__c', 'LeadSource'])

  await page.getByRole('button', { name: 'See parked rows' }).click()
  const parked = page.getByRole('region', { name: 'Parked rows' })
  await expect(parked).toContainText('Parked: 9 rows, not sent')
  const email = parked.getByRole('listitem').filter({ hasText: 'EMAIL to Email' })
  await expect(email).toContainText('The source has no column EMAIL')
  await expect(
    parked.getByRole('listitem').filter({ hasText: 'a template to LastName' }),
  ).toContainText("can't be found in data source [LAST_NAME]")
  await expect(page.getByRole('table', { name: 'Mappings' })).toHaveAttribute('aria-rowcount', '4')

  await page.reload()
  await expect(parked).toContainText('Parked: 9 rows, not sent')
  await builder.goTo('Source')
  await builder.pick('Table', 'ANALYTICS.PUBLIC.USERS')
  await expect(
    page.getByRole('status').filter({ hasText: '9 parked rows fit again' }),
  ).toBeAttached()
  await expect.poll(() => fieldsShown(builder)).toEqual(fields)
  await builder.goTo('Mapping')
  await expect(parked).toBeHidden()
})

test('A switch of the source is undone at once, with what it parked', async ({ page, builder }) => {
  await builder.openImported(request)
  await builder.goTo('Source')
  const table = page.getByRole('combobox', { name: 'Table' })
  await builder.pick('Table', 'ANALYTICS.PUBLIC.ORDERS')
  await expect(page.getByText('9 rows of the mapping do not fit this source')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(table).toHaveValue('ANALYTICS.PUBLIC.USERS')
  await expect(table).toBeFocused()
  await expect(page.getByText('of the mapping do not fit')).toBeHidden()
  await expect.poll(() => fieldsShown(builder)).toEqual(fieldsOfRequest)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(page.getByText('9 rows of the mapping do not fit this source')).toBeVisible()
})

test('Rows that do not fit another object are restored and forgotten one by one', async ({
  page,
  builder,
}) => {
  await builder.openImported(request)
  await builder.goTo('Destination')
  await builder.pick('Destination object', 'Account')
  await page.getByRole('button', { name: 'See parked rows' }).click()
  const parked = page.getByRole('region', { name: 'Parked rows' })
  const rows = page.getByRole('table', { name: 'Mappings' })
  // The head counts as a row.
  await expect(rows).toHaveAttribute('aria-rowcount', '2')

  await parked.getByRole('button', { name: 'Restore EMAIL to Email' }).click()
  await expect(rows).toHaveAttribute('aria-rowcount', '3')
  const restored = page.getByRole('button', { name: 'Remove row 2' })
  await expect(rows.getByRole('row').filter({ has: restored })).toBeFocused()

  const forget = parked.getByRole('button', { name: /^Forget FIRST_NAME/ })
  await forget.focus()
  await page.keyboard.press('Enter')
  await expect(forget).toBeHidden()
  await expect(parked.getByRole('button', { name: /^Forget a template/ }).first()).toBeFocused()

  await parked.getByRole('button', { name: 'Restore all' }).click()
  await expect(parked).toBeHidden()
  await expect(rows).toHaveAttribute('aria-rowcount', '11')
})
