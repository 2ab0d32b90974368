import { expect, test } from './fixtures.ts'

const payload = {
  label: 'Signups to contacts',
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [
    {
      from: { type: 'column', data: 'hashed_email' },
      to: 'user_identifier.hashed_email_PREHASHED',
      is_primary_identifier: true,
    },
    { from: { type: 'column', data: 'first_name' }, to: 'country_code', sync_null_values: false },
    {
      from: { type: 'liquid_template', data: "Dear {{ record['first_name'] | upcase }}" },
      to: 'cohort',
    },
    {
      from: { type: 'column', data: 'list_id' },
      to: 'list_id',
      lookup_object: 'user_list',
      lookup_field: 'name',
    },
  ],
}

test('An operator sees what the destination would get, and which rows are fragile', async ({
  page,
  builder,
}) => {
  await builder.openImported(JSON.stringify(payload))
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  const record = page.getByRole('table', { name: 'Record' })
  const cohort = record.getByRole('row', { name: /^cohort / })
  await expect(cohort).toContainText('"Dear ADA"')

  const sample = page.getByRole('combobox', { name: 'Sample record' })
  await sample.selectOption('Nulls (made up)')
  await expect(record.getByRole('row', { name: /^country_code / })).toContainText('left out')
  await expect(cohort).toContainText('"Dear "')

  await page.getByRole('button', { name: 'Next sample' }).click()
  await expect(page.getByRole('alert')).toContainText('This record is not sent')
  await expect(page.getByRole('alert')).toContainText('is null: the record is invalid')

  await page.getByText(/^Fragile rows/).click()
  const fragile = page.getByRole('group', { name: 'Fragile rows' })
  await expect(fragile).toContainText('The template still writes “Dear ”.')
  await fragile.getByRole('button', { name: /^Row 3: cohort/ }).click()
  await expect(page.locator('[data-path="mappings.2"]')).toBeFocused()
})

test('Records that are pasted are shown, and nothing of them leaves the browser', async ({
  page,
  builder,
}) => {
  const secret = 'countess-of-lovelace'
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url(), request.postData() ?? ''))
  await builder.openImported(JSON.stringify(payload))
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page.getByRole('button', { name: 'Edit samples' }).click()
  const pasted = page.getByRole('textbox', { name: 'Paste records' })
  await pasted.fill(`HASHED_EMAIL,first_name\nabc123,${secret}\n,nobody`)
  await page.getByRole('button', { name: 'Add 2 records' }).click()
  await expect(page.getByText('2 records added.')).toBeVisible()
  await page.getByRole('button', { name: 'Close sample records' }).click()

  const record = page.getByRole('table', { name: 'Record' })
  await expect(record.getByRole('row', { name: /^cohort / })).toContainText(
    `"Dear ${secret.toUpperCase()}"`,
  )
  await page.getByRole('button', { name: 'Next sample' }).click()
  await expect(page.getByRole('alert')).toContainText('This record is not sent')

  await builder.validate()
  expect(sent.join('\n')).toContain('hashed_email')
  expect(sent.join('\n')).not.toContain(secret)
  await page.reload()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByRole('combobox', { name: 'Sample record' })).not.toContainText('Pasted')
})
