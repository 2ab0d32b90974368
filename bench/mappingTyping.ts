import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Locator } from 'playwright'
import { constantRow, openMapping, requestWith, type Names } from './mappingPage.ts'
import { median, slowOf, type Measurement } from './measurement.ts'

const roundCount = 5
const rowCounts = [1_000, 5_000]
const limit = 4
/** Long enough for all that follows from a key press. */
const restMs = 300

/** Time from key press to paint in the table of mappings, as a multiple of a bare input's. */
export async function measureTyping(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const bare = { name: 'bare input', control: await openBareInput(browser), texts: constants }
  const typings: Typing[] = []
  for (const rowCount of rowCounts) {
    const page = await openMapping(browser, url, requestWith(rowCount, names), watchKeys)
    typings.push(
      {
        name: `constant of ${rowCount} rows`,
        control: page.getByRole('textbox', { name: `Constant, row ${constantRow}` }),
        texts: constants,
      },
      {
        name: `field picker of ${rowCount} rows`,
        control: page.getByRole('combobox', { name: `Field, row ${constantRow}` }),
        texts: fieldTexts,
      },
    )
  }
  const measured = await ratios(bare, typings)
  await Promise.all([bare, ...typings].map(({ control }) => control.page().close()))
  return measured
}

/** What is typed, one text after the other, and where. */
interface Typing {
  name: string
  control: Locator
  texts: readonly string[]
}

const constants = ['the spring team', 'the summer team', 'the autumn team', 'the winter team']
const fieldTexts = ['first order city', 'payment status', 'survey duration', 'webinar region']

/** The bare input and the others take turns at each text, so that all meet the same load. */
async function ratios(bare: Typing, typings: readonly Typing[]): Promise<Measurement[]> {
  const rounds: Map<Typing, number>[] = []
  for (let round = -1; round < roundCount; round++) {
    const times = new Map([bare, ...typings].map((typing) => [typing, Array<number>()]))
    for (const turn of bare.texts.keys()) {
      for (const [{ control, texts }, ofTyping] of times) {
        ofTyping.push(...(await timesOf(control, texts[turn] ?? '')))
      }
    }
    // The first round warms up.
    if (round >= 0) {
      rounds.push(new Map([...times].map(([typing, ofTyping]) => [typing, slowOf(ofTyping)])))
    }
  }
  const slowIn = (round: Map<Typing, number>, typing: Typing) => round.get(typing) ?? NaN
  return [
    ...[bare, ...typings].map((typing): Measurement => ({
      name: `key press to paint, ${typing.name}, p95`,
      value: median(rounds.map((round) => slowIn(round, typing))),
      unit: 'ms',
      limit: null,
      direction: '<=',
    })),
    ...typings.map((typing): Measurement => ({
      name: `key press to paint, ${typing.name}, p95, by a bare input`,
      value: median(rounds.map((round) => slowIn(round, typing) / slowIn(round, bare))),
      unit: 'times',
      limit,
      direction: '<=',
    })),
  ]
}

/** Types a text in the place of the one before, as a person does; the times in ms, key by key. */
async function timesOf(control: Locator, text: string): Promise<number[]> {
  const page = control.page()
  await page.bringToFront()
  await control.focus()
  await pause(restMs)
  await page.evaluate(() => (window.paintedAfterMs = []))
  let dueAt = performance.now()
  // Enter takes what the picker has found.
  for (const [index, key] of ['Control+a', ...text.split(''), 'Enter'].entries()) {
    // Some 120 ms apart and never even: what the builder puts off until the keys rest falls before,
    // into and after the next key.
    dueAt += 80 + ((index * 37) % 81)
    await pause(Math.max(dueAt - performance.now(), 0))
    await page.keyboard.press(key)
  }
  await pause(restMs)
  return page.evaluate(() => window.paintedAfterMs)
}

declare global {
  interface Window {
    /** For each key press that changed a text. */
    paintedAfterMs: number[]
  }
}

/**
 * Times each key press in the page. It begins with the event's own time stamp, so that a key that
 * waits for work under way is seen to wait, and ends in a task that comes first after the frame was
 * drawn, before any work that waits for the frame as well. (The Event Timing API means the same, but
 * counts in steps of 8 ms: too coarse for a ratio.)
 */
function watchKeys(): void {
  window.paintedAfterMs = []
  let pressedAt = 0
  window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { capture: true })
  window.addEventListener(
    'input',
    () => {
      const from = pressedAt
      requestAnimationFrame(() => {
        void scheduler.postTask(() => window.paintedAfterMs.push(performance.now() - from), {
          priority: 'user-blocking',
        })
      })
    },
    { capture: true },
  )
}

async function openBareInput(browser: Browser): Promise<Locator> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(watchKeys)
  await page.goto('data:text/html,<title>Bare input</title><input aria-label="Bare input">')
  return page.getByRole('textbox', { name: 'Bare input' })
}
