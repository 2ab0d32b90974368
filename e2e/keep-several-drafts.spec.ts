import type { Locator, Page } from 'playwright/test'
import { draftSaved } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'

function drafts(page: Page): Locator {
  return page.getByRole('region', { name: 'Drafts' })
}

function label(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Label' })
}

test('New sync keeps no draft before something is chosen in it', async ({ page, builder }) => {
  await builder.openNew()
  await expect(page.getByText('Nothing to save yet')).toBeVisible()
  await builder.goTo('Options')
  await page.reload()
  await expect(builder.current('Options')).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await expect(drafts(page)).toBeHidden()

  await page.goBack()
  await label(page).fill('Now there is something')
  await expect(draftSaved(page)).toBeVisible()
  await page.goto('/')
  await expect(drafts(page).getByRole('link', { name: 'Now there is something' })).toBeVisible()
})

test('A draft is named in the builder and on the home page, and opens where it was left', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Schedule')
  await page.getByRole('button', { name: 'Rename draft Signups to 11' }).click()
  const name = page.getByRole('textbox', { name: 'Name of the draft' })
  await expect(name).toBeFocused()
  await name.fill('For Monday')
  await name.press('Enter')
  await expect(page.getByRole('button', { name: 'Rename draft For Monday' })).toBeFocused()
  // The name is the operator's alone: nothing of it is sent.
  await expect(builder.payload).not.toContainText('For Monday')

  await page.getByRole('link', { name: 'Sync Builder' }).click()
  await expect(drafts(page)).toContainText('at Schedule')
  await drafts(page).getByRole('button', { name: 'Rename draft For Monday' }).click()
  await name.fill('Not this')
  await name.press('Escape')
  await drafts(page).getByRole('button', { name: 'Rename draft For Monday' }).click()
  await name.fill('For Tuesday')
  await name.press('Enter')
  await page.reload()
  await drafts(page).getByRole('link', { name: 'For Tuesday' }).click()
  await expect(builder.current('Schedule')).toBeVisible()
  await page.getByRole('button', { name: 'Rename draft For Tuesday' }).click()
  await name.fill('')
  await name.press('Enter')
  await expect(page.getByRole('button', { name: 'Rename draft Signups to 11' })).toBeVisible()
})

test('Among many drafts one is found by its name, deleted and put back', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sync-builder')
        opening.addEventListener('error', () => reject(new Error('The database did not open')))
        opening.addEventListener('success', () => {
          const storing = opening.result.transaction('drafts', 'readwrite')
          const store = storing.objectStore('drafts')
          for (let n = 1; n <= 300; n++) {
            const local = { name: `Draft number ${n}` }
            const summary = { mappings: n }
            store.put(
              { version: 2, id: `many-${n}`, draft: '{}', summary, savedAt: n, local },
              `many-${n}`,
            )
          }
          storing.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      }),
  )
  await page.goto('/')
  await expect(drafts(page).getByText('301 drafts')).toBeVisible()
  // Only those in sight are drawn.
  expect(await drafts(page).getByRole('listitem').count()).toBeLessThan(30)
  await drafts(page).getByRole('searchbox', { name: 'Search drafts' }).fill('number 217')
  await expect(drafts(page).getByText('1 of 301 drafts')).toBeVisible()
  await drafts(page).getByRole('button', { name: 'Delete draft Draft number 217' }).click()
  const undo = drafts(page).getByRole('button', { name: 'Put back draft Draft number 217' })
  await expect(undo).toBeFocused()
  await undo.click()
  await expect(drafts(page).getByRole('link', { name: 'Draft number 217' })).toBeVisible()
})

/** From here on the browser's database answers nothing, as to a page that is gone. */
async function silenceDatabase(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(IDBObjectStore.prototype, {
      get(this: IDBObjectStore, key: string) {
        const request = this.getAll(key)
        request.addEventListener('success', (event) => event.stopImmediatePropagation())
        return request
      },
    })
  })
}

