import type { Sync, SyncRun } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { syncState, tellingRun, type SyncState } from './syncState.ts'

const clean: SyncRun = {
  id: 7,
  status: 'completed',
  completed_at: '2026-11-25T20:00:00Z',
  records_failed: 0,
  source_record_invalids: 0,
}
const failed: SyncRun = { ...clean, status: 'failed', error_message: 'The column is gone: email' }

type Case = [
  name: string,
  sync: Pick<Sync, 'status' | 'paused'>,
  run: SyncRun | null | undefined,
  expected: [tone: SyncState['tone'], title: string, means?: RegExp],
]

const cases: Case[] = [
  ['a clean last run', {}, clean, ['green', 'Up to date', /no record was rejected or invalid/]],
  [
    'a last run with rejects',
    { status: 'Up to Date' },
    { ...clean, records_failed: 3 },
    ['yellow', 'Up to date, 3 records rejected', /sent again in each run/],
  ],
  [
    'a last run with one invalid record',
    {},
    { ...clean, source_record_invalids: 1 },
    ['yellow', 'Up to date, 1 record invalid', /never sent/],
  ],
  [
    'both, with the older counter of invalid ones',
    {},
    { ...clean, records_failed: 1, source_record_invalids: null, records_invalid: 1200 },
    ['yellow', 'Up to date, 1 record rejected and 1,200 invalid'],
  ],
  [
    'a last run of which no counters are told',
    {},
    { id: 7, status: 'completed', records_failed: null },
    ['gray', 'Up to date', /does not tell how many/],
  ],
  [
    'one of which the rejects alone are told, and are none',
    {},
    { ...clean, source_record_invalids: null },
    ['gray', 'Up to date', /does not tell/],
  ],
  ['a failed last run', {}, failed, ['red', 'Failing', /^The column is gone: email$/]],
  [
    'one that failed without words',
    {},
    { id: 7, status: 'failed' },
    ['red', 'Failing', /does not tell why/],
  ],
  [
    'a canceled one, whatever its status',
    {},
    { ...failed, canceled: true },
    ['gray', 'Its last run was canceled', /stays/],
  ],
  ['a queued run', {}, { id: 7, status: 'queued' }, ['accent', 'Waiting to run']],
  ['a run under way', {}, { id: 7, status: 'working' }, ['accent', 'Running']],
  ['one under its deprecated name', {}, { id: 7, status: 'retrying' }, ['accent', 'Running']],
  [
    'a run under way of a paused sync',
    { paused: true },
    { id: 7, status: 'working' },
    ['accent', 'Running'],
  ],
  [
    'nothing but skipped runs',
    {},
    { ...clean, status: 'skipped' },
    ['gray', 'Its last run was skipped'],
  ],
  [
    'a status that is not known',
    {},
    { ...clean, status: 'archived' },
    ['gray', 'State “archived”', /ended/],
  ],
  ['no run', { status: 'Ready' }, null, ['gray', 'It has not run yet']],
  [
    'no run of a paused sync',
    { status: 'Ready', paused: true },
    null,
    [
      'gray',
      'Paused, and it has not run yet',
      /^Nothing starts it by itself until it is resumed\.$/,
    ],
  ],
  ['a pause after a clean run', { paused: true }, clean, ['gray', 'Paused. Up to date']],
  [
    'a pause after a failed run',
    { paused: true },
    failed,
    ['red', 'Paused, and its last run failed', /The column is gone/],
  ],
  [
    'a pause after rejects',
    { paused: true },
    { ...clean, records_failed: 2 },
    ['yellow', 'Paused. Up to date, 2 records rejected'],
  ],
  [
    'a status that no listed run bears out',
    { status: 'Up to Date' },
    null,
    ['gray', 'Up to date', /None of its runs is listed/],
  ],
  [
    'a failing status alone',
    { status: 'failing' },
    undefined,
    ['red', 'Failing', /^The API says that its last run failed\.$/],
  ],
  [
    'a good status alone',
    { status: 'up to date' },
    undefined,
    ['gray', 'Up to date', /^The API says that its last run finished\.$/],
  ],
  [
    'a status that is not known, and no runs read',
    { status: 'Odd' },
    undefined,
    ['gray', 'State “Odd”'],
  ],
  ['nothing told at all', {}, undefined, ['gray', 'State not told']],
]

describe('syncState', () => {
  it.each(cases)('%s', (_name, sync, run, [tone, title, means = /./u]) => {
    const state = syncState(sync, run)
    expect(state).toMatchObject({ tone, title })
    if (state.means !== '') expect(state.means).toMatch(means)
    expect(state.run).toBe(run ?? undefined)
  })

  it('says that a run is being canceled until it has ended', () => {
    const working: SyncRun = { id: 7, status: 'working' }
    expect(syncState({}, working, true)).toMatchObject({ kind: 'running', title: 'Canceling' })
    expect(syncState({}, { ...working, canceled: true }).title).toBe('Canceling')
    expect(syncState({}, { ...failed, canceled: true }, true).title).toBe(
      'Its last run was canceled',
    )
    expect(syncState({}, clean, true).title).toBe('Up to date')
  })

  it('is green for nothing but a finished run that left nothing behind', () => {
    for (const [name, sync, run] of cases) {
      const isClean = run === clean && !sync.paused
      expect(syncState(sync, run).tone === 'green', name).toBe(isClean)
    }
  })
})

describe('tellingRun', () => {
  const skipped: SyncRun = { id: 9, status: 'skipped' }
  const working: SyncRun = { id: 8, status: 'working' }

  it.each([
    ['the run that goes on, below one that was skipped for it', [skipped, working, clean], working],
    ['the last that was not skipped', [skipped, clean, failed], clean],
    ['a skipped one where there is no other', [skipped], skipped],
    ['nothing where there is none', [], undefined],
  ])('gives %s', (_name, runs, expected) => {
    expect(tellingRun(runs)).toBe(expected)
  })
})
