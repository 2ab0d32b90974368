import { expect, test } from './fixtures.ts'
import { exampleRequest, signupsTo } from './requests.ts'

test('A sync that is made already is named before it is made twice, and can be made all the same', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(signupsTo(11))
  const id = await builder.create()

  await builder.openImported(signupsTo(11))
  const others = page.getByRole('region', { name: 'What else writes there' })
  await expect(others).toContainText('A sync with this source, object and key exists already')
  await expect(others.getByRole('link', { name: 'Signups to 11' }).first()).toHaveAttribute(
    'href',
    `/syncs/${id}`,
  )
  await builder.create()
  expect(await sandbox.creates()).toHaveLength(2)
})

test('A sync that mirrors the object is named with what it may take away', async ({
  page,
  builder,
}) => {
  await page.goto('/new/example')
  await builder.create()
  const request: Record<string, unknown> = {
    ...JSON.parse(exampleRequest),
    label: 'Another source',
    operation: 'upsert',
    source_attributes: { connection_id: 12, object: { type: 'dataset', id: 131 } },
  }
  await builder.openImported(JSON.stringify(request))
  const others = page.getByRole('region', { name: 'What else writes there' })
  await expect(others).toContainText('Other syncs write the same object')
  await expect(others).toContainText('mirrors this object: what its source does not have may go')
  await others.getByRole('link', { name: 'New Signups to Leads' }).first().click()
  await expect(page.getByRole('heading', { name: 'New Signups to Leads' })).toBeVisible()
})

test('Where the list of syncs cannot be loaded that is said, and nothing is blocked', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/Failed to load resource/)
  await builder.openImported(signupsTo(11))
  const fault = { type: 'status', status: 500, body: { status: 500, message: 'Down' } } as const
  await sandbox.misbehave({ match: { method: 'GET', path: '/api/v1/syncs*' }, times: 100, fault })
  await page.reload()
  const others = page.getByRole('region', { name: 'What else writes there' })
  await expect(others).toContainText('Other syncs are not known')
  await expect(builder.createButton).toBeEnabled()
  await sandbox.behave()
  await others.getByRole('button', { name: 'Try again' }).click()
  await expect(others).not.toContainText('Other syncs are not known')
})
