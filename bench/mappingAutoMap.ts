import { resolve } from 'node:path'
import type { Column, DestinationField } from '@sync-builder/schema'
import type { Browser } from 'playwright'
import { build } from 'vite'
import { root } from '../scripts/repository.ts'
import type { AutoMapRun } from './autoMapInBrowser.ts'
import type { Names } from './mappingPage.ts'
import { median, type Measurement } from './measurement.ts'

const roundCount = 7
const size = 2_000

/** What auto-map takes for 2,000 columns and 2,000 fields, and how long it holds up the page. */
export async function measureAutoMap(browser: Browser, names: Names): Promise<Measurement[]> {
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>Auto-map</title>')
  await page.addScriptTag({ content: await scriptOf('bench/autoMapInBrowser.ts') })
  const columns = names.columns.slice(0, size).map((name): Column => ({ name }))
  const fields = fieldNames(names).map((name): DestinationField => ({ full_name: name }))
  const runs: AutoMapRun[] = []
  for (let round = -1; round < roundCount; round++) {
    const run = await page.evaluate(
      ([someColumns, someFields]) => window.runAutoMap(someColumns, someFields),
      [columns, fields] as const,
    )
    // The first round warms up.
    if (round >= 0) runs.push(run)
  }
  await page.close()
  return [
    {
      name: `auto-map, ${columns.length} columns and ${fields.length} fields: proposals`,
      value: runs[0]?.proposals ?? NaN,
      unit: 'proposals',
      limit: null,
      direction: '>=',
    },
    {
      name: 'auto-map, whole',
      value: median(runs.map(({ wholeMs }) => wholeMs)),
      unit: 'ms',
      limit: 300,
      direction: '<=',
    },
    {
      name: 'auto-map, longest task',
      value: median(runs.map(({ longestMs }) => longestMs)),
      unit: 'ms',
      limit: 50,
      direction: '<=',
    },
  ]
}

/** The object's own fields, and others that are almost called as columns are, up to 2,000. */
function fieldNames({ columns, fields }: Names): string[] {
  const more = columns.slice(0, size - fields.length).map((name) => `${name.slice(0, -1)}~x`)
  return [...fields, ...more].slice(0, size)
}

/** A module with all that it imports, as one script. */
async function scriptOf(path: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: resolve(root, path), formats: ['iife'], name: 'bench' },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  const chunks = outputs.flatMap((result) => ('output' in result ? result.output : []))
  const script = chunks.find((output) => output.type === 'chunk')
  if (!script) throw new Error(`${path} gave no script`)
  return script.code
}
