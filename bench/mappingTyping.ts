import type { Browser } from 'playwright'
import { constantRow, openMapping, requestWith, type Names } from './mappingPage.ts'
import type { Measurement } from './measurement.ts'
import { compareTyping, watchKeys, type Typing } from './typing.ts'

const rowCounts = [1_000, 5_000]

/** Time from key press to paint in the table of mappings, as a multiple of a bare input's. */
export async function measureTyping(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
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
  const measured = await compareTyping(browser, typings)
  await Promise.all(typings.map(({ control }) => control.page().close()))
  return measured
}

const constants = ['the spring team', 'the summer team', 'the autumn team', 'the winter team']
const fieldTexts = ['first order city', 'payment status', 'survey duration', 'webinar region']
