import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Locator } from 'playwright'
import { median, slowOf, type Measurement } from './measurement.ts'

const roundCount = 5
/** Times by a bare input's: what is still felt as at once. */
const limit = 4
/** Long enough for all that follows from a key press. */
const restMs = 300

/** What is typed, one text after the other, and where. */
export interface Typing {
  name: string
  control: Locator
  /** As many for each of those that are compared. */
  texts: readonly string[]
  /** Puts the cursor where the text is to come; unless told, it replaces what the control holds. */
  prepare?: (control: Locator) => Promise<void>
}

/**
 * Time from key press to paint in these controls, alone and as a multiple of a bare input's. All take
 * turns at each text, so that they meet the same load.
 */
export async function compareTyping(
  browser: Browser,
  typings: readonly Typing[],
): Promise<Measurement[]> {
  const control = await openBareInput(browser)
  const bare: Typing = { name: 'bare input', control, texts: typings[0]?.texts ?? [] }
  const measured = await ratios(bare, typings)
  await control.page().close()
  return measured
}

async function ratios(bare: Typing, typings: readonly Typing[]): Promise<Measurement[]> {
  const rounds: Map<Typing, number>[] = []
  for (let round = -1; round < roundCount; round++) {
    const times = new Map([bare, ...typings].map((typing) => [typing, Array<number>()]))
    for (const turn of bare.texts.keys()) {
      for (const [typing, ofTyping] of times) {
        ofTyping.push(...(await timesOf(typing, typing.texts[turn] ?? '')))
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

/** Types a text as a person does; the times in ms, key by key. */
async function timesOf({ control, prepare }: Typing, text: string): Promise<number[]> {
  const page = control.page()
  await page.bringToFront()
  await control.focus()
  await (prepare ? prepare(control) : control.press('Control+a'))
  await pause(restMs)
  await page.evaluate(() => (window.paintedAfterMs = []))
  let dueAt = performance.now()
  for (const [index, key] of text.split('').entries()) {
    // Some 120 ms apart and never even: what the builder puts off until the keys rest falls before,
    // into and after the next key.
    dueAt += 80 + ((index * 37) % 81)
    await pause(Math.max(dueAt - performance.now(), 0))
    await page.keyboard.press(key)
  }
  await pause(restMs)
  const times = await page.evaluate(() => window.paintedAfterMs)
  // A picker takes what it has found.
  if ((await control.getAttribute('role')) === 'combobox') await page.keyboard.press('Enter')
  return times
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
export function watchKeys(): void {
  window.paintedAfterMs = []
  let pressedAt = 0
  window.addEventListener('keydown', (event) => (pressedAt = event.timeStamp), { capture: true })
  window.addEventListener(
    // An editor that has an EditContext tells no input.
    'beforeinput',
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
