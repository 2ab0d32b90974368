import { stepTitles } from './builder.ts'
import { expect, takePicture, test } from './fixtures.ts'
import { byHandRequest } from './requests.ts'
import { buildSignupsMirror } from './signupsMirror.ts'
import { asStored, storedSync } from './storedSyncs.ts'

const request = JSON.parse(byHandRequest)

test('An operator builds a mirror by clicking, and gets exactly the sync of the file', async ({
  page,
  builder,
  sandbox,
}) => {
  // Some eighty interactions, on a machine that may be busy.
  test.slow()
  await builder.openNew()
  await buildSignupsMirror(builder)
  await expect
    .poll(async () => JSON.parse(await builder.preview('Create', 'Indented')))
    .toEqual(request)
  await builder.validate()
  const id = await builder.create()

  console.log(`create-sync.by-hand.json: ${builder.hand.interactions} interactions`)
  expect(builder.hand.interactions).toBeLessThanOrEqual(80)

  const [sent, ...more] = await sandbox.creates()
  expect(JSON.parse(sent ?? '')).toEqual(request)
  expect(more).toEqual([])
  expect(await storedSync(page.request, id)).toMatchObject(
    asStored(request, { type: 'business_object_source', dataset_id: 123 }),
  )
  await expect(page.getByRole('heading', { name: 'New Signups to Leads' })).toBeVisible()
  await expect(page.getByText('Created, and stored as it was sent')).toBeVisible()
  await builder.press('As the API has stored it')
  const stored = page.getByRole('region', { name: 'As the API has stored it' })
  await expect(stored).toContainText('"cohort_1"')
  await takePicture(page, 'created')
})

test('Each step shows its part of the mirror', async ({ page, builder }) => {
  await builder.openImported(byHandRequest)
  for (const step of stepTitles) {
    await builder.goTo(step)
    await expect(page.getByRole('heading', { level: 2, name: step, exact: true })).toBeVisible()
    await takePicture(page, `mirror-${step.toLowerCase()}`)
  }
})
