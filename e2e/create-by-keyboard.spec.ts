import { Builder } from './builder.ts'
import { expect, takePicture, test } from './fixtures.ts'
import { KeyboardHand } from './hand.ts'

// The hand of this story has no mouse, and fails where the focus falls back to the page.
test('An operator without a mouse builds a sync, creates it and reads it back', async ({
  page,
  sandbox,
}) => {
  // It goes to each control key by key.
  test.slow()
  const builder = new Builder(page, new KeyboardHand(page))
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Dataset', { Dataset: 'New signups' })
  await builder.writeTo('Salesforce - production', 'Contact')
  await builder.behave('Mirror', { 'Mirror strategy': 'Null out what is gone' })
  await builder.goTo('Mapping')
  await expect(page.getByRole('main', { name: 'Mapping' })).toBeFocused()
  await builder.mapRequired('LastName', { column: 'last_name' })
  await builder.map({ column: 'email', to: 'Email', isKey: true })
  await builder.map({ column: 'plan', to: 'Account', lookup: ['Account', 'External id'] })
  await takePicture(page, 'keyboard-mapping')
  await builder.runDaily({ hour: 6, minute: 15 })
  await builder.goTo('Alerts')
  await builder.choose('Alerts', 'No alerts')
  await builder.goTo('Options')
  await builder.type('Label', 'Signups, typed')
  await builder.validate()
  await builder.create()
  console.log(`by keyboard alone: ${builder.hand.interactions} keys and texts`)

  await expect(page.getByRole('heading', { name: 'Signups, typed' })).toBeVisible()
  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '')).toMatchObject({
    label: 'Signups, typed',
    operation: 'mirror',
    mirror_strategy: 'sync_updates_and_nulls',
    mappings: [
      { from: { data: 'last_name' }, to: 'LastName' },
      { from: { data: 'email' }, to: 'Email', is_primary_identifier: true },
      { from: { data: 'plan' }, lookup_object: 'Account', lookup_field: 'External_Id__c' },
    ],
    mode: { triggers: { schedule: { frequency: 'daily', hour: 6, minute: 15 } } },
    alert_attributes: [],
  })
})
