import type { Browser, Page } from 'playwright'
import { requestWith, type Names } from './mappingPage.ts'
import { median, type Measurement } from './measurement.ts'
import { createStored } from './storedSyncs.ts'

const mappingCount = 1_000
const roundCount = 7

/**
 * Time from the click on *Edit* until the builder answers, for a sync of 1,000 mappings and without
 * its download, beside the same for *New sync*.
 */
export async function measureEditing(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const id = await createStored(url, requestWith(mappingCount, names))
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const times: { empty: number; stored: number }[] = []
  for (let round = -2; round < roundCount; round++) {
    await page.goto(url)
    const empty = await openingMs(page, '/new', 'Source', undefined)
    await page.goto(`${url}/syncs/${id}`)
    const stored = await openingMs(page, `/syncs/${id}/edit`, 'Review', `/api/v1/syncs/${id}`)
    // The first rounds warm up.
    if (round >= 0) times.push({ empty, stored })
  }
  await page.close()
  return [
    {
      name: `opening a sync of ${mappingCount} mappings for editing`,
      value: median(times.map(({ stored }) => stored)),
      unit: 'ms',
      limit: null,
      direction: '<=',
    },
    {
      name: `opening a sync of ${mappingCount} mappings for editing, by an empty draft`,
      value: median(times.map(({ stored, empty }) => stored / empty)),
      unit: 'times',
      limit: 2,
      direction: '<=',
    },
  ]
}

/**
 * From the click on the link to `href` until the step's heading is painted and the page has nothing
 * left to do, less what the call of `download` took; in ms.
 */
async function openingMs(
  page: Page,
  href: string,
  step: string,
  download: string | undefined,
): Promise<number> {
  const link = await page.locator(`a[href="${href}"]`).first().elementHandle()
  if (!link) throw new Error(`There is no link to ${href}`)
  await page.waitForLoadState('networkidle')
  return page.evaluate(
    ({ opens, heading, path }) => {
      const from = performance.now()
      const isThere = () =>
        [...document.querySelectorAll('main h2')].some(({ textContent }) => textContent === heading)
      const callMs = () =>
        performance
          .getEntriesByType('resource')
          .filter(({ name, startTime }) => startTime >= from && new URL(name).pathname === path)
          .reduce((sum, { duration }) => sum + duration, 0)
      return new Promise<number>((resolve) => {
        const look = () => {
          if (!isThere()) {
            requestAnimationFrame(look)
            return
          }
          // The heading is there in this frame; idle comes once what follows from it is done.
          requestAnimationFrame(() =>
            requestIdleCallback(() => resolve(performance.now() - from - callMs())),
          )
        }
        if (opens instanceof HTMLElement) opens.click()
        requestAnimationFrame(look)
      })
    },
    { opens: link, heading: step, path: download },
  )
}
