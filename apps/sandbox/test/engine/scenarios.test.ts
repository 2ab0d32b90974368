import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import type { RunOutcome } from '../../src/engine/runJob.ts'
import * as scenarios from './scenarios.ts'
import { countsOf, createWorld } from './world.ts'

const groups = [
  ['operations (5.2)', scenarios.operations],
  ['mirror strategies (5.3)', scenarios.mirrors],
  ['history and high water mark (5.5)', scenarios.histories],
  ['keys (5.6)', scenarios.keys],
  ['rejected records (5.6, 5.8, 5.14)', scenarios.rejections],
  ['values (5.8)', scenarios.values],
  ['fields (5.4, 5.10)', scenarios.fields],
] as const

describe.each(groups)('%s', (_group, table) => {
  it.each(table)('$name', ({ sync, company, steps }) => {
    using world = createWorld()
    if (company) world.setObject('company', company)
    let request: JsonObject = sync
    for (const [place, step] of steps.entries()) {
      request = { ...request, ...step.sync }
      if (step.person) world.setObject('person', step.person)
      if (step.source) world.setSource(step.source)
      const run = `run ${place + 1}`
      const untouched = world.dump()
      const dry = world.dryRun(request, step.force)
      expect(world.dump(), run).toBe(untouched)
      const outcome = world.run(request, step.force ? { force: true } : {})
      expect(dry, run).toEqual(
        outcome.kind === 'failed'
          ? { kind: 'failed', message: outcome.message }
          : { kind: 'done', numbers: world.numbersOf(outcome) },
      )
      expect(failureOf(outcome), run).toBe(step.failure)
      if (step.counts) expect(countsOf(outcome), run).toEqual(step.counts)
      if (step.full) expect(outcome.progress.reasons, run).toEqual(step.full)
      if (step.after) expect(world.records(), run).toEqual(step.after)
      if (step.log) expect(world.log().map(lineOf), run).toEqual(step.log)
      if (step.payloads) {
        expect(
          world.log().map(({ payload }) => payload),
          run,
        ).toEqual(step.payloads)
      }
    }
  })
})

function failureOf(outcome: RunOutcome): string | undefined {
  if (outcome.kind === 'failed' && outcome.code === 'INTERNAL_ERROR') return outcome.message
  return outcome.kind === 'failed' ? outcome.code : undefined
}

function lineOf(row: ReturnType<ReturnType<typeof createWorld>['log']>[number]): string {
  const message = row.message === null ? '' : ` (${row.message})`
  return `${row.identifier} ${row.operation} ${row.status}${message}`
}
