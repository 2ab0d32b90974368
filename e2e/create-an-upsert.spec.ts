import { expect, takePicture, test } from './fixtures.ts'
import { asStored, storedSync } from './storedSyncs.ts'

test('An operator keeps contacts up to date from a table, every day', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.PUBLIC.USERS',
  })
  await builder.writeTo('Salesforce - production', 'Contact')
  await builder.behave('Update or Create')

  await builder.goTo('Mapping')
  const lastName = `{{ record['LAST_NAME'] | strip | capitalize }}`
  await builder.mapRequired('LastName', { template: lastName })
  await builder.map({ column: 'EMAIL', to: 'Email', isKey: true })
  await builder.map({ column: 'FIRST_NAME', to: 'First name', setOnlyIfEmpty: true })
  await builder.map({ column: 'COMPANY_ID', to: 'Account', lookup: ['Account', 'External id'] })
  await builder.map({ constant: 'Product', to: 'Lead source' })
  await takePicture(page, 'upsert-mapping')

  await builder.runDaily({ hour: 1, minute: 0 })
  await expect(page.getByRole('region', { name: 'Next runs' })).toContainText('01:00')
  await builder.goTo('Options')
  await builder.type('Label', 'Users to contacts')
  await builder.validate()
  const id = await builder.create()

  const request = {
    label: 'Users to contacts',
    operation: 'upsert',
    source_attributes: {
      connection_id: 12,
      object: {
        type: 'table',
        table_catalog: 'ANALYTICS',
        table_schema: 'PUBLIC',
        table_name: 'USERS',
      },
    },
    destination_attributes: { connection_id: 10, object: 'Contact' },
    mappings: [
      { from: { type: 'liquid_template', data: lastName }, to: 'LastName' },
      { from: { type: 'column', data: 'EMAIL' }, to: 'Email', is_primary_identifier: true },
      { from: { type: 'column', data: 'FIRST_NAME' }, to: 'FirstName', preserve_values: true },
      {
        from: { type: 'column', data: 'COMPANY_ID' },
        to: 'AccountId',
        lookup_object: 'Account',
        lookup_field: 'External_Id__c',
      },
      {
        from: { type: 'constant_value', data: { value: 'Product', basic_type: 'text' } },
        to: 'LeadSource',
      },
    ],
    mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 1, minute: 0 } } },
    paused: false,
    validate_only: false,
  }
  const sent = await sandbox.creates()
  expect(sent.map((body) => JSON.parse(body))).toEqual([request])
  expect(await storedSync(page.request, id)).toMatchObject(
    asStored(request, request.source_attributes.object),
  )
})
