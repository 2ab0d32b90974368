import { expect, test } from './fixtures.ts'

const sample = [
  'beat_id,host,load,seen_at',
  'b-1,web-1,0.25,2026-11-25T10:00:00Z',
  'b-2,web-2,1.5,2026-11-25T10:00:05Z',
].join('\n')

test('A topic without a schema gets its columns from a pasted CSV, is mapped and created', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openNew()
  await builder.readFrom('Kafka - product events', 'Topic', { Topic: 'heartbeat' })
  await builder.writeTo('Braze', 'Event')
  await builder.behave('Append')
  await builder.goTo('Mapping')
  await expect(page.getByText('The API tells no columns of this source.')).toBeVisible()
  await builder.press('Paste columns')
  const dialog = page.getByRole('dialog', { name: 'Paste the columns of the source' })
  await builder.type('Names of columns', sample, dialog)
  await expect(dialog.getByRole('row', { name: 'load number 0.25' })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /^seen_at timestamp/u })).toBeVisible()
  await builder.press('Use 4 columns')
  await expect(page.getByText('4 columns typed in, not checked')).toBeVisible()

  await builder.mapRequired('name', { constant: 'Heartbeat' })
  await builder.map({ column: 'beat_id', to: 'Unique id', isKey: true })
  const rows = page.getByRole('table', { name: 'Mappings' })
  await expect(rows.getByText('Typed in, not checked', { exact: true })).toBeVisible()

  await page.reload()
  await expect(page.getByText('4 columns typed in, not checked')).toBeVisible()
  await builder.create()
  const [sent = ''] = await sandbox.creates()
  expect(JSON.parse(sent)).toMatchObject({
    source_attributes: { object: { type: 'topic', id: 9 } },
    mappings: [{ to: 'name' }, { from: { type: 'column', data: 'beat_id' } }],
  })
  expect(sent).not.toContain('seen_at')
})

test('Columns typed in while the API fails give way once it tells them', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/Failed to load resource/)
  await builder.openNew()
  const fault = { type: 'status', status: 500, body: { status: 500, message: 'Down' } } as const
  await sandbox.misbehave({ match: { path: '/api/v1/datasets/123' }, times: 100, fault })
  await builder.readFrom('Snowflake - acme.us-east-1', 'Dataset', { Dataset: 'New signups' })
  await builder.goTo('Mapping')
  await builder.press('Paste columns')
  await builder.type('Names of columns', 'mine\nlist_id', page.getByRole('dialog'))
  await builder.press('Use 2 columns')
  await builder.press('Add mapping')
  await builder.pick('Column, row 1', 'mine')
  await expect(page.getByText('Typed in, not checked', { exact: true })).toBeVisible()

  await sandbox.behave()
  await builder.press('Try again')
  await expect(page.getByText(/2 columns typed in are no longer used/u)).toBeVisible()
  await expect(page.getByText('Not known to the API')).toBeVisible()
  await builder.press('Forget them')
  await expect(page.getByText(/typed in/u)).toHaveCount(0)
})
