import type { Browser, Locator } from 'playwright'
import { openMapping, requestWith, type Names } from './mappingPage.ts'
import type { Measurement } from './measurement.ts'
import { compareTyping, watchKeys, type Typing } from './typing.ts'

const rowCounts = [1_000, 5_000]
const texts = ['the spring team', 'the summer team', 'the autumn team', 'the winter team']
/** The constant of the fifth row. */
const constant = '"value": "cohort 4'

/** Time from key press to paint in the payload's JSON, as a multiple of a bare input's. */
export async function measureJsonTyping(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  const typings: Typing[] = []
  for (const rowCount of rowCounts) {
    const request = requestWith(rowCount, names)
    const page = await openMapping(browser, url, request, watchKeys)
    await page.getByRole('button', { name: 'Edit as JSON' }).click()
    const control = page.getByRole('textbox', { name: 'Payload as JSON' })
    await control.waitFor()
    const lines = JSON.stringify(request, null, 2).split('\n')
    await goTo(
      control,
      lines.findIndex((line) => line.includes(constant)),
    )
    typings.push({
      name: `JSON of ${rowCount} rows`,
      control,
      texts,
      prepare: emptied(control),
    })
  }
  const measured = await compareTyping(browser, typings)
  await Promise.all(typings.map(({ control }) => control.page().close()))
  return measured
}

/** Puts the cursor at the end of the string on a line, which counts from 0. */
async function goTo(control: Locator, line: number): Promise<void> {
  await control.press('Control+Home')
  for (let step = 0; step < line; step++) await control.press('ArrowDown')
  await control.press('End')
  // Before the quote and the comma.
  for (const key of ['ArrowLeft', 'ArrowLeft']) await control.press(key)
}

/** Takes away what was typed the time before. */
function emptied(control: Locator): () => Promise<void> {
  let isTyped = false
  return async () => {
    for (let left = isTyped ? texts[0]!.length : 0; left > 0; left--)
      await control.press('Backspace')
    isTyped = true
  }
}
