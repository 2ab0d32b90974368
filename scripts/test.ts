import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from './build.ts'
import { install } from './install.ts'
import { run } from './run.ts'
import { readCounts } from './testCounts.ts'

/** A part of the checks: done when `run` gives 0. */
interface Section {
  title: string
  run: (reportFile: string) => Promise<number>
}

const command = (title: string, ...args: string[]): Section => ({
  title,
  run: () => run('pnpm', args),
})

const vitest = (title: string, packageName: string): Section => ({
  title,
  run: (reportFile) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
    return run('pnpm', ['--filter', packageName, 'exec', 'vitest', 'run', ...reporters])
  },
})

const sections: Section[] = [
  command('Types', 'run', 'types'),
  command('Lint', 'run', 'lint'),
  command('Format', 'run', 'format:check'),
  command('Dead code', 'run', 'dead-code'),
  { title: 'Documents', run: () => run('node', ['scripts/checkDocuments.ts']) },
  vitest('Schema', '@sync-builder/schema'),
  vitest('Sandbox', 'sandbox'),
  vitest('Proxy', 'proxy'),
  vitest('Web', 'web'),
  {
    title: 'User stories in the browser',
    run: async (reportFile) => {
      await buildWeb()
      return run(
        'pnpm',
        ['--filter', 'e2e', 'exec', 'playwright', 'test', '--reporter=list,json'],
        {
          env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
        },
      )
    },
  },
]

await install('everything')
// Loaded only now: it needs what has just been installed.
const { browserPath } = await import('./browser.ts')
process.env.CHROME_PATH = browserPath()

const reports = mkdtempSync(join(tmpdir(), 'sync-builder-test-'))
const total = { passed: 0, failed: 0 }
const failures: string[] = []
for (const section of sections) {
  console.log(`\n=== ${section.title} ===`)
  const startedAt = Date.now()
  const reportFile = join(reports, `${section.title}.json`)
  const code = await section.run(reportFile).catch((error: unknown) => {
    console.error(error)
    return 1
  })
  if (code !== 0) failures.push(section.title)
  const { passed, failed } = readCounts(reportFile)
  total.passed += passed
  total.failed += failed
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  console.log(`--- ${section.title}: ${code === 0 ? 'good' : 'FAILED'}, ${seconds} s`)
}
rmSync(reports, { recursive: true })

console.log(failures.length === 0 ? '\nAll good.' : `\nFailed: ${failures.join(', ')}.`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(failures.length === 0 ? 0 : 1)
