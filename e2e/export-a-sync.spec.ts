import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { exampleRequest, signupsTo } from './requests.ts'

function dialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Export' })
}

async function choose(page: Page, form: string): Promise<void> {
  await dialog(page).getByText(form, { exact: true }).click()
}

/** What a click saves as a file of this name. */
async function saved(page: Page, name: string): Promise<string> {
  const downloading = page.waitForEvent('download')
  await dialog(page)
    .getByRole('button', { name: `Download ${name}` })
    .click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(name)
  return readFile(await download.path(), 'utf8')
}

test('A draft is exported as JSON, as a command and as Terraform, with what that cannot say', async ({
  page,
  builder,
}) => {
  await builder.openImported(exampleRequest)
  await page
    .getByRole('region', { name: 'Payload' })
    .getByRole('button', { name: 'Export' })
    .click()
  const json = JSON.parse(await saved(page, 'new_signups_to_leads.json'))
  const { validate_only: _, ...request } = JSON.parse(exampleRequest)
  const { validate_only: __, ...exported } = json
  expect(exported).toEqual(request)

  await choose(page, 'cURL')
  const command = await saved(page, 'new_signups_to_leads.sh')
  expect(command).toContain('"Authorization: Bearer $CENSUS_API_TOKEN"')

  await choose(page, 'Terraform')
  const terraform = await saved(page, 'new_signups_to_leads.tf')
  expect(terraform).toContain('resource "census_sync" "new_signups_to_leads" {')
  await expect(dialog(page).getByRole('alert')).toContainText('What this form does not say')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Export' })).toBeFocused()

  // The command is one that the builder takes back.
  await builder.openImported(command)
  await expect(builder.payload).toContainText('New Signups to Leads')
})

test('A stored sync is exported as the request that would make it, and how Terraform takes it over', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  const id = await builder.create()
  await page.getByRole('button', { name: 'Export' }).click()
  const json = JSON.parse(await saved(page, `signups_to_11_${id}.json`))
  expect(json).toMatchObject(JSON.parse(signupsTo(11)))
  expect(json).not.toHaveProperty('id')
  await choose(page, 'Terraform')
  await expect(dialog(page)).toContainText(`\${var.census_workspace_id}:${id}`)
})
