import { findings } from './accessibility.ts'
import { stepTitles, type Builder } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { exampleRequest, signupsTo, signupsToContacts } from './requests.ts'
import { runOnce } from './runs.ts'
import { storedSyncs } from './storedSyncs.ts'

// Mantine's dialogs hold a header element, which axe takes for a second banner of the page.
const ofDialogs = ['landmark-no-duplicate-banner', 'landmark-unique']

test('Home is accessible', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('Import is accessible, also after a text that cannot be read', async ({ page }) => {
  await page.goto('/import')
  await page.getByRole('textbox', { name: 'Request JSON or cURL' }).fill('curl -u me:secret')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByText('This cURL command has no body')).toBeVisible()
  expect(await findings(page)).toEqual([])
})

const drafts: Record<string, (builder: Builder) => Promise<void>> = {
  empty: (builder) => builder.openNew(),
  full: (builder) => builder.openImported(exampleRequest),
}

for (const [name, open] of Object.entries(drafts)) {
  test(`Each step of a draft that is ${name} is accessible`, async ({ page, builder }) => {
    await open(builder)
    for (const step of stepTitles) {
      await builder.goTo(step)
      await builder.seeWhole(step)
      expect(await findings(page), step).toEqual([])
    }
  })
}

test('The pictures of two runs are accessible, each at its end', async ({ page, builder }) => {
  const appended = {
    ...JSON.parse(exampleRequest),
    operation: 'append',
    high_water_mark_attribute: 'updated_at',
  }
  for (const request of [exampleRequest, JSON.stringify(appended)]) {
    await builder.openImported(request)
    await builder.goTo('Behavior')
    await builder.press('Run it once')
    expect(await findings(page)).toEqual([])
    await builder.press('Run it again')
    expect(await findings(page)).toEqual([])
  }
})