test('What is confirmed in the moment before a reload is not lost', async ({ page, builder }) => {
  const name = page.getByRole('textbox', { name: 'Name of the draft' })
  const rename = async (from: string, to: string) => {
    await page.getByRole('button', { name: `Rename draft ${from}` }).click()
    await name.fill(to)
    await name.press('Enter')
  }
  await builder.openImported(signupsTo(11))
  await rename('Signups to 11', 'For Monday')
  await expect(draftSaved(page)).toBeVisible()
  await silenceDatabase(page)
  await rename('For Monday', '')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Rename draft Signups to 11' })).toBeVisible()
  await expect(draftSaved(page)).toBeVisible()
  await silenceDatabase(page)
  await rename('Signups to 11', 'For Tuesday')

  // Not the draft is opened next, but the list of all.
  await page.goto('/')
  await expect(drafts(page).getByRole('link', { name: 'For Tuesday' })).toBeVisible()
  await silenceDatabase(page)
  await rename('For Tuesday', 'For Wednesday')
  await page.reload()
  await expect(drafts(page).getByRole('link', { name: 'For Wednesday' })).toBeVisible()
  await drafts(page).getByRole('button', { name: 'Delete draft For Wednesday' }).click()
  const undo = drafts(page).getByRole('button', { name: 'Put back draft For Wednesday' })
  await expect(undo).toBeFocused()
  await silenceDatabase(page)
  await undo.click()
  await page.reload()
  await expect(drafts(page).getByRole('link', { name: 'For Wednesday' })).toBeVisible()
  await silenceDatabase(page)
  await drafts(page).getByRole('button', { name: 'Delete draft For Wednesday' }).click()
  await page.reload()
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await expect(drafts(page)).toBeHidden()
})

test('A draft that was begun in the moment before its page went is in the list', async ({
  page,
  builder,
}) => {
  await builder.openNew()
  await builder.goTo('Options')
  await silenceDatabase(page)
  await label(page).fill('Begun in haste')
  await page.goto('/')
  await drafts(page).getByRole('link', { name: 'Begun in haste' }).click()
  await expect(label(page)).toHaveValue('Begun in haste')
})

test('What is typed in the moment before a reload is not lost', async ({ page, builder }) => {
  await builder.openNew()
  await builder.goTo('Options')
  // The browser's database answers too late for a page that goes: here, never.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The page is going', 'AbortError')
    }
  })
  await label(page).fill('Typed in haste')
  await page.reload()
  await expect(label(page)).toHaveValue('Typed in haste')
  await expect(draftSaved(page)).toBeVisible()
  const copies = () =>
    Object.keys(localStorage).filter((key) => key.startsWith('sync-builder unsaved'))
  await expect.poll(() => page.evaluate(copies)).toEqual([])
})

test('An earlier version of a draft is found after a reload, looked at and gone back to', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.goTo('Options')
  await label(page).fill('Before the weekend')
  await builder.goTo('Mapping')
  await builder.press('Add mapping')
  await builder.goTo('Options')
  await label(page).fill('After the weekend')
  await expect(draftSaved(page)).toBeVisible()
  await page.reload()

  const dialog = page.getByRole('dialog', { name: 'Earlier versions of this draft' })
  const versions = dialog.getByRole('list', { name: 'Versions' })
  await builder.press('List of changes')
  await builder.press('Earlier versions')
  await expect(versions.getByRole('button', { name: 'Row 2 added' })).toBeVisible()
  await expect(versions.getByRole('button', { name: 'As it was opened' })).toBeVisible()
  await versions.getByRole('button', { name: 'Label changed to Before the weekend' }).click()
  const differences = dialog.getByRole('table', { name: 'Differences' })
  await expect(
    differences.getByRole('row', { name: 'label After the weekend Before the weekend' }),
  ).toBeVisible()
  await expect(differences.getByRole('row', { name: /^Row 2 .* not set$/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Go back to this version' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'List of changes' })).toBeFocused()
  await expect(label(page)).toHaveValue('Before the weekend')
  await expect(draftSaved(page)).toBeVisible()

  // Going back is a change like any other: it is undone, and what was left is a version as well.
  await builder.press('Undo')
  await expect(label(page)).toHaveValue('After the weekend')
  await builder.press('Redo')
  await page.reload()
  await expect(label(page)).toHaveValue('Before the weekend')
  await builder.press('List of changes')
  await builder.press('Earlier versions')
  await expect(versions.getByRole('button', { name: /Back at the version of/ })).toBeVisible()
  await versions.getByRole('button').nth(1).click()
  await expect(
    differences.getByRole('row', { name: 'label Before the weekend After the weekend' }),
  ).toBeVisible()
})
