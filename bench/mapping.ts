import { chromium } from 'playwright'
import { browserFlags, browserPath } from '../scripts/browser.ts'
import { buildWeb } from '../scripts/build.ts'
import { startProduct } from '../scripts/throwawayProduct.ts'
import { measureAutoMap } from './mappingAutoMap.ts'
import { measureBoard } from './mappingBoard.ts'
import { measureHeap } from './mappingHeap.ts'
import { measureOpening } from './mappingOpening.ts'
import { namesOf } from './mappingPage.ts'
import { measureTyping } from './mappingTyping.ts'
import type { Measurement } from './measurement.ts'

/** What the mapping step costs with thousands of rows, columns and fields. */
export async function measure(): Promise<Measurement[]> {
  await buildWeb()
  const product = await startProduct()
  const browser = await chromium.launch({ executablePath: browserPath(), args: browserFlags })
  try {
    const names = await namesOf(product.url)
    return [
      ...(await measureTyping(browser, product.url, names)),
      ...(await measureOpening(browser, product.url, names)),
      ...(await measureAutoMap(browser, names)),
      ...(await measureBoard(browser, product.url, names)),
      ...(await measureHeap(browser, product.url, names)),
    ]
  } finally {
    await browser.close()
    await product.stop()
  }
}
