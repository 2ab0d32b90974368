import type { Page } from 'playwright/test'
import type { Builder } from './builder.ts'
import { draftSaved } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'
import type { Sandbox } from './sandbox.ts'
import { storedSync, storedSyncs } from './storedSyncs.ts'

const users = 'Users to CRM contacts'

/** The page of a sync of the seed, found as an operator finds it. */
async function openSync(page: Page, label: string): Promise<number> {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill(label)
  await page.getByRole('link', { name: label }).click()
  await page.waitForURL(/\/syncs\/\d+$/u)
  return Number(page.url().split('/').at(-1))
}

/** The seed's sync, opened to be edited at its review. */
async function edit(page: Page, label = users): Promise<number> {
  const id = await openSync(page, label)
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.waitForURL(/\/drafts\/[\w-]+\/review$/u)
  return id
}

function saveButton(page: Page) {
  return page.getByRole('button', { name: 'Validate and save' })
}

function changes(page: Page) {
  return page.getByRole('region', { name: 'Changes' })
}

/** The bodies of the changes that the API received. */
async function patches(sandbox: Sandbox): Promise<Record<string, unknown>[]> {
  const requests = await sandbox.requests()
  return requests
    .filter(({ method }) => method === 'PATCH')
    .map(({ body }): Record<string, unknown> => JSON.parse(body))
}

/** Somebody else's change, past this page. */
async function changeElsewhere(page: Page, id: number, change: object): Promise<void> {
  const answer = await page.request.patch(`/api/v1/syncs/${id}`, {
    headers: { 'x-sync-builder': '1' },
    data: change,
  })
  expect(answer.ok()).toBe(true)
}

async function rename(builder: Builder, label: string): Promise<void> {
  await builder.goTo('Options')
  await builder.type('Label', label)
}

test('One mapping and the schedule are changed and saved, and nothing else is sent', async ({
  page,
  builder,
  sandbox,
}) => {
  const id = await edit(page)
  await expect(page.getByRole('heading', { level: 1, name: `Editing ${users}` })).toBeAttached()
  await expect(changes(page)).toContainText('None: the same as stored')

  await builder.goTo('Mapping')
  await builder.pick('Column, row 2', 'CITY')
  await builder.goTo('Schedule')
  await builder.type('Minute', '25')
  await expect(changes(page)).toContainText('2 places differ')
  await expect(changes(page)).toContainText('Schedule')
  // What is shown is what will be sent: the changed keys, whole.
  await expect(builder.payload).toContainText('"minute": 25')
  await expect(builder.payload).not.toContainText('"operation"')

  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
  await expect(page.getByText('Saved, and stored as it was sent')).toBeVisible()
  const [sent, ...more] = await patches(sandbox)
  expect(more).toEqual([])
  expect(Object.keys(sent ?? {}).toSorted()).toEqual(['mappings', 'mode'])
  expect(sent?.mappings).toHaveLength(5)
  expect(await storedSync(page.request, id)).toMatchObject({
    schedule_frequency: 'hourly',
    schedule_minute: 25,
    label: users,
  })
  // The home page names no draft any more.
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Drafts' })).toBeHidden()
})

test('Edit stays under the pointer while the rest of the page is still loaded', async ({
  page,
}) => {
  const loading = Promise.withResolvers<void>()
  await page.route('**/assets/ExportSync-*.js', async (route) => {
    await loading.promise
    await route.continue()
  })
  await openSync(page, users)
  await page.getByRole('link', { name: 'Edit', exact: true }).hover()
  await page.mouse.down()
  loading.resolve()
  await expect(page.getByRole('button', { name: 'Export' })).toBeEnabled()
  await page.mouse.up()
  await expect(page).toHaveURL(/\/drafts\/[\w-]+\/review$/u)
})

