import type { Browser, Page } from 'playwright'
import { openMapping, requestWith, type Names } from './mappingPage.ts'
import { median, type Measurement } from './measurement.ts'

const rowCount = 5_000
const cycleCount = 10

/**
 * The heap while 5,000 rows are made and deleted ten times, as a multiple of the heap after the
 * first time: each time all rows are copied, and those that were copied are deleted.
 */
export async function measureHeap(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const page = await openMapping(browser, url, requestWith(rowCount, names))
  const heaps: number[] = []
  for (let cycle = 0; cycle < cycleCount; cycle++) {
    await copyAndDelete(page)
    heaps.push(await heapBytes(page))
  }
  await page.close()
  const [first = NaN] = heaps
  return [
    {
      name: `heap after ${rowCount} rows were made and deleted`,
      value: first / 1e6,
      unit: 'MB',
      limit: null,
      direction: '<=',
    },
    {
      name: `heap after ${cycleCount} times, by the first`,
      // The last three: one reading alone may meet a collection that is not over.
      value: median(heaps.slice(-3)) / first,
      unit: 'times',
      limit: 1.1,
      direction: '<=',
    },
  ]
}

async function copyAndDelete(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: `Select all ${rowCount} shown rows` }).check()
  const bar = page.getByRole('group', { name: 'Selected rows' })
  await bar.getByRole('button', { name: 'Duplicate' }).click()
  await page
    .getByRole('table', { name: 'Mappings' })
    .and(rowsOf(page, 2 * rowCount))
    .waitFor()
  await bar.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('table', { name: 'Mappings' }).and(rowsOf(page, rowCount)).waitFor()
}

function rowsOf(page: Page, count: number) {
  // The head counts as a row.
  return page.locator(`[aria-rowcount="${count + 1}"]`)
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  // Twice: what the first collection finalizes is free for the second.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}
