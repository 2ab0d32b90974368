import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { draftSaved, stepTitles } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { exampleRequest } from './requests.ts'

test('A reload in each step comes back to that step with all that was entered', async ({
  page,
  builder,
}) => {
  await builder.openImported(exampleRequest)
  const payload = await builder.payload.innerText()
  for (const step of stepTitles) {
    await builder.goTo(step)
    await builder.seeWhole(step)
    const before = await fieldsOf(page)
    await page.reload()
    await expect(builder.current(step)).toBeVisible()
    await builder.seeWhole(step)
    await expect.poll(() => builder.payload.innerText(), step).toBe(payload)
    await expect.poll(() => fieldsOf(page), step).toEqual(before)
  }
})

/** What stands in the fields of the step, in their order. */
function fieldsOf(page: Page): Promise<string[]> {
  return page
    .getByRole('main')
    .locator('input:visible')
    .evaluateAll((inputs) =>
      inputs
        .filter((input) => input instanceof HTMLInputElement)
        .map(({ type, checked, value }) =>
          type === 'checkbox' || type === 'radio' ? `${value} ${checked}` : value,
        ),
    )
}

test('What was typed is still there after a reload, once the bar says that it is saved', async ({
  page,
  builder,
}) => {
  await builder.openNew()
  await builder.goTo('Options')
  await page.getByRole('textbox', { name: 'Label' }).fill('Typed in haste')
  await expect(draftSaved(page)).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Label' })).toHaveValue('Typed in haste')
})

test('Back and forward walk through the steps', async ({ page, builder }) => {
  await builder.openImported(exampleRequest)
  await builder.goTo('Source')
  await builder.goTo('Mapping')
  await page.goBack()
  await expect(builder.current('Source')).toBeVisible()
  await page.goForward()
  await expect(builder.current('Mapping')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Mapping', level: 2 })).toBeVisible()
})

const damages: Record<string, unknown> = {
  'of no known version': { version: 0, draft: 'of old' },
  'without its rows': { version: 1, id: 'damaged', savedAt: 0, draft: { body: {} } },
  'that is no object': 'not a draft',
}

for (const [name, value] of Object.entries(damages)) {
  test(`A stored draft ${name} is told as damaged, on its own page and among the drafts`, async ({
    page,
    builder,
  }) => {
    await builder.openNew()
    await page.evaluate(
      (damaged) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('sync-builder')
          opening.addEventListener('error', () => reject(new Error('The database did not open')))
          opening.addEventListener('success', () => {
            const storing = opening.result.transaction('drafts', 'readwrite')
            storing.objectStore('drafts').put(damaged, 'damaged')
            storing.addEventListener('complete', () => {
              opening.result.close()
              resolve()
            })
          })
        }),
      value,
    )
    await page.goto('/drafts/damaged/mapping')
    await expect(page.getByRole('heading', { name: 'This draft cannot be read' })).toBeVisible()
    await page.getByRole('link', { name: 'Back to the syncs' }).click()
    const notice = page.getByRole('alert').filter({ hasText: 'This draft cannot be read' })
    await expect(notice).toBeVisible()
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()

    const downloading = page.waitForEvent('download')
    await notice.getByRole('button', { name: 'Download as it is' }).click()
    const download = await downloading
    expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(value)
    await notice.getByRole('button', { name: 'Delete' }).click()
    await notice.getByRole('button', { name: 'Undo' }).click()
    await notice.getByRole('button', { name: 'Delete' }).click()
    await expect(notice.getByRole('button', { name: 'Undo' })).toBeFocused()
    await page.reload()
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
    await expect(notice).toBeHidden()
  })
}

test('A draft that is not in this browser is told as missing', async ({ page }) => {
  await page.goto('/drafts/made-elsewhere/source')
  await expect(
    page.getByRole('heading', { name: 'This draft is not in this browser' }),
  ).toBeVisible()
})

const denials: Record<string, () => void> = {
  'has no database': () => {
    Object.defineProperty(window, 'indexedDB', { value: undefined })
  },
  'refuses its database': () => {
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('Access is denied', 'SecurityError')
      },
    })
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('Access is denied', 'SecurityError')
      },
    })
  },
  'fails to open its database': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('A mutation operation was attempted', 'InvalidStateError')
    }
  },
}

for (const [name, deny] of Object.entries(denials)) {
  test(`A browser that ${name} shows the syncs, and says why there are no drafts`, async ({
    page,
  }) => {
    await page.addInitScript(deny)
    await page.goto('/')
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
    await expect(page.getByRole('alert')).toContainText('Drafts cannot be read')
    await page.getByRole('link', { name: 'New sync' }).click()
    await expect(page.getByRole('alert')).toContainText('This browser does not let the page keep')
    await page.goto('/drafts/some-draft/source')
    await expect(page.getByRole('heading', { name: 'Source', level: 2 })).toBeVisible()
  })
}

test('A full storage is told, keeps nothing secret, and sends no create', async ({
  page,
  builder,
  sandbox,
}) => {
  await builder.openImported(exampleRequest)
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded', 'QuotaExceededError')
    }
  })
  await builder.goTo('Options')
  await page.getByRole('textbox', { name: 'Label' }).fill('Too much')
  await expect(page.getByText('Not saved: the storage of this browser is full')).toBeVisible()
  await builder.createButton.click()
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was sent' })).toContainText(
    'Free some storage',
  )
  expect(await sandbox.creates()).toEqual([])
})

test('A part of the page that cannot be fetched asks for a reload, and the draft stays', async ({
  page,
  builder,
  consoleErrors,
}) => {
  consoleErrors.expect(/./)
  await builder.openImported(exampleRequest)
  await page.route('**/assets/MappingStep-*.js', (route) => route.abort())
  await builder.goTo('Mapping')
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('This part of Sync Builder could not be loaded')
  await expect(notice).toContainText('Drafts stay in this browser.')
  // The rest of the builder works on.
  await builder.goTo('Source')
  await expect(page.getByRole('heading', { name: 'Source', level: 2 })).toBeVisible()
  await builder.goTo('Mapping')
  await page.unroute('**/assets/MappingStep-*.js')
  await notice.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('heading', { name: 'Mapping', level: 2 })).toBeVisible()
  await expect(builder.payload).toContainText('New Signups to Leads')
})

test('An error while a page is drawn leaves words and a way on, not a blank page', async ({
  page,
  consoleErrors,
}) => {
  consoleErrors.expect(/./)
  await page.addInitScript(() => {
    Intl.DateTimeFormat.prototype.formatToParts = () => {
      throw new RangeError('Invalid time value')
    }
    Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
      get() {
        throw new RangeError('Invalid time value')
      },
    })
  })
  await page.goto('/new/example')
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('This part of Sync Builder could not be shown')
  await expect(notice).toContainText('Invalid time value')
  await expect(notice.getByRole('button', { name: 'Reload' })).toBeVisible()
  await expect(page.getByRole('banner')).toBeVisible()
})
