import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'

const austria = 'Customers in Austria to HubSpot'

function rowOf(page: Page, label: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: label }) })
}

test('A sync is paused and resumed in the list', async ({ page, sandbox }) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('austria')
  const row = rowOf(page, austria)
  await row.getByRole('button', { name: `Pause ${austria}` }).click()
  await expect(row).toContainText('Paused')
  await row.getByRole('button', { name: `Resume ${austria}` }).click()
  await expect(row.getByRole('button', { name: `Pause ${austria}` })).toBeVisible()
  await expect(row).not.toContainText('Paused')

  const patches = (await sandbox.requests()).filter(({ method }) => method === 'PATCH')
  expect(patches.map(({ body }) => body)).toEqual(['{"paused":true}', '{"paused":false}'])
})

test('A pause that the API refuses says so, and works when tried again', async ({
  page,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/500/)
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('austria')
  await sandbox.misbehave({
    match: { method: 'PATCH' },
    fault: { type: 'status', status: 500, body: { status: 500, message: 'Try later' } },
  })
  const row = rowOf(page, austria)
  await row.getByRole('button', { name: `Pause ${austria}` }).click()
  await expect(row.getByRole('alert')).toHaveAccessibleName(/The API failed at the call. Try later/)
  await row.getByRole('button').click()
  await expect(row).toContainText('Paused')
})

test('A sync is paused and resumed on its own page', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('austria')
  await page.getByRole('link', { name: austria }).click()
  await page.getByRole('button', { name: `Pause ${austria}` }).click()
  await expect(page.getByRole('main')).toContainText('Paused')
  await page.getByRole('button', { name: `Resume ${austria}` }).click()
  await expect(page.getByRole('button', { name: `Pause ${austria}` })).toBeVisible()
})

test('A sync is deleted only once that is confirmed, and is gone from the list', async ({
  page,
  sandbox,
}) => {
  await page.goto('/')
  const search = page.getByRole('searchbox', { name: 'Search syncs' })
  await search.fill('austria')
  await page.getByRole('link', { name: austria }).click()
  const isDelete = ({ method }: { method: string }) => method === 'DELETE'

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${austria}` })
  await expect(dialog).toContainText('its definition is gone for good')
  // What the keyboard meets first is the way back.
  await expect(dialog.getByRole('button', { name: 'Keep it', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  expect((await sandbox.requests()).filter(isDelete)).toEqual([])

  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.getByRole('button', { name: /^Delete sync \d+$/ }).click()
  await expect(page).toHaveURL('/')
  await search.fill('austria')
  await expect(page.getByText('No sync matches.')).toBeVisible()
  expect((await sandbox.requests()).filter(isDelete)).toHaveLength(1)
})

test('A delete that the API refuses says so in the dialog', async ({
  page,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/500/)
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('austria')
  await page.getByRole('link', { name: austria }).click()
  await sandbox.misbehave({
    match: { method: 'DELETE' },
    fault: { type: 'status', status: 500, body: { status: 500, message: 'Try later' } },
  })
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: /^Delete sync \d+$/ })
  await confirm.click()
  await expect(dialog.getByRole('alert')).toContainText('The API failed at the call')
  await expect(dialog.getByRole('alert')).toContainText('Try later')
  await confirm.click()
  await expect(page).toHaveURL('/')
})

test('The list is searched by label, source, destination and schedule, and filtered by status', async ({
  page,
}) => {
  await page.goto('/')
  const table = page.getByRole('table', { name: 'Syncs' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('link') })
  const count = page.getByRole('status').filter({ hasText: /syncs$/ })
  await expect(table).toBeVisible()
  const all = (await count.innerText()).replace(/ syncs$/, '')

  const search = page.getByRole('searchbox', { name: 'Search syncs' })
  await search.fill('AUSTRIA hubspot')
  await expect(rows).toHaveCount(1)
  await expect(count).toHaveText(`1 of ${all} syncs`)
  await search.fill('no such sync anywhere')
  await expect(page.getByText('No sync matches.')).toBeVisible()
  await search.fill('')
  await expect(count).toHaveText(`${all} syncs`)

  for (const [filter, status] of [
    ['Paused', 'Paused'],
    ['Failing', 'Failing'],
  ] as const) {
    await page.getByRole('radiogroup', { name: 'Show' }).getByText(filter).click()
    await expect(count).toHaveText(new RegExp(`^\\d+ of ${all} syncs$`))
    await expect(rows.filter({ hasNotText: status })).toHaveCount(0)
    await expect(rows.first()).toContainText(status)
  }
})
