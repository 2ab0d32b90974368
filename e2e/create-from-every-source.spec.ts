import { expect, test } from './fixtures.ts'
import type { Sandbox } from './sandbox.ts'

// Tables, datasets and segments have stories of their own; these are the other sources, and files.

test('A model fills a sheet', async ({ builder, sandbox }) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Model (deprecated)', {
    Model: 'Weekly KPIs',
  })
  await builder.writeTo('Google Sheets', 'Board deck - Weekly KPIs')
  await builder.behave('Mirror', { 'Mirror strategy': 'Replace everything' })
  await builder.goTo('Mapping')
  await builder.map({ column: 'WEEK', to: 'Week', isKey: true })
  await builder.map({ column: 'VALUE', to: 'Value' })
  await builder.create()
  expect(await createdIn(sandbox)).toMatchObject({
    source_attributes: { connection_id: 12, object: { type: 'model', id: 79 } },
    destination_attributes: { connection_id: 18, object: '1aBcD/Weekly KPIs' },
  })
})

test('A topic sends events', async ({ builder, sandbox }) => {
  await builder.openNew()
  await builder.readFrom('Kafka - product events', 'Topic', { Topic: 'order.placed' })
  await builder.writeTo('Braze', 'Event')
  await builder.behave('Append')
  await builder.goTo('Mapping')
  await builder.mapRequired('name', { constant: 'Order placed' })
  await builder.map({ column: 'event_id', to: 'Unique id', isKey: true })
  await builder.create()
  expect(await createdIn(sandbox)).toMatchObject({
    source_attributes: { connection_id: 21, object: { type: 'topic', id: 8 } },
  })
})

test('A cohort, whose id is typed since no list has it, fills an audience', async ({
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Cohort', { Dataset: 'New signups' })
  await builder.type('Cohort id', '4')
  await builder.writeTo('Google Ads', 'Customer match list')
  await builder.behave('Create Only')
  await builder.goTo('Mapping')
  await builder.mapRequired('user_list', { constant: 'Treatment group' })
  await builder.map({ column: 'hashed_email', to: 'Hashed email', isKey: true })
  await builder.create()
  expect(await createdIn(sandbox)).toMatchObject({
    source_attributes: { connection_id: 12, cohort_id: 4, object: { type: 'dataset', id: 123 } },
  })
})

test('A table is written to a file, whose path and columns are typed', async ({
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.PUBLIC.ACCOUNTS',
  })
  await builder.goTo('Destination')
  await builder.pick('Destination connection', 'S3 - acme-exports')
  await builder.type('File path', 'exports/accounts-%Y-%m-%d.csv')
  await builder.behave('Mirror', { 'Mirror strategy': 'Replace everything' })
  await builder.goTo('Mapping')
  await builder.map({ column: 'ID', toNew: 'account_id', isKey: true })
  await builder.map({ column: 'NAME', toNew: 'account_name' })
  await builder.create()
  expect(await createdIn(sandbox)).toMatchObject({
    destination_attributes: { connection_id: 20, object: 'exports/accounts-%Y-%m-%d.csv' },
    mappings: [{ to: 'account_id', is_primary_identifier: true }, { to: 'account_name' }],
  })
})

/** The one sync that was created, as it was sent. */
async function createdIn(sandbox: Sandbox): Promise<unknown> {
  const sent = await sandbox.creates()
  expect(sent).toHaveLength(1)
  return JSON.parse(sent[0] ?? '')
}
