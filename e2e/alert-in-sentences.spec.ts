import { expect, test } from './fixtures.ts'
import { byHandRequest } from './requests.ts'

const { alert_attributes: alerts, ...withoutAlerts } = JSON.parse(byHandRequest)
const [failure] = alerts

test('An operator sees what the API adds, and tells that from no alerts at all', async ({
  page,
  builder,
}) => {
  await builder.openImported(JSON.stringify(withoutAlerts))
  await builder.goTo('Alerts')
  const added = page.getByRole('region', { name: 'The API adds these' })
  await expect(added.getByRole('listitem')).toHaveText([
    /^Alert me when a run fails, .* documented$/u,
    /^Alert me when more than 75 % .* as its product does$/u,
  ])
  const payload = async () => JSON.parse(await builder.preview('Create', 'Compact'))
  await expect.poll(payload).not.toHaveProperty('alert_attributes')

  await builder.choose('Alerts', 'No alerts')
  await expect(added).toHaveCount(0)
  await expect.poll(payload).toHaveProperty('alert_attributes', [])
  await builder.goTo('Review')
  await expect(page.getByText('No alerts: nobody is told when a run fails.')).toBeVisible()
})

test('An operator fills the holes of a sentence, and the alert is sent as it reads', async ({
  builder,
  sandbox,
}) => {
  await builder.openImported(JSON.stringify({ ...withoutAlerts, alert_attributes: [failure] }))
  await builder.goTo('Alerts')
  await builder.press('Run takes too long')
  const late = builder.screen.getByRole('region', { name: 'Alert 2: Run takes too long' })
  await builder.type('Longer than', '2', late)
  await builder.select('Unit', 'hours', late)
  await builder.select('Counted from', 'scheduled', late)
  await builder.select('Send', 'every time (every_time)', late)
  await builder.create()
  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '').alert_attributes).toEqual([
    failure,
    {
      type: 'RuntimeAlertConfiguration',
      send_for: 'every_time',
      should_send_recovery: true,
      options: { threshold: 2, unit: 'hours', start_type: 'scheduled' },
    },
  ])
})

test('Alerts that say the same twice or can never be raised are named, and go with a click', async ({
  page,
  builder,
}) => {
  const request = {
    ...withoutAlerts,
    operation: 'append',
    alert_attributes: [failure, failure, { type: 'FullSyncTriggerAlertConfiguration' }],
  }
  await builder.openImported(JSON.stringify(request))
  await builder.goTo('Alerts')
  const twin = page.getByRole('region', { name: 'Alert 2: Run failed' })
  await expect(twin.getByText(/says the same as alert 1/u)).toBeVisible()
  const full = page.getByRole('region', { name: 'Alert 3: Full sync started' })
  await expect(full.getByText(/cannot be run as a full sync/u)).toBeVisible()
  const removeFull = builder.problems.getByRole('button', { name: 'Remove alert 3' })
  await removeFull.click()
  // A fix is only taken while the list speaks of the payload as it is.
  await expect(removeFull).toHaveCount(0)
  await builder.problems.getByRole('button', { name: 'Remove alert 2' }).click()
  await expect(page.getByRole('heading', { name: '1 alert' })).toBeVisible()
})
