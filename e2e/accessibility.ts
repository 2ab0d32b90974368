import axe from 'axe-core'
import type { Page } from 'playwright/test'
import { expect } from './fixtures.ts'

declare global {
  interface Window {
    axe?: typeof axe
  }
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page as it is, each in a line: in light, and what changes in dark. */
export async function findings(page: Page, unruled: string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(unruled.map((rule) => [rule, { enabled: false }]))
  const analyses: Record<'light' | 'dark', axe.RunOptions> = {
    light: { runOnly: { type: 'tag', values: standards }, rules },
    // The colors are all that differs.
    dark: { runOnly: { type: 'rule', values: ['color-contrast'] } },
  }
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    for (const { id, help, nodes } of await violations(page, analyses[colorScheme])) {
      found.push(`${colorScheme} ${id} (${help}): ${nodes.join(' | ')}`)
    }
  }
  return found
}

interface Violation {
  id: string
  help: string
  /** The HTML of each element. */
  nodes: string[]
}

/**
 * Runs axe in the page, which has no frames. The results stay there but for what is wrong: those
 * of all that is right hold each element many times, and take longer to pass on than to find.
 */
async function violations(page: Page, options: axe.RunOptions): Promise<Violation[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source)
  return page.evaluate(
    async (runOptions) => {
      if (!window.axe) throw new Error('axe did not start')
      const results = await window.axe.run(document, runOptions)
      return results.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ html }) => html),
      }))
    },
    { ...options, resultTypes: ['violations'] } satisfies axe.RunOptions,
  )
}
