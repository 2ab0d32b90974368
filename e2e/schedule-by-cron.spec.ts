import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'

test.use({ timezoneId: 'Europe/Berlin' })

test('An operator pastes the cron of another tool, mends it and changes it by choosing', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.runByCron('0 0 12 ? * MON-FRI')
  await expect(
    builder.screen.getByText(/^Blocks: A cron expression has five fields/u),
  ).toBeVisible()
  await builder.screen
    .getByRole('button', { name: 'Set cron_expression to 0 12 * * 1,2,3,4,5' })
    .click()
  const cron = page.getByRole('textbox', { name: 'Cron expression' })
  await expect(cron).toHaveValue('0 12 * * 1,2,3,4,5')
  await expect(builder.screen.getByText(/^Blocks:/u)).toHaveCount(0)

  const days = page.getByRole('group', { name: 'Day of week, chosen' })
  await days.getByRole('button', { name: 'Friday' }).click()
  await page.getByRole('group', { name: 'Minute, chosen' }).getByText('30', { exact: true }).click()
  await expect(cron).toHaveValue('0,30 12 * * 1,2,3,4')

  const runs = page.getByRole('region', { name: 'Next runs' })
  await expect(runs.getByRole('row')).toHaveCount(11)
  await expect(runs.getByRole('row', { name: /, 12:30 .*, 1[34]:30 GMT\+[12]/u })).not.toHaveCount(
    0,
  )

  await builder.create()
  const [created] = await sandbox.creates()
  expect(JSON.parse(created!).mode.triggers.schedule).toMatchObject({
    frequency: 'expression',
    cron_expression: '0,30 12 * * 1,2,3,4',
  })
})

test('An operator reads what a change of the clocks means for a sync that runs in UTC', async ({
  page,
  builder,
}) => {
  await page.clock.setFixedTime('2026-10-20T12:00:00Z')
  await builder.openImported(signupsTo(11))
  await builder.goTo('Schedule')
  const runs = page.getByRole('region', { name: 'Next runs' })
  await expect(
    runs.getByRole('row', {
      name: 'Sun 25 Oct, 06:00 Sun 25 Oct, 07:00 GMT+1 Clocks go back 1 hour',
    }),
  ).toBeVisible()
  await runs.getByRole('button', { name: 'When the clocks change' }).click()
  await expect(runs.getByText('06:00 UTC is 08:00 until then, 07:00 from then on')).toBeVisible()
  await page.getByRole('combobox', { name: 'Show times in' }).fill('kolkata')
  await page.getByRole('option', { name: 'Asia/Kolkata' }).click()
  await expect(runs.getByRole('row', { name: /11:30 GMT\+5:30/u })).toHaveCount(10)
  await page.reload()
  await expect(runs.getByRole('row', { name: /11:30 GMT\+5:30/u })).toHaveCount(10)
})
