import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { consequences } from './consequences.ts'

/** A line for each sentence and each of its parts. */
function linesOf(payload: JsonObject, of?: 'new' | 'stored'): string[] {
  return consequences(payload, of).flatMap(({ text, parts }) => [text, ...parts])
}

describe('consequences', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['a paused sync', { paused: true }, /created paused/],
    ['no schedule', {}, /Manual/],
    [
      'a daily schedule',
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 10 } } } },
      /Every day at 10:00 UTC/,
    ],
    [
      'a daily schedule in the deprecated fields',
      { schedule_frequency: 'daily', schedule_hour: 10 },
      /Every day at 10:00 UTC/,
    ],
    [
      'an expression',
      { schedule_frequency: 'expression', cron_expression: '31 9 * * 1,2' },
      /When it runs: At 09:31, only on Monday and Tuesday \(UTC\)\./,
    ],
    ['a broken schedule', { mode: 'daily' }, /problems/],
    ['no operation', {}, /No behavior/],
    ['an upsert', { operation: 'upsert' }, /Nothing is deleted/],
    ['an append left to the API', { operation: 'append' }, /left to the API/],
  ])('tells what happens with %s', (_, payload, sentence) => {
    expect(linesOf(payload).join('\n')).toMatch(sentence)
  })

  it('keeps the alerts of a stored sync where none are sent', () => {
    expect(linesOf({}, 'stored')).toContain('The alerts that the sync has stay as they are.')
    expect(linesOf({ alert_attributes: [] }, 'stored').join('\n')).toMatch(/No alerts/)
  })

  it('tell each alert that the API adds for itself', () => {
    expect(consequences({}).at(-1)).toEqual({
      text: 'Alerts are left to the API, which adds these:',
      parts: [expect.stringMatching(/a run fails/), expect.stringMatching(/75 %/)],
    })
  })
})
