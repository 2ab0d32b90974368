import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { browserFlags, browserPath } from './browser.ts'
import { buildWeb } from './build.ts'
import { root } from './repository.ts'
import { startProduct } from './throwawayProduct.ts'

/** The pictures that the README shows, each taken of the running product over the API's example. */
const pictures = [
  { name: 'mapping-light', step: 'Mapping', ready: 'Search rows', colorScheme: 'light' },
  { name: 'mapping-dark', step: 'Mapping', ready: 'Search rows', colorScheme: 'dark' },
] as const

const folder = join(root, 'docs', 'images')
await mkdir(folder, { recursive: true })
await buildWeb()
const product = await startProduct()
const browser = await chromium.launch({ executablePath: browserPath(), args: browserFlags })
try {
  for (const { name, step, ready, colorScheme } of pictures) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
    await openExample(page, product.url, step)
    await page.getByLabel(ready).waitFor()
    await page.screenshot({ path: join(folder, `${name}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
  await product.stop()
}

/** Opens the API's example without what has no effect in it, at one of its steps. */
async function openExample(page: Page, url: string, step: string): Promise<void> {
  await page.goto(`${url}/new/example`)
  const problems = page.getByRole('region', { name: 'Problems' })
  const remove = problems.getByRole('button', { name: /^Remove/ })
  await remove.first().waitFor()
  while ((await remove.count()) > 0) {
    const before = await remove.count()
    await remove.first().click()
    await remove.nth(before - 1).waitFor({ state: 'detached' })
  }
  const steps = page.getByRole('navigation', { name: 'Steps' })
  await steps.getByRole('link', { name: step, exact: true }).click()
}
