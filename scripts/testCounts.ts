import { existsSync, readFileSync } from 'node:fs'

/** How many tests ended how. */
export interface TestCounts {
  passed: number
  failed: number
}

/** Reads the JSON that Vitest's or Playwright's reporter wrote; nothing was run if it is missing. */
export function readCounts(reportFile: string): TestCounts {
  if (!existsSync(reportFile)) return { passed: 0, failed: 0 }
  const report: unknown = JSON.parse(readFileSync(reportFile, 'utf8'))
  const stats = fieldOf(report, 'stats')
  return stats === undefined
    ? { passed: countOf(report, 'numPassedTests'), failed: countOf(report, 'numFailedTests') }
    : { passed: countOf(stats, 'expected'), failed: countOf(stats, 'unexpected') }
}

function countOf(from: unknown, key: string): number {
  const count = fieldOf(from, key)
  if (typeof count !== 'number') throw new Error(`The test report has no number at ${key}.`)
  return count
}

function fieldOf(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined
}
