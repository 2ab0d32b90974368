import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { browserFlags, browserPath } from '../scripts/browser.ts'
import { buildWeb } from '../scripts/build.ts'
import { freePort } from '../scripts/ports.ts'
import { startProduct } from '../scripts/throwawayProduct.ts'
import { median, type Measurement } from './measurement.ts'

const runCount = 5
const limits = { performance: 0.95, accessibility: 1, 'best-practices': 1 }

/** Lighthouse's scores of the home page, as on a phone; the median of five runs. */
export async function measure(): Promise<Measurement[]> {
  await buildWeb()
  const product = await startProduct()
  const scores: Record<string, number>[] = []
  try {
    for (let run = 0; run < runCount; run++) scores.push(await scoresOf(product.url))
  } finally {
    await product.stop()
  }
  return Object.entries(limits).map(([category, limit]) => ({
    name: `Lighthouse mobile, home: ${category}`,
    value: median(scores.map((score) => score[category] ?? 0)),
    unit: 'score',
    limit,
    direction: '>=',
  }))
}

/** One run in a browser of its own, so that nothing is cached from the run before. */
async function scoresOf(url: string): Promise<Record<string, number>> {
  const port = await freePort()
  const profile = await mkdtemp(join(tmpdir(), 'sync-builder-lighthouse-'))
  const flags = ['--headless=new', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`]
  const browser = spawn(browserPath(), [...browserFlags, ...flags, 'about:blank'])
  // The browser tells on its standard error when it can be reached.
  await once(browser.stderr, 'data')
  try {
    const result = await lighthouse(url, {
      port,
      logLevel: 'error',
      onlyCategories: Object.keys(limits),
    })
    if (!result) throw new Error('Lighthouse gave no result.')
    return Object.fromEntries(
      Object.entries(result.lhr.categories).map(([id, { score }]) => [id, score ?? 0]),
    )
  } finally {
    browser.kill()
    await once(browser, 'exit')
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