test('Alerts as sentences are accessible, each of the six', async ({ page, builder }) => {
  await builder.openNew()
  await builder.goTo('Alerts')
  await builder.choose('Alerts', 'These alerts')
  const added = [
    'Run failed',
    'Full sync started',
    'Unusual record count',
    'Run takes too long',
    'Run started or completed',
  ]
  for (const alert of added) await builder.press(alert)
  await expect(page.getByRole('heading', { name: '7 alerts' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('An open picker and the details of a row are accessible', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await builder.goTo('Destination')
  await page.getByRole('combobox', { name: 'Destination connection' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  // A list that pops up belongs to its combo box, not to a landmark, and covers what is below.
  expect(await findings(page, ['region', 'target-size'])).toEqual([])
  await page.keyboard.press('Escape')

  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Details of row 1' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test('Selected rows, their settings and the map of keys are accessible', async ({
  page,
  builder,
}) => {
  await builder.openImported(exampleRequest)
  await builder.goTo('Mapping')
  await page.getByRole('checkbox', { name: 'Select row 2' }).check()
  await expect(page.getByRole('group', { name: 'Selected rows' })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await builder.press('Change settings')
  await expect(page.getByRole('dialog', { name: 'Change 1 row' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
  await page.keyboard.press('Escape')
  await builder.press('Keys')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test.describe('In a zone that moves its clocks', () => {
  test.use({ timezoneId: 'Europe/Berlin' })

  test('The cron builder and an hour of the week map are accessible', async ({ page, builder }) => {
    // The map has 168 cells, and the builder a button for each minute.
    test.slow()
    await builder.openImported(exampleRequest)
    await builder.runByCron('*/15 6,12 L 1-3 *')
    await expect(page.getByRole('group', { name: 'Hour (UTC), chosen' })).toBeVisible()
    await expect(page.getByRole('table', { name: 'Week of runs' })).toBeVisible()
    expect(await findings(page)).toEqual([])
    await builder.type('Cron expression', '0,1 6 * * *')
    const colliding = page.getByRole('cell').getByRole('button', { name: /in the same minute/u })
    await colliding.first().click()
    await expect(page.getByRole('region', { name: 'Hour' })).toBeVisible()
    await page.getByRole('button', { name: 'When the clocks change' }).click()
    expect(await findings(page)).toEqual([])
  })
})

test('The board is accessible, also while it asks', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await builder.goTo('Mapping')
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Board').click()
  const fields = page.getByRole('listbox', { name: 'Fields' })
  await expect(fields.getByRole('option').first()).toBeVisible()
  expect(await findings(page)).toEqual([])

  await page.getByRole('listbox', { name: 'Columns' }).getByText('first_name').click()
  await fields.getByRole('option', { name: /filled by list_id/u }).click()
  await expect(page.getByRole('dialog', { name: 'Replace list_id' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('The paste of columns and fields is accessible', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Paste', exact: true }).click()
  const pairs = 'hashed_emial\tnothing\nlist_id\tcohort\nnone\tcohort\n\tfirst_name'
  await page.getByRole('textbox', { name: 'Two columns of a spreadsheet' }).fill(pairs)
  await expect(page.getByRole('table', { name: 'Pairs' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test('The paste of the columns of a source is accessible', async ({ page, builder }) => {
  await builder.openNew()
  await builder.readFrom('Kafka - product events', 'Topic', { Topic: 'heartbeat' })
  await builder.goTo('Mapping')
  await builder.press('Paste columns')
  const dialog = page.getByRole('dialog', { name: 'Paste the columns of the source' })
  await builder.type('Names of columns', 'id,seen_at\n1,2026-11-25', dialog)
  await expect(dialog.getByRole('row', { name: /^seen_at/u })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test('The proposals of auto-map and their synonyms are accessible', async ({ page, builder }) => {
  // The table of synonyms has a text box for each group.
  test.slow()
  await builder.openImported(signupsToContacts)
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Auto-map' }).click()
  await expect(page.getByRole('grid', { name: 'Proposals' })).toBeVisible()
  await page.getByRole('button', { name: /^Synonyms/u }).click()
  expect(await findings(page, ofDialogs)).toEqual([])
  await page.getByRole('button', { name: /^Accept all/u }).click()
  await expect(page.getByRole('button', { name: /^Undo/u }).last()).toBeFocused()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test('The editor of a template is accessible, with its problems, lists and results', async ({
  page,
  builder,
}) => {
  await builder.openImported(exampleRequest)
  await builder.goTo('Mapping')
  await page.getByRole('button', { name: 'Add mapping' }).click()
  const rows = Number(await page.getByRole('table').getAttribute('aria-rowcount')) - 1
  await builder.select(`Kind of source, row ${rows}`, 'Template')
  await builder.press(`Edit template, row ${rows}`)
  const editor = page.getByRole('dialog').getByRole('textbox', { name: `Template, row ${rows}` })
  await expect(editor).toBeFocused()
  await page.keyboard.type('{{ record.emial | upcas }} {% # note %}{{ 1')
  await expect(page.getByRole('list', { name: 'Problems of the template' })).toBeVisible()
  await page.keyboard.type(' | ')
  await expect(page.getByRole('option', { name: 'append' })).toBeVisible()
  // The arrow keys of the editor scroll its list, which is no tab stop of its own.
  expect(await findings(page, [...ofDialogs, 'scrollable-region-focusable'])).toEqual([])
  await editor.fill('{{ record.email | upcase }}')
  await expect(page.getByRole('region', { name: 'Results' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test('The payload as JSON is accessible, also with an error', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await builder.press('Edit as JSON')
  const editor = page.getByRole('textbox', { name: 'Payload as JSON' })
  await editor.click()
  // The editor is the way to what scrolls in it, and what pops up belongs to it, not to a landmark.
  const ofEditor = ['scrollable-region-focusable', 'region']
  expect(await findings(page, ofEditor)).toEqual([])
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused()
  expect(await findings(page, ofEditor)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('x')
  await expect(page.getByRole('region', { name: 'JSON text' })).toBeVisible()
  expect(await findings(page, ofEditor)).toEqual([])
})

test('The record preview is accessible', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Record' })).toBeVisible()
  await page
    .getByRole('combobox', { name: 'Sample record' })
    .selectOption('Null in the key (made up)')
  await expect(page.getByText('This record is not sent')).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.getByText(/^Fragile rows/).click()
  await expect(page.getByRole('group', { name: 'Fragile rows' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('The editor of sample records is accessible', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page.getByRole('button', { name: 'Edit samples' }).click()
  await page.getByRole('button', { name: 'Type in a record' }).click()
  await expect(page.getByRole('textbox', { name: 'Find a column' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test("A sync's page and its delete dialog are accessible", async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'VIP signups to the VIP list' }).click()
  await expect(page.getByRole('region', { name: 'Next run' })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
})

test("A sync's page is accessible with runs, one of which goes on", async ({ page }) => {
  const [sync = 0] = await storedSyncs(page.request, 'Users to CRM contacts')
  await runOnce(page.request, sync)
  await page.goto(`/syncs/${sync}`)
  await expect(page.getByRole('region', { name: 'State' })).toContainText(/records rejected/)
  await expect(page.getByRole('table', { name: 'Runs' })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Run as full sync' }).click()
  await expect(page.getByRole('dialog', { name: 'Run as full sync' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
  await page.keyboard.press('Escape')
  // As slow as it takes to look at it.
  await page.route('**/sync_runs?*', async (route) => {
    const answer = await route.fetch()
    const { data, ...rest }: { data: object[] } = await answer.json()
    const [newest, ...others] = data
    const working = {
      ...newest,
      status: 'working',
      completed_at: null,
      current_step: 'Running sync',
    }
    await route.fulfill({ json: { ...rest, data: [working, ...others] } })
  })
  await page.reload()
  await expect(page.getByRole('progressbar', { name: 'Records sent' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test("A run's page is accessible, with its records open and with its error", async ({
  page,
  sandbox,
}) => {
  const [sync = 0] = await storedSyncs(page.request, 'Users to CRM contacts')
  await page.goto(`/syncs/${sync}/runs/${await runOnce(page.request, sync)}`)
  await page.getByRole('button', { name: 'Show rejected records' }).click()
  const records = page.getByRole('group', { name: 'Records' })
  await records.getByRole('button').first().click()
  await expect(records.getByText(/^The row as it was in the source/)).toBeVisible()
  expect(await findings(page)).toEqual([])

  await sandbox.sql(
    'ALTER TABLE "source_12/ANALYTICS.PUBLIC.USERS" RENAME COLUMN FIRST_NAME TO GIVEN_NAME',
  )
  await page.goto(`/syncs/${sync}/runs/${await runOnce(page.request, sync)}`)
  await expect(page.getByRole('alert', { name: 'The run failed' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('The export, the earlier versions and many drafts are accessible', async ({
  page,
  builder,
}) => {
  // Drafts are made one by one until there are many.
  test.slow()
  await builder.openImported(exampleRequest)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('dialog').getByText('Terraform', { exact: true }).click()
  await expect(page.getByText('What this form does not say')).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
  await page.keyboard.press('Escape')

  await builder.goTo('Options')
  await page.getByRole('textbox', { name: 'Label' }).fill('Another label')
  await builder.press('List of changes')
  await builder.press('Earlier versions')
  const versions = page.getByRole('list', { name: 'Versions' })
  await versions.getByRole('button', { name: 'As it was opened' }).click()
  await expect(page.getByRole('table', { name: 'Differences' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /^Rename draft/ }).click()
  await expect(page.getByRole('textbox', { name: 'Name of the draft' })).toBeFocused()
  expect(await findings(page)).toEqual([])
  for (let count = 0; count < 7; count++) {
    await builder.openImported(signupsTo(11))
  }
  await page.goto('/')
  await expect(page.getByRole('searchbox', { name: 'Search drafts' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('What went wrong is told accessibly', async ({ page, builder, sandbox, consoleErrors }) => {
  // Six screens, each analysed twice.
  test.slow()
  consoleErrors.expect(/Failed to load resource/)
  const fault = { type: 'status', status: 500, body: { status: 500, message: 'Down' } } as const
  await sandbox.misbehave({ match: { path: '/api/v1/*' }, times: 100, fault })
  await page.goto('/')
  await expect(page.getByRole('alert')).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.goto('/syncs/1')
  await expect(page.getByRole('alert')).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.goto('/new')
  await expect(page.getByRole('alert').first()).toBeVisible()
  expect(await findings(page)).toEqual([])
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  expect(await findings(page)).toEqual([])

  await sandbox.behave()
  await builder.openImported(signupsTo(42))
  await builder.validateButton.click()
  await expect(page.getByRole('alert')).toContainText('The API refused the payload')
  expect(await findings(page)).toEqual([])
  await builder.openImported(signupsTo(43))
  await builder.createButton.click()
  await page.getByRole('button', { name: 'Look for the sync' }).click()
  await expect(page.getByRole('button', { name: 'None of these is it' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('An edit with changes, and the changes of somebody else, are accessible', async ({
  page,
  builder,
}) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('Users to CRM contacts')
  await page.getByRole('link', { name: 'Users to CRM contacts' }).click()
  const id = page.url().split('/').at(-1)
  await page.getByRole('button', { name: 'Clone', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Clone Users to CRM contacts' })).toBeVisible()
  expect(await findings(page, ofDialogs)).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await builder.seeWhole('Review')
  await builder.goTo('Options')
  await builder.type('Label', 'My users')
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('1 place differs')
  await builder.seeWhole('Options')
  expect(await findings(page)).toEqual([])

  await page.request.patch(`/api/v1/syncs/${id}`, {
    headers: { 'x-sync-builder': '1' },
    data: { label: 'Their users' },
  })
  await page.getByRole('button', { name: 'Validate and save' }).click()
  await expect(page.getByRole('group', { name: 'Changes of both' })).toBeVisible()
  expect(await findings(page)).toEqual([])

  await page.goto(`/syncs/${id}/edit`)
  await expect(page.getByRole('button', { name: 'Go on with these changes' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('What an edit cannot change is accessible', async ({ page, builder }) => {
  await page.goto('/')
  await page.getByRole('searchbox', { name: 'Search syncs' }).fill('Product events to Braze')
  await page.getByRole('link', { name: 'Product events to Braze' }).click()
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await builder.seeWhole('Review')
  for (const step of ['Source', 'Destination', 'Behavior'] as const) {
    await builder.goTo(step)
    await builder.seeWhole(step)
    expect(await findings(page)).toEqual([])
  }
})
