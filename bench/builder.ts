import { chromium } from 'playwright'
import { browserFlags, browserPath } from '../scripts/browser.ts'
import { buildWeb } from '../scripts/build.ts'
import { startProduct } from '../scripts/throwawayProduct.ts'
import { measureDifference } from './builderDifference.ts'
import { measureEditing } from './builderEditing.ts'
import { measureHome } from './builderHome.ts'
import { measureJsonTyping } from './builderJson.ts'
import { namesOf } from './mappingPage.ts'
import type { Measurement } from './measurement.ts'

/** What large stored syncs, and many of them, cost in the builder. */
export async function measure(): Promise<Measurement[]> {
  await buildWeb()
  const product = await startProduct()
  const browser = await chromium.launch({ executablePath: browserPath(), args: browserFlags })
  try {
    const names = await namesOf(product.url)
    return [
      ...measureDifference(names),
      ...(await measureEditing(browser, product.url, names)),
      ...(await measureJsonTyping(browser, product.url, names)),
      ...(await measureHome(browser, product.url, names)),
    ]
  } finally {
    await browser.close()
    await product.stop()
  }
}
