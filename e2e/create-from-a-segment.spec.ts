import { expect, takePicture, test } from './fixtures.ts'
import { storedSync } from './storedSyncs.ts'

test('An operator mirrors a segment of a dataset into an audience', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Segment', {
    Dataset: 'New signups',
    Segment: 'VIP signups',
  })
  await takePicture(page, 'segment-source')
  await builder.writeTo('Google Ads', 'Customer match list')
  await builder.behave('Mirror', { 'Mirror strategy': 'Delete what is gone' })
  await builder.goTo('Mapping')
  await builder.mapRequired('user_list', { constant: 'VIP signups' })
  await builder.map({ column: 'hashed_email', to: 'Hashed email', isKey: true })
  await builder.validate()
  const id = await builder.create()

  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '')).toMatchObject({
    operation: 'mirror',
    source_attributes: {
      connection_id: 12,
      filter_segment_id: 9,
      object: { type: 'dataset', id: 123 },
    },
  })
  expect(await storedSync(page.request, id)).toMatchObject({
    filter_segment_id: 9,
    source_attributes: { object: { type: 'filter_segment_source', dataset_id: 123 } },
  })
  await expect(page.getByText('Created, and stored as it was sent')).toBeVisible()
})
