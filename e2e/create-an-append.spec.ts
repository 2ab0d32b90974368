import { expect, takePicture, test } from './fixtures.ts'

test('An operator appends new events on working days, and the range in the cron is mended', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.PUBLIC.EVENTS',
  })
  await builder.writeTo('Braze', 'Event')
  await builder.behave('Append', { 'Rows that exist now': 'Send them' })
  await builder.pick('High water mark column', 'OCCURRED_AT')
  await takePicture(page, 'append-behavior')

  await builder.goTo('Mapping')
  await builder.mapRequired('name', { column: 'EVENT_NAME' })
  await builder.map({ column: 'EVENT_ID', to: 'Unique id', isKey: true })
  await builder.map({ column: 'USER_ID', to: 'External user id' })
  await builder.map({ column: 'OCCURRED_AT', to: 'Time' })

  await builder.runByCron('30 6 * * 1-5')
  const warning = builder.screen.getByText('the API wants the list 1,2,3,4,5 instead of the range')
  await expect(warning).toBeVisible()
  await takePicture(page, 'append-schedule')
  await builder.hand.press(warning.getByRole('button'))
  await expect(warning).toBeHidden()
  await expect(page.getByRole('textbox', { name: 'Cron expression' })).toHaveValue(
    '30 6 * * 1,2,3,4,5',
  )
  await builder.validate()
  await builder.create()

  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '')).toEqual({
    operation: 'append',
    historical_sync_operation: 'backfill_all_records',
    high_water_mark_attribute: 'OCCURRED_AT',
    source_attributes: {
      connection_id: 12,
      object: {
        type: 'table',
        table_catalog: 'ANALYTICS',
        table_schema: 'PUBLIC',
        table_name: 'EVENTS',
      },
    },
    destination_attributes: { connection_id: 16, object: 'event' },
    mappings: [
      { from: { type: 'column', data: 'EVENT_NAME' }, to: 'name' },
      { from: { type: 'column', data: 'EVENT_ID' }, to: 'unique_id', is_primary_identifier: true },
      { from: { type: 'column', data: 'USER_ID' }, to: 'external_id' },
      { from: { type: 'column', data: 'OCCURRED_AT' }, to: 'time' },
    ],
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'expression', cron_expression: '30 6 * * 1,2,3,4,5' } },
    },
    paused: false,
    validate_only: false,
  })
})