test('An edit without a change sends nothing', async ({ page, builder, sandbox }) => {
  await edit(page)
  await expect(saveButton(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(saveButton(page)).toHaveAccessibleDescription('Nothing differs from the stored sync')
  await saveButton(page).click({ force: true })
  await rename(builder, 'Something else')
  await expect(changes(page)).toContainText('1 place differs')
  await builder.type('Label', users)
  await expect(changes(page)).toContainText('None: the same as stored')
  await builder.validate()
  expect(await patches(sandbox)).toEqual([])
})

test('A sync that was changed meanwhile is saved as the operator decides', async ({
  page,
  builder,
  sandbox,
}) => {
  const id = await edit(page)
  await rename(builder, 'My users')
  await builder.goTo('Schedule')
  await builder.type('Minute', '25')
  await expect(draftSaved(page)).toBeVisible()
  await changeElsewhere(page, id, { label: 'Their users', paused: true })

  await saveButton(page).click()
  const choice = page.getByRole('alert').filter({ hasText: 'The sync was changed meanwhile' })
  await expect(choice).toBeFocused()
  await expect(choice).toBeInViewport()
  await expect(choice.getByRole('listitem').filter({ hasText: 'Paused' })).toContainText(
    'changed by others',
  )
  await expect(choice).toContainText('1 place was changed by both: choose one.')
  expect(await patches(sandbox)).toHaveLength(1)

  await choice
    .getByRole('radiogroup', { name: 'Whose change counts: Label' })
    .getByText('Theirs')
    .click()
  await choice.getByRole('button', { name: 'Go on with this' }).click()
  await expect(choice).toBeHidden()
  await expect(page.getByRole('main')).toBeFocused()
  await expect(changes(page)).toContainText('1 place differs')

  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
  expect((await patches(sandbox)).map((sent) => Object.keys(sent))).toEqual([
    ['label', 'paused'],
    ['mode'],
  ])
  expect(await storedSync(page.request, id)).toMatchObject({
    label: 'Their users',
    paused: true,
    schedule_minute: 25,
  })
})

test('Rows that both changed are decided row by row', async ({ page, builder, sandbox }) => {
  const id = await edit(page)
  await builder.goTo('Mapping')
  await builder.pick('Column, row 2', 'CITY')
  await expect(draftSaved(page)).toBeVisible()
  const { mappings }: { mappings: Record<string, unknown>[] } = JSON.parse(
    JSON.stringify(await storedSync(page.request, id)),
  )
  const theirs = mappings.map((mapping) =>
    mapping.to === 'FirstName' || mapping.to === 'LastName'
      ? { ...mapping, from: { type: 'column', data: 'EMAIL' } }
      : mapping,
  )
  await changeElsewhere(page, id, { mappings: theirs })

  await saveButton(page).click()
  const choice = page.getByRole('alert').filter({ hasText: 'The sync was changed meanwhile' })
  const rows = choice.getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await choice
    .getByRole('radiogroup', { name: 'Whose change counts: Row for FirstName' })
    .getByText('Mine')
    .click()
  await choice.getByRole('button', { name: 'Go on with this' }).click()
  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
  expect(await patches(sandbox)).toHaveLength(2)
  expect(await storedSync(page.request, id)).toMatchObject({
    mappings: [
      { to: 'Email' },
      { to: 'FirstName', from: { data: 'CITY' } },
      { to: 'LastName', from: { data: 'EMAIL' } },
      { to: 'AccountId', lookup_object: 'Account' },
      { to: 'MailingCity', sync_null_values: false },
    ],
  })
})

test('A double click on Validate and save sends one change', async ({ page, builder, sandbox }) => {
  const id = await edit(page)
  await rename(builder, 'Pressed twice')
  await saveButton(page).dblclick()
  await expect(page).toHaveURL(`/syncs/${id}`)
  expect(await patches(sandbox)).toHaveLength(1)
})

test('A change whose answer is lost is looked for, not sent again', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/50[24]/)
  const id = await edit(page)
  await rename(builder, 'Saved without an answer')
  await sandbox.misbehave({ match: { method: 'PATCH' }, fault: { type: 'create-then-reset' } })
  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
  await expect(page.getByText('Saved, and stored as it was sent')).toBeVisible()
  expect(await patches(sandbox)).toHaveLength(1)
})

test('A reload while the sync is saved leads to the saved sync', async ({
  page,
  builder,
  sandbox,
}) => {
  const id = await edit(page)
  await rename(builder, 'Saved behind a reload')
  await sandbox.misbehave({ match: { method: 'PATCH' }, fault: { type: 'delay', ms: 1_500 } })
  await saveButton(page).click()
  await expect.poll(() => patches(sandbox)).toHaveLength(1)
  await page.reload()
  await expect(page).toHaveURL(`/syncs/${id}`)
  await expect(page.getByRole('heading', { name: 'Saved behind a reload' })).toBeVisible()
  expect(await patches(sandbox)).toHaveLength(1)
})

test('What the API refuses of a change stands at its field', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/422/)
  const id = await edit(page)
  await rename(builder, 'Refused')
  await sandbox.misbehave({
    match: { method: 'PATCH' },
    fault: { type: 'status', status: 422, body: { status: 'error', message: 'label is taken' } },
  })
  await saveButton(page).click()
  await expect(page.getByText('The sync was not changed.')).toBeVisible()
  await expect(builder.problems).toContainText('label is taken')
  await expect(builder.screen.getByText('The API says: label is taken')).toBeVisible()
  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
})

test('A token that is refused changes nothing and says so', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/502/)
  await edit(page)
  await rename(builder, 'Without a token')
  await sandbox.misbehave({
    match: { method: 'PATCH' },
    fault: { type: 'status', status: 401, body: { status: 401 } },
  })
  await saveButton(page).click()
  await expect(page.getByText('The API refused the token of this Sync Builder')).toBeVisible()
  await expect(page.getByText('The sync was not changed.')).toBeVisible()
})

