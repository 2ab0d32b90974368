import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { browserFlags, browserPath } from './browser.ts'
import { buildWeb } from './build.ts'
import { root } from './repository.ts'
import { startProduct } from './throwawayProduct.ts'

/** The pictures that the README shows, each taken of the running product. */
const pictures = [
  { name: 'mapping', open: openMapping },
  { name: 'sync', open: openSync },
] as const

const folder = join(root, 'docs', 'images')
await mkdir(folder, { recursive: true })
await buildWeb()
const product = await startProduct()
const browser = await chromium.launch({ executablePath: browserPath(), args: browserFlags })
try {
  for (const { name, open } of pictures) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
      await open(page, product.url)
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
      await page.close()
    }
  }
} finally {
  await browser.close()
  await product.stop()
}

/** The mapping of the API's example, without what has no effect in it. */
async function openMapping(page: Page, url: string): Promise<void> {
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
  await steps.getByRole('link', { name: 'Mapping', exact: true }).click()
  await page.getByLabel('Search rows').waitFor()
}

/** A sync of the sandbox's workspace that has run many times. */
async function openSync(page: Page, url: string): Promise<void> {
  await page.goto(url)
  const syncs = page.getByRole('table', { name: 'Syncs' })
  await syncs.getByRole('link', { name: 'Users to CRM contacts' }).click()
  await page.getByRole('table', { name: 'Runs' }).waitFor()
  await page.getByRole('region', { name: 'Next run' }).waitFor()
}
