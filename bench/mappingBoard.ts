import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import { openMapping, requestWith, type Names } from './mappingPage.ts'
import { median, slowOf, type Measurement } from './measurement.ts'

const roundCount = 5
const rowCount = 1_000
const limit = 2
/** Long enough for all that follows from a page's coming to the front. */
const restMs = 300

/** What a list of the board takes up, in px. */
interface ListSize {
  width: number
  height: number
  /** Of all its rows. */
  length: number
}

/**
 * Time from frame to frame while both lists of the board scroll, as a multiple of that of two lists
 * of as many rows with nothing in them.
 */
export async function measureBoard(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const board = await openMapping(browser, url, requestWith(rowCount, names))
  await board.getByRole('radiogroup', { name: 'View' }).getByText('Board').click()
  await board.getByRole('listbox', { name: 'Columns' }).getByRole('option').first().waitFor()
  const sizes = await board.getByRole('listbox').evaluateAll((lists) =>
    lists.map(({ clientWidth: width, clientHeight: height, scrollHeight: length }): ListSize => ({
      width,
      height,
      length,
    })),
  )
  const bare = await browser.newPage({ viewport: board.viewportSize() })
  await bare.goto('data:text/html,<!doctype html><title>Empty lists</title>')
  await bare.evaluate(drawEmptyLists, sizes)

  const rounds: { board: number; bare: number }[] = []
  for (let round = -1; round < roundCount; round++) {
    const times = { bare: await frameTimes(bare), board: await frameTimes(board) }
    // The first round warms up.
    if (round >= 0) rounds.push(times)
  }
  await board.close()
  await bare.close()
  return [
    {
      name: 'frame while scrolling, two empty lists, p95',
      value: median(rounds.map((times) => times.bare)),
      unit: 'ms',
      limit: null,
      direction: '<=',
    },
    {
      name: `frame while scrolling, board of ${rowCount} rows, p95`,
      value: median(rounds.map((times) => times.board)),
      unit: 'ms',
      limit: null,
      direction: '<=',
    },
    {
      name: `frame while scrolling, board of ${rowCount} rows, p95, by two empty lists`,
      value: median(rounds.map((times) => times.board / times.bare)),
      unit: 'times',
      limit,
      direction: '<=',
    },
  ]
}

/** The 95th percentile of a page's frame times while all its lists scroll, in ms. */
async function frameTimes(page: Page): Promise<number> {
  await page.bringToFront()
  await pause(restMs)
  return slowOf(await page.evaluate(scrollLists))
}

/** Scrolls the page's lists down and up, each at its own speed; the time between frames in ms. */
function scrollLists(): Promise<number[]> {
  const frameCount = 240
  // In px a frame, about as fast as a wheel can be turned.
  const steps = [120, 90]
  const lists = [...document.querySelectorAll('[role="listbox"]')]
  const times: number[] = []
  return new Promise((resolve) => {
    let before: number | undefined
    const draw = () => {
      const now = performance.now()
      if (before !== undefined) times.push(now - before)
      before = now
      if (times.length === frameCount) {
        resolve(times)
        return
      }
      for (const [index, list] of lists.entries()) {
        const way = list.scrollHeight - list.clientHeight
        const gone = times.length * (steps[index] ?? 0)
        list.scrollTop = gone % (2 * way) > way ? 2 * way - (gone % (2 * way)) : gone % (2 * way)
      }
      requestAnimationFrame(draw)
    }
    requestAnimationFrame(draw)
  })
}

/** Lists of the least that a virtual list can be: the rows in sight, moved, and nothing in them. */
function drawEmptyLists(sizes: readonly ListSize[]): void {
  const rowHeight = 40
  const frame = document.createElement('div')
  frame.style.cssText = 'display: flex; gap: 100px; padding: 300px'
  document.body.append(frame)
  for (const { width, height, length } of sizes) {
    const list = document.createElement('div')
    list.role = 'listbox'
    list.style.cssText = `width: ${width}px; height: ${height}px; overflow: auto; contain: strict`
    const sheet = document.createElement('div')
    sheet.style.cssText = `position: relative; height: ${length}px`
    list.append(sheet)
    frame.append(list)
    const rows = Array.from({ length: Math.ceil(height / rowHeight) + 12 }, () => {
      const row = document.createElement('div')
      row.style.cssText = `position: absolute; inset: 0 0 auto; height: ${rowHeight}px; border-bottom: 1px solid; box-sizing: border-box`
      sheet.append(row)
      return row
    })
    const place = () => {
      const first = Math.max(Math.floor(list.scrollTop / rowHeight) - 6, 0)
      for (let index = first; index < first + rows.length; index++) {
        const row = rows[index % rows.length]
        if (row) row.style.transform = `translateY(${index * rowHeight}px)`
      }
    }
    place()
    list.addEventListener('scroll', place)
  }
}