test('Of a sync that was deleted meanwhile, the changes can become a new one', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/404/)
  const id = await edit(page)
  await rename(builder, 'Risen again')
  await expect(draftSaved(page)).toBeVisible()
  await page.request.delete(`/api/v1/syncs/${id}`, { headers: { 'x-sync-builder': '1' } })
  await saveButton(page).click()
  await expect(page.getByText(`Sync ${id} was deleted`)).toBeVisible()
  expect(await patches(sandbox)).toEqual([])

  await page.getByRole('button', { name: 'Make a new sync of it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New sync' })).toBeAttached()
  const made = await builder.create()
  expect(await storedSync(page.request, made)).toMatchObject({ label: 'Risen again' })
})

test('Changes that were left are offered again, and can be dropped', async ({ page, builder }) => {
  const id = await edit(page)
  await rename(builder, 'Left for later')
  await expect(draftSaved(page)).toBeVisible()

  await page.goto(`/syncs/${id}/edit`)
  await page.getByRole('button', { name: 'Go on with these changes' }).click()
  await builder.goTo('Options')
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Left for later')

  await page.goto(`/syncs/${id}/edit`)
  await page.getByRole('button', { name: 'Drop them and start anew' }).click()
  await page.waitForURL(/\/review$/u)
  await expect(changes(page)).toContainText('None: the same as stored')
  await page.goto('/')
  await expect(page.getByRole('listitem').filter({ hasText: `Changes sync ${id}` })).toHaveCount(1)
})

test('Two tabs that save one draft send one change', async ({ page, builder, sandbox }) => {
  const id = await edit(page)
  await rename(builder, 'Of two tabs')
  await expect(draftSaved(page)).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await saveButton(other).waitFor()
  // Either may be the first; the other one finds that out, be it before its own click, or ends at
  // the same sync.
  await Promise.all([page, other].map((tab) => saveButton(tab).click({ force: true })))
  for (const tab of [page, other]) {
    const stopped = tab.getByText(/changed (?:meanwhile|in another tab)/u)
    await expect(
      stopped.or(tab.getByRole('link', { name: 'Edit', exact: true })).first(),
    ).toBeVisible()
  }
  expect([page, other].map((tab) => new URL(tab.url()).pathname)).toContain(`/syncs/${id}`)
  expect(await patches(sandbox)).toHaveLength(1)
})

for (const label of [
  'Users to the newsletter, since 2021',
  'Ad clicks as conversions',
  'VIP signups to the VIP list',
  'Test group A to the customer platform',
  'Product events to Braze',
]) {
  test(`What answers tell in their own way is not changed by an edit: ${label}`, async ({
    page,
    builder,
    sandbox,
  }) => {
    const [id] = await storedSyncs(page.request, label)
    const before = await storedSync(page.request, id!)
    await edit(page, label)
    await expect(changes(page)).toContainText('None: the same as stored')
    await rename(builder, `${label}, renamed`)
    await saveButton(page).click()
    await expect(page).toHaveURL(`/syncs/${id}`)
    expect((await patches(sandbox)).map((sent) => Object.keys(sent))).toEqual([['label']])
    const after = await storedSync(page.request, id!)
    expect(after).toEqual({
      ...JSON.parse(JSON.stringify(before)),
      label: `${label}, renamed`,
      updated_at: expect.any(String),
    })
  })
}

test('What a PATCH cannot change is shown, and cannot be changed', async ({ page, builder }) => {
  await edit(page, 'Product events to Braze')
  await builder.goTo('Destination')
  await expect(builder.screen).toContainText('cannot be changed')
  await expect(page.getByRole('combobox', { name: 'Destination connection' })).toBeDisabled()
  await builder.goTo('Source')
  await expect(page.getByRole('combobox', { name: 'Source connection' })).toBeDisabled()
  await builder.goTo('Behavior')
  await expect(
    page.getByRole('radiogroup', { name: 'Operation' }).getByRole('radio', { name: 'Append' }),
  ).toBeDisabled()
})

test('A sync that was just created is edited in the same words', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(signupsTo(11))
  const id = await builder.create()
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.waitForURL(/\/review$/u)
  await builder.goTo('Alerts')
  await builder.choose('Alerts', 'No alerts')
  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
  await expect(page.getByText('Saved, and stored as it was sent')).toBeVisible()
  expect(await patches(sandbox)).toEqual([{ alert_attributes: [] }])
})

test('A schedule that older answers tell in flat fields is changed as any other', async ({
  page,
  builder,
  sandbox,
}) => {
  const id = await edit(page, 'Users to the newsletter, since 2021')
  await builder.goTo('Schedule')
  await builder.type('Hour (UTC)', '7')
  await expect(changes(page)).toContainText('1 place differs')
  await saveButton(page).click()
  await expect(page).toHaveURL(`/syncs/${id}`)
  await expect(page.getByText('Saved, and stored as it was sent')).toBeVisible()
  expect(await patches(sandbox)).toEqual([
    {
      mode: {
        type: 'triggered',
        triggers: { schedule: { frequency: 'weekly', day: 'Monday', hour: 7, minute: 30 } },
      },
    },
  ])
  expect(await storedSync(page.request, id)).toMatchObject({
    schedule_day: 'Monday',
    schedule_hour: 7,
  })
})
