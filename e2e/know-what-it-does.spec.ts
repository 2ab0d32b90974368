import { expect, test } from './fixtures.ts'
import { KeyboardHand } from './hand.ts'
import { Builder, draftSaved } from './builder.ts'
import { byHandRequest } from './requests.ts'

test('An operator steps through two runs of a mirror, and says once to know that it deletes', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(byHandRequest)
  const warning = builder.problems.getByRole('button', { name: /deletes records .* acknowledged/u })
  await expect(warning).toBeVisible()

  // The warning leads to the choice that it is about, and the word is given right below.
  await warning.click()
  await expect(builder.current('Behavior')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Delete what is gone' })).toBeFocused()

  const picture = page.getByRole('region', { name: 'What two runs do' })
  await picture.getByRole('button', { name: 'Run it once' }).click()
  await expect(picture.getByRole('status')).toContainText('Cleo: created.')
  await picture.getByRole('button', { name: 'Run it again' }).click()
  await expect(picture.getByRole('row', { name: /^Cleo gone .* Deleted$/u })).toBeVisible()
  await expect(picture.getByRole('row', { name: /Zoe pro Left as it is$/u })).toBeVisible()

  await page.getByRole('checkbox', { name: /^I know that this sync deletes records/u }).check()
  await expect(warning).toHaveCount(0)
  await expect(draftSaved(page)).toBeVisible()
  await page.reload()
  await expect(page.getByRole('checkbox', { name: /^I know that this sync/u })).toBeChecked()

  await builder.create()
  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '')).toEqual(JSON.parse(byHandRequest))
})

test('What is not acknowledged is created with one click all the same', async ({ builder }) => {
  await builder.openImported(byHandRequest)
  await builder.create()
})

test('The pictures are stepped through by keyboard alone, and show when rows are sent', async ({
  page,
}) => {
  const hand = new KeyboardHand(page)
  const builder = new Builder(page, hand)
  await builder.openNew()
  await builder.behave('Append', { 'Rows that exist now': 'Skip them' })
  const picture = page.getByRole('region', { name: 'What two runs do' })
  await hand.choose(picture.getByRole('radio', { name: 'After run two' }))
  await expect(picture.getByRole('row', { name: /^Ada free Marked as seen/u })).toBeVisible()
  await expect(
    picture.getByRole('row', { name: /^Dan free new .*Sent as a new entry$/u }),
  ).toBeVisible()
  await expect(picture.getByRole('img', { name: /Ada, 10:00: never sent\./u })).toBeVisible()

  await builder.pickTyped('High water mark column', 'updated_at')
  await expect(picture.getByRole('img', { name: /Ada, 10:00: sent by run two\./u })).toBeVisible()
  await expect(
    picture.getByRole('row', { name: /^Eve .*older than the last mark$/u }),
  ).toBeVisible()
})
