import type { Page } from 'playwright/test'
import { expect, takePicture, test } from './fixtures.ts'
import { exampleRequest } from './requests.ts'
import { buildSignupsMirror } from './signupsMirror.ts'

const example = JSON.parse(exampleRequest)

test('An operator builds the API’s own example by clicking, with the closed groups opened', async ({
  page,
  builder,
  sandbox,
}) => {
  // Some eighty interactions, on a machine that may be busy.
  test.slow()
  await builder.openNew()
  await buildSignupsMirror(builder)

  await builder.press('Show fields with no effect here')
  await builder.type('High water mark column', 'updated_at')
  await builder.select('Historical sync operation', 'Backfill all records (backfill_all_records)')
  await builder.select('Sync behavior family', 'Activate events (activateEvents)')

  await builder.press('Deprecated fields')
  const highWaterMark = page.getByRole('group', { name: 'High water mark' })
  await builder.select('Find new rows by it', 'Yes (true)', highWaterMark)
  await builder.type('Column', 'updated_at', highWaterMark)
  await builder.select('Failed runs', 'No (false)')
  await builder.select('Failed records', 'No (false)')
  await builder.type('Failed records, threshold', '10')
  await takePicture(page, 'api-example-options')

  await expect
    .poll(async () => JSON.parse(await builder.preview('Validate', 'Indented')))
    .toEqual(example)
  // The example has no error: what it carries without effect is only noted.
  await builder.validate()
  const [check] = await sandbox.validations()
  expect(JSON.parse(check ?? '')).toEqual(example)
})

test('The example, pasted, is checked and created with the very bytes that the preview shows', async ({
  builder,
  sandbox,
}) => {
  await builder.openImported(exampleRequest)
  await expect
    .poll(async () => JSON.parse(await builder.preview('Validate', 'Indented')))
    .toEqual(example)

  const checked = await builder.preview('Validate', 'Compact')
  await builder.validate()
  expect(await sandbox.validations()).toEqual([checked])

  const created = await builder.preview('Create', 'Compact')
  expect(created).toBe(checked.replace('"validate_only":true', '"validate_only":false'))
  await builder.create()
  expect(await sandbox.creates()).toEqual([created])
})

test('A pasted cURL command brings its body, and its token stays in no request, storage or page', async ({
  page,
  builder,
  sandbox,
}) => {
  const token = 'csm_5Qx2vT9nLr7KpWd3'
  const sent: string[] = []
  page.on('request', (request) =>
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`),
  )
  const command = [
    `curl -X POST 'https://app.getcensus.com/api/v1/syncs'`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H 'Content-Type: application/json'`,
    `--data-raw '${exampleRequest}'`,
  ].join(' \\\n  ')

  await page.goto('/import')
  const box = page.getByRole('textbox', { name: 'Request JSON or cURL' })
  await box.fill(command)
  await expect(page.getByText('A credential was removed from the text.')).toBeVisible()
  await expect(box).toHaveValue(/Authorization: \[removed\]'/)
  await takePicture(page, 'import')
  await builder.press('Open')
  await builder.steps.waitFor()
  await expect
    .poll(async () => JSON.parse(await builder.preview('Validate', 'Indented')))
    .toEqual(example)
  await builder.create()

  expect(await sandbox.creates()).toHaveLength(1)
  expect(sent.join('\n')).not.toContain(token)
  expect(await page.content()).not.toContain(token)
  const kept = await readStorage(page)
  expect(kept).toContain('New Signups to Leads')
  expect(kept).not.toContain(token)
})

/** Everything that the browser keeps for the page, as text. */
async function readStorage(page: Page): Promise<string> {
  const state = await page.context().storageState({ indexedDB: true })
  const ofTab = await page.evaluate(() => JSON.stringify(sessionStorage))
  return JSON.stringify(state) + ofTab
}
