import type { Sync } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { outlookWords, startsByItself } from './nextStarts.ts'

const from = new Date('2026-11-25T20:00:00Z')

function sync(triggers: object | undefined, more: Partial<Sync> = {}): Sync {
  return { id: 7, mode: { type: 'triggered', triggers }, ...more }
}

const cases: [name: string, sync: Sync, startsByItself: boolean, words: RegExp][] = [
  [
    'a daily one',
    sync({ schedule: { frequency: 'daily', hour: 6, minute: 30 } }),
    true,
    /^By itself it runs at Thu 26 Nov, 06:30 UTC.*\.$/,
  ],
  [
    'a paused one',
    sync({ schedule: { frequency: 'daily', hour: 6 } }, { paused: true }),
    false,
    /^Once it is resumed, it runs at Thu 26 Nov, 06:00 UTC/,
  ],
  [
    'a continuous one',
    sync({ schedule: { frequency: 'continuous' } }),
    true,
    /about once a minute/,
  ],
  ['one that is only triggered', sync(undefined), false, /^Nothing starts it by itself/],
  ['one that never runs', sync({ schedule: { frequency: 'never' } }), false, /^Nothing starts it/],
  [
    'one after another',
    sync({ sync_sequence: { sync_id: 61 } }),
    true,
    /when sync 61 has succeeded/,
  ],
  [
    'one after a job, and by a schedule too',
    sync({
      dbt_cloud: { project_id: '1', job_id: '2' },
      schedule: { frequency: 'hourly', minute: 5 },
    }),
    true,
    /at Wed 25 Nov, 20:05 UTC.*, and when job 2 of dbt Cloud project 1 has succeeded/,
  ],
  [
    'one whose expression fits no date',
    sync({ schedule: { frequency: 'expression', cron_expression: '0 0 31 2 *' } }),
    true,
    /cannot be told here/,
  ],
  ['one of another form', { id: 7, mode: { type: 'new' } }, true, /not known here/],
  [
    'an older one, with a flat schedule',
    { id: 7, schedule_frequency: 'daily', schedule_hour: 6, schedule_minute: 0 },
    true,
    /06:00 UTC/,
  ],
]

describe('what starts a sync', () => {
  it.each(cases)('%s', (_name, of, byItself, words) => {
    expect(startsByItself(of)).toBe(byItself)
    expect(outlookWords(of, from)).toMatch(words)
  })
})
