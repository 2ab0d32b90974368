import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Measurement } from '../bench/measurement.ts'
import { install } from './install.ts'

const groups = ['schema', 'page', 'mapping', 'builder', 'proxy', 'sandbox']

interface Result extends Measurement {
  group: string
  pass: boolean
}

interface GroupModule {
  measure: () => Promise<Measurement[]>
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' } },
})
const unknown = positionals.filter((name) => !groups.includes(name))
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(', ')}. The groups are ${groups.join(', ')}.`)
  process.exit(2)
}

await install('everything')
const results: Result[] = []
let failed = false
for (const group of positionals.length > 0 ? positionals : groups) {
  console.log(`\n=== ${group} ===`)
  try {
    const { measure }: GroupModule = await import(`../bench/${group}.ts`)
    for (const measurement of await measure()) {
      const result = { group, ...measurement, pass: isWithin(measurement) }
      results.push(result)
      console.log(lineOf(result))
    }
  } catch (error) {
    // The other groups still count, and the file is written.
    failed = true
    console.error(error)
  }
}
// npm runs scripts at the root; the file belongs to where the command was given.
if (values.json) {
  const file = resolve(process.env.INIT_CWD ?? '.', values.json)
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}
process.exit(failed || results.some(({ pass }) => !pass) ? 1 : 0)

function isWithin({ value, limit, direction }: Measurement): boolean {
  if (limit === null) return true
  return direction === '<=' ? value <= limit : value >= limit
}

function lineOf({ name, value, unit, limit, direction, pass }: Result): string {
  const shown = Number(value.toPrecision(4))
  const bound = limit === null ? '' : ` (limit ${direction} ${limit}: ${pass ? 'good' : 'MISSED'})`
  return `${name}: ${shown} ${unit}${bound}`
}
