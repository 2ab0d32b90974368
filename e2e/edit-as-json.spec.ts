import type { Locator, Page } from 'playwright/test'
import { draftSaved } from './builder.ts'
import { expect, takePicture, test } from './fixtures.ts'
import { KeyboardHand } from './hand.ts'
import { signupsTo } from './requests.ts'

function editorOf(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Payload as JSON' })
}

/** The note near the step. */
function noteOf(page: Page): Locator {
  return page.getByRole('main').getByRole('region', { name: 'JSON text' })
}

/** Puts the cursor behind a text that is in sight, in the one line that holds it. */
async function goBehind(page: Page, text: string): Promise<void> {
  const line = editorOf(page).locator('.cm-line').filter({ hasText: text })
  await line.click()
  await page.keyboard.press('End')
  const whole = (await line.textContent()) ?? ''
  const stepsBack = whole.length - whole.indexOf(text) - text.length
  for (let step = 0; step < stepsBack; step++) await page.keyboard.press('ArrowLeft')
}

test('An operator edits the payload as JSON and sees it in the form, an unknown key with it', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await builder.press('Edit as JSON')
  await goBehind(page, 'Signups to')
  await page.keyboard.type(' everyone in')
  const label = page.getByRole('textbox', { name: 'Label' })
  await expect(label).toHaveValue('Signups to everyone in 11')

  await goBehind(page, '"insert",')
  await page.keyboard.type('\n"new_setting": {"of": [1.5, ')
  await page.keyboard.type('null')
  await page.keyboard.press('End')
  await page.keyboard.type(',')
  await expect(noteOf(page)).toBeHidden()
  await expect(draftSaved(page)).toBeVisible()
  await takePicture(page, 'edit-as-json')

  // What is typed is in the draft as soon as the editor is left.
  await page.getByRole('heading', { name: 'Options', level: 2 }).click()
  await editorOf(page).focus()
  await page.keyboard.press('Control+z')
  await expect(editorOf(page)).not.toContainText('new_setting')
  await expect(editorOf(page)).toBeFocused()
  await page.keyboard.press('Control+y')
  await expect(editorOf(page)).toContainText('new_setting')

  await builder.press('Validate and create')
  await page.waitForURL(/\/syncs\/\d+$/u)
  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '')).toMatchObject({
    label: 'Signups to everyone in 11',
    new_setting: { of: [1.5, null] },
  })
})

test('Keys and values are completed in the JSON, and its problems stand in it', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.press('Edit as JSON')
  await goBehind(page, '"insert",')
  await page.keyboard.type('\n"pau')
  await page.getByRole('option', { name: /^paused/u }).click()
  await page.getByRole('option', { name: 'true' }).click()
  await builder.goTo('Options')
  await expect(page.getByLabel(/^Create paused/u)).toBeChecked()

  await goBehind(page, '"frequency": "')
  for (let letter = 0; letter < 'daily'.length; letter++) await page.keyboard.press('Delete')
  await page.keyboard.type('dayly')
  await expect(builder.problems).toContainText('frequency')
  await page.keyboard.press('F8')
  await expect(page.locator('.cm-tooltip-lint')).toContainText('frequency')
})

test('A text with an error stays, also over a reload, until it is mended', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await builder.press('Edit as JSON')
  await goBehind(page, '"Signups to 11",')
  await page.keyboard.press('Backspace')
  await expect(noteOf(page)).toContainText('The text has an error at line 3')
  await expect(builder.createButton).toBeDisabled()
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Signups to 11')
  await takePicture(page, 'json-with-an-error')

  await builder.goTo('Schedule')
  await page.reload()
  await expect(noteOf(page)).toContainText('The text has an error at line 3')
  await noteOf(page).getByRole('button', { name: 'Go to the error' }).click()
  await expect(editorOf(page)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('End')
  await page.keyboard.type(',')
  await expect(noteOf(page)).toBeHidden()
  await expect(builder.createButton).toBeEnabled()
})

test('Text and form that went apart are put to the choice, and nothing is lost', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await builder.press('Edit as JSON')
  await goBehind(page, '"insert"')
  await page.keyboard.press('Delete')
  await expect(noteOf(page)).toBeVisible()
  const label = page.getByRole('textbox', { name: 'Label' })
  await label.fill('Of the form')
  await expect(noteOf(page)).toContainText('The form was changed since')

  await noteOf(page).getByRole('button', { name: 'Throw the text away' }).click()
  await expect(editorOf(page)).toContainText('"label": "Of the form"')
  await noteOf(page).getByRole('button', { name: 'Put it back' }).click()
  await expect(editorOf(page)).toContainText('"label": "Signups to 11"')

  await goBehind(page, '"insert"')
  await page.keyboard.type(',')
  await expect(noteOf(page)).toContainText('Choose which of the two to keep')
  await noteOf(page).getByRole('button', { name: 'Use the text' }).click()
  await expect(label).toHaveValue('Signups to 11')
  await page.getByRole('heading', { name: 'Options', level: 2 }).click()
  await page.keyboard.press('Control+z')
  await expect(label).toHaveValue('Of the form')
  await expect(editorOf(page)).toContainText('"label": "Of the form"')
})

test('What is changed in the form comes into the open text around the cursor', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await builder.press('Edit as JSON')
  await goBehind(page, '"frequency": "daily')
  const label = page.getByRole('textbox', { name: 'Label' })
  await label.fill('Another')
  await expect(editorOf(page)).toContainText('"label": "Another"')
  await editorOf(page).focus()
  await page.keyboard.type('X')
  await expect(editorOf(page)).toContainText('"frequency": "dailyX"')
  await page.keyboard.press('Backspace')
  await builder.goTo('Schedule')
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
})

test('The JSON is edited by keyboard alone', async ({ page, builder }) => {
  const hand = new KeyboardHand(page)
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await hand.press(page.getByRole('button', { name: 'Edit as JSON' }))
  await expect(editorOf(page)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(editorOf(page)).toBeFocused()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.type('\n"paused": true,')
  await expect(page.getByLabel(/^Create paused/u)).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Copy JSON' })).toBeFocused()
})
