import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import { openMapping, requestWith, type Names } from './mappingPage.ts'
import { median, type Measurement } from './measurement.ts'

const rowCount = 5_000
const cycleCount = 10
/** The engine compiles what runs often, and keeps that: not what is looked for. */
const warmUpCount = 5
const readingCount = 3
/** Long enough for what a page puts off. */
const restMs = 1_000

/**
 * The heap after 5,000 rows were made and deleted ten times, as a multiple of the heap before:
 * each time all rows are copied, and those that were copied are deleted. Read once the
 * draft was left and opened again, which lets go of the steps that can be taken back: those are kept
 * on purpose, up to a bound (see `draft/history.ts`), and told apart.
 */
export async function measureHeap(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const page = await openMapping(browser, url, requestWith(rowCount, names))
  for (let cycle = 0; cycle < warmUpCount; cycle++) await copyAndDelete(page)
  const before = await heapWhenReopened(page)
  for (let cycle = 0; cycle < cycleCount; cycle++) await copyAndDelete(page)
  const withSteps = await heapBytes(page)
  const after = await heapWhenReopened(page)
  await page.close()
  return [
    {
      name: `heap after ${rowCount} rows were made and deleted`,
      value: after / 1e6,
      unit: 'MB',
      limit: null,
      direction: '<=',
    },
    {
      name: `heap after ${cycleCount} times, by before`,
      value: after / before,
      unit: 'times',
      limit: 1.05,
      direction: '<=',
    },
    {
      name: `kept to take ${cycleCount} times back`,
      value: (withSteps - after) / 1e6,
      unit: 'MB',
      limit: null,
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

/** The heap in bytes with the same draft opened anew in the same page, a few times. */
async function heapWhenReopened(page: Page): Promise<number> {
  const readings: number[] = []
  for (let reading = 0; reading < readingCount; reading++) {
    await page.getByRole('link', { name: 'Sync Builder' }).click()
    await page.getByRole('table', { name: 'Syncs' }).waitFor()
    await page.goBack()
    await page.getByRole('table', { name: 'Mappings' }).and(rowsOf(page, rowCount)).waitFor()
    readings.push(await heapBytes(page))
  }
  return median(readings)
}

async function heapBytes(page: Page): Promise<number> {
  await pause(restMs)
  const session = await page.context().newCDPSession(page)
  // Twice: what the first collection finalizes is free for the second.
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}
