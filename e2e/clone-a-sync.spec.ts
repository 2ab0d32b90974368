import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { byHandRequest } from './requests.ts'
import { storedSync } from './storedSyncs.ts'

/** The dialog in which a copy of this sync of the seed is described. */
async function clone(page: Page, label: string) {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill(label)
  await page.getByRole('link', { name: label }).click()
  await page.getByRole('button', { name: 'Clone', exact: true }).click()
  return page.getByRole('dialog', { name: `Clone ${label}` })
}

test('A copy of a sync is a sync of its own, paused until it is resumed', async ({
  page,
  builder,
  sandbox,
}) => {
  const dialog = await clone(page, 'Users to CRM contacts')
  await expect(dialog.getByRole('textbox', { name: 'Label' })).toHaveValue(
    'Copy of Users to CRM contacts',
  )
  await expect(dialog.getByRole('switch', { name: 'Create paused' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Open the copy' }).click()
  await page.waitForURL(/\/drafts\/[\w-]+\/review$/u)
  const id = await builder.create()
  const [body] = await sandbox.creates()
  const sent: Record<string, unknown> = JSON.parse(body ?? '{}')
  for (const key of ['id', 'status', 'created_at', 'schedule_frequency', 'triggers']) {
    expect(sent).not.toHaveProperty(key)
  }
  expect(body).not.toContain('"id":9')
  expect(sent).toMatchObject({ label: 'Copy of Users to CRM contacts', paused: true })
  await expect(page.getByText('Created, and stored as it was sent')).toBeVisible()
  expect(await storedSync(page.request, id)).toMatchObject({
    paused: true,
    operation: 'upsert',
    schedule_frequency: 'hourly',
  })
})

test('A copy for another object keeps what fits, and parks the rest with the reason', async ({
  page,
  builder,
}) => {
  await builder.openImported(byHandRequest)
  await builder.create()
  await page.getByRole('button', { name: 'Clone', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Clone New Signups to Leads' })
  await dialog.getByRole('radio', { name: 'Give it another destination' }).click()
  await dialog.getByRole('button', { name: 'Open the copy' }).click()
  await page.waitForURL(/\/drafts\/[\w-]+\/destination$/u)

  await builder.pick('Destination object', 'User list')
  await expect(page.getByText('3 rows of the mapping do not fit this destination')).toBeVisible()
  const parked = page.getByRole('region', { name: 'Parked by destination object' })
  for (const [key, reason] of [
    ['operation', 'User list does not support mirror'],
    ['mirror_strategy', 'Belongs to mirror'],
    ['advanced_configuration', 'Set for the object "user_data"'],
    ['field_behavior', 'User list takes no new fields'],
  ] as const) {
    await expect(parked).toContainText(key)
    await expect(parked).toContainText(reason)
  }
  await expect(builder.payload).not.toContainText('mirror')

  await builder.pick('Destination object', 'User data')
  await expect(parked).toBeHidden()
  await expect(page.getByText('do not fit this destination')).toBeHidden()
  await expect(builder.payload).toContainText('"operation": "mirror"')
  await builder.validate()
})

test('A copy for another source parks the rows that name its columns no more', async ({
  page,
  builder,
}) => {
  const dialog = await clone(page, 'Ad clicks as conversions')
  await dialog.getByRole('radio', { name: 'Give it another source' }).click()
  await dialog.getByRole('button', { name: 'Open the copy' }).click()
  await page.waitForURL(/\/drafts\/[\w-]+\/source$/u)
  await builder.pick('Table', 'ANALYTICS.PUBLIC.USERS')
  await expect(page.getByText('3 rows of the mapping do not fit this source')).toBeVisible()
  const parked = page.getByRole('region', { name: 'Parked by source kind' })
  await expect(parked).toContainText('high_water_mark_attribute')
  await expect(parked).toContainText('The source has no column CLICKED_AT')
})
