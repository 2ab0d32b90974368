import type { Builder } from './builder.ts'

/** Builds `create-sync.by-hand.json` from an empty draft, by what the screen says alone. */
export async function buildSignupsMirror(builder: Builder): Promise<void> {
  await builder.readFrom('Snowflake - acme.us-east-1', 'Dataset', { Dataset: 'New signups' })
  await builder.writeTo('Customer Platform', 'User data')
  await builder.behave('Mirror', { 'Mirror strategy': 'Delete what is gone' })
  await builder.hand.choose(builder.screen.getByRole('checkbox', { name: /^I know that/u }))

  await builder.goTo('Mapping')
  await builder.mapRequired('user_identifier.hashed_email_PREHASHED', {
    column: 'hashed_email',
    isKey: true,
  })
  await builder.mapRequired('list_id', { column: 'list_id', lookup: ['user_list', 'Name'] })
  await builder.map({ constant: 'cohort_1', to: 'Cohort' })

  await builder.runDaily({ hour: 10, minute: 30 })

  await builder.goTo('Alerts')
  await builder.choose('Alerts', 'These alerts')
  const invalidRecords = builder.screen.getByRole('region', { name: 'Alert 2: Invalid records' })
  await builder.type('Threshold (%)', '10', invalidRecords)
  await builder.select('Send', 'every time (every_time)', invalidRecords)
  await builder.select('Tell when it is resolved', 'do not tell me (false)', invalidRecords)

  await builder.goTo('Options')
  await builder.type('Label', 'New Signups to Leads')
  await builder.choose('Field behavior', 'Sync all properties')
  await builder.choose('Field normalization', 'Snake case')
  await builder.choose('Field order', 'By column name')
  await builder.type('Data source country', 'US, GB')
  await builder.select('Bulk id lookup', 'Yes (true)')
}
