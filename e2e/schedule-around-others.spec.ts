import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'

test.use({ timezoneId: 'Europe/Berlin' })

test('An operator sees what starts in the same minute, and moves to a free one', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Schedule')
  const collisions = page.getByRole('list', { name: 'Collisions' })
  await expect(collisions.getByRole('link', { name: 'VIP signups to the VIP list' })).toBeVisible()
  await expect(collisions.getByRole('listitem').first()).toContainText('same source')

  const map = page.getByRole('table', { name: 'Week of runs' })
  await expect(map.getByRole('cell')).toHaveCount(168)
  const colliding = map.getByRole('button', { name: /in the same minute/u })
  await colliding.first().press('Enter')
  await expect(page.getByRole('region', { name: 'Hour' }).getByText('This sync')).toBeVisible()

  await page.getByRole('button', { name: /^Move to minute/u }).click()
  await expect(page.getByText(/^Moved from minute 0 to minute \d+\.$/u)).toBeVisible()
  await expect(colliding).toHaveCount(0)
  await builder.press('Undo the move')
  await expect(collisions).toBeVisible()
  await page.getByRole('button', { name: /^Move to minute/u }).click()
  await expect(collisions).toHaveCount(0)

  const minute = Number(await page.getByRole('textbox', { name: 'Minute' }).inputValue())
  expect(minute).toBeGreaterThan(0)
  await builder.create()
  const [created] = await sandbox.creates()
  expect(JSON.parse(created!).mode.triggers.schedule).toEqual({
    frequency: 'daily',
    hour: 6,
    minute,
  })
})

test('An operator follows another sync, and learns that it is paused', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Schedule')
  await page.getByRole('switch', { name: /After another sync/u }).click()
  const parent = page.getByRole('combobox', { name: 'Sync to follow' })
  await parent.fill('order hook')
  await page.getByRole('option', { name: /^Orders to the order hook/u }).click()
  await expect(
    page.getByText(
      'Note: Orders to the order hook, after the CRM is paused: until it is resumed, nothing starts after it.',
    ),
  ).toBeVisible()
  await expect(page.getByText(/^Runs last in: .* → this sync$/u)).toBeVisible()
})
