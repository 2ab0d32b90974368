import { join } from 'node:path'
import { test as base, expect, type Page } from 'playwright/test'
import { Builder } from './builder.ts'
import { ConsoleErrors } from './consoleErrors.ts'
import { startProduct, type Product } from '../scripts/throwawayProduct.ts'
import { Sandbox } from './sandbox.ts'

interface TestFixtures {
  builder: Builder
  sandbox: Sandbox
  consoleErrors: ConsoleErrors
}

interface WorkerFixtures {
  product: Product
}

/** Playwright's `test` for our stories: servers of its own, a fresh workspace, a watched console. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  product: [
    // The empty pattern is Playwright's way to say that a fixture needs no other.
    async ({}, use) => {
      const product = await startProduct()
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: ({ product }, use) => use(product.url),

  sandbox: [
    async ({ product }, use) => {
      const sandbox = new Sandbox(product.controlUrl)
      await sandbox.reset()
      await use(sandbox)
    },
    { auto: true },
  ],

  consoleErrors: [
    async ({ context }, use) => {
      const errors = new ConsoleErrors()
      context.on('page', (page) => errors.watch(page))
      await use(errors)
      expect(errors.unexpected, 'errors in the browser console').toEqual([])
    },
    { auto: true },
  ],

  builder: ({ page }, use) => use(new Builder(page)),
})

/** Writes a picture of the page to `e2e/screenshots/`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(import.meta.dirname, 'screenshots', `${name}.png`),
    fullPage: true,
  })
}

export { expect }
