import type { Browser, Page } from 'playwright'
import { openMapping, requestWith, stepLink, type Names } from './mappingPage.ts'
import { median, type Measurement } from './measurement.ts'

const roundCount = 7

/** Time from opening the step to its first rows on the screen: 5,000 rows beside 100. */
export async function measureOpening(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const few = await openMapping(browser, url, requestWith(100, names))
  const many = await openMapping(browser, url, requestWith(5_000, names))
  const times: { few: number; many: number }[] = []
  for (let round = -1; round < roundCount; round++) {
    // They take turns, so that both meet the same load. The first round warms up.
    const time = { few: await openingMs(few), many: await openingMs(many) }
    if (round >= 0) times.push(time)
  }
  await Promise.all([few.close(), many.close()])
  return [
    {
      name: 'rows ready after opening the step, 5000 rows',
      value: median(times.map((time) => time.many)),
      unit: 'ms',
      limit: null,
      direction: '<=',
    },
    {
      name: 'rows ready after opening the step, 5000 rows by 100 rows',
      value: median(times.map((time) => time.many / time.few)),
      unit: 'times',
      limit: 3,
      direction: '<=',
    },
  ]
}

/** Leaves the step and opens it again; from the click to the task after the rows were painted. */
async function openingMs(page: Page): Promise<number> {
  await page.bringToFront()
  await stepLink(page, 'Schedule').click()
  await page.getByRole('heading', { name: 'Schedule', exact: true }).waitFor()
  // All that follows from leaving the step is over once the page has been idle.
  await page.evaluate(
    () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 1_000 })),
  )
  const link = await stepLink(page, 'Mapping').elementHandle()
  if (!link) throw new Error('There is no link to the step')
  return page.evaluate((opens) => {
    const from = performance.now()
    return new Promise<number>((resolve) => {
      const look = () => {
        if (!document.querySelector('[aria-label="Mappings"] [data-line]')) {
          requestAnimationFrame(look)
          return
        }
        // The rows are there in this frame; the task after the next one finds them painted.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))
      }
      if (opens instanceof HTMLElement) opens.click()
      requestAnimationFrame(look)
    })
  }, link)
}
