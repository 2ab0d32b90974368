import { describe, expect, it } from 'vitest'
import { lossesInWords } from './acknowledgement.ts'
import { possibleBehaviors } from './behavior.ts'
import { effectsOf } from './behaviorEffects.ts'
import { behaviorSentences, effectWords } from './behaviorWords.ts'
import type { JsonObject } from './json.ts'
import { lossesOf, type Loss } from './losses.ts'

const mirror = (mirror_strategy: string): JsonObject => ({ operation: 'mirror', mirror_strategy })
const append = (history: string, column?: string): JsonObject => ({
  operation: 'append',
  historical_sync_operation: history,
  ...(column !== undefined && { high_water_mark_attribute: column }),
})

describe('effectWords', () => {
  // The words of reference 5.2, for rows that are new, changed and gone.
  // prettier-ignore
  it.each<[JsonObject, string, string, string]>([
    [{ operation: 'upsert' },            'Created, or updated if a record matches', 'Updated, or created if none matches', 'Record left as it is'],
    [{ operation: 'update' },            'Skipped, or updated if a record matches', 'Updated, or skipped if none matches', 'Record left as it is'],
    [{ operation: 'insert' },            'Created, or skipped if a record matches', 'Not updated', 'Record left as it is'],
    [mirror('sync_updates_and_deletes'), 'Created, or updated if a record matches', 'Updated, or created if none matches', 'Record deleted'],
    [mirror('sync_updates_and_nulls'),   'Created, or updated if a record matches', 'Updated, or created if none matches', 'Record emptied but for its key'],
    [mirror('upload_and_swap'),          'Created, or updated if a record matches', 'Updated, or created if none matches', 'Record deleted'],
    [{ operation: 'mirror' },            'Created, or updated if a record matches', 'Updated, or created if none matches', 'Record deleted or emptied but for its key, as the strategy says'],
    [append('backfill_all_records'),     'Sent as a new entry, nothing is matched', 'Not sent again', 'Record left as it is'],
    [{ operation: 'append' },            'Sent as a new entry, nothing is matched', 'Not sent again', 'Record left as it is'],
    [append('skip_current_records', 'at'), 'Sent as a new entry, nothing is matched', 'Sent as a new entry, nothing is matched', 'Record left as it is'],
    [{ operation: 'delete' },            'Skipped, or deleted if a record matches', 'Not sent again', 'Record left as it is'],
  ])('tells what %j does', (payload, fresh, changed, gone) => {
    const effects = effectsOf(possibleBehaviors(payload))
    expect([
      effectWords('fresh', effects.fresh),
      effectWords('changed', effects.changed),
      effectWords('gone', effects.gone),
    ]).toEqual([fresh, changed, gone])
  })
})

describe('lossesOf', () => {
  it.each<[JsonObject, Loss[]]>([
    [{ operation: 'upsert' }, []],
    [{ operation: 'update' }, []],
    [{ operation: 'insert' }, []],
    [{ operation: 'append' }, []],
    [{}, []],
    [mirror('sync_updates_and_deletes'), ['gone-deleted']],
    [mirror('sync_updates_and_nulls'), ['gone-emptied']],
    [mirror('upload_and_swap'), ['all-replaced']],
    [{ operation: 'mirror' }, ['gone-deleted', 'gone-emptied', 'all-replaced']],
    [{ operation: 'delete' }, ['named-deleted']],
  ])('tells what %j may take away', (payload, losses) => {
    expect(lossesOf(possibleBehaviors(payload))).toEqual(losses)
    expect(lossesInWords(losses)).toMatch(losses.length > 0 ? /delete|empti/ : /./)
  })
})

describe('behaviorSentences', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['an upsert', { operation: 'upsert' }, /left as they are\. Nothing is deleted/],
    [
      'a mirror that deletes',
      mirror('sync_updates_and_deletes'),
      /first run is an upsert .*second run on.* deleted/,
    ],
    ['a mirror left to the API', { operation: 'mirror' }, /left to the API.*Terraform/],
    ['a mirror of a kind that is not known', mirror('archive'), /"archive" is not known/],
    ['a mirror that swaps', mirror('upload_and_swap'), /replaces the whole destination object/],
    ['an append that skips', append('skip_current_records'), /never sent; only later ones/],
    ['an append that backfills', append('backfill_all_records'), /are sent by the first run/],
    [
      'an append that backfills by time',
      append('backfill_all_records', 'updated_at'),
      /sent by the first run, but for those with the newest time/,
    ],
    ['an append left to the API', { operation: 'append' }, /left to the API/],
    [
      'an append by time',
      append('skip_current_records', 'updated_at'),
      /but for those with the newest time[^]*comes late/,
    ],
  ])('tells what happens with %s', (_, payload, sentence) => {
    expect(behaviorSentences(payload).join('\n')).toMatch(sentence)
  })

  it('promises nothing about a mirror whose strategy it does not know', () => {
    for (const strategy of ['archive', 'constructor']) {
      expect(behaviorSentences(mirror(strategy)).join('\n')).not.toMatch(
        /deletes nothing|are deleted|Nothing is deleted/,
      )
    }
  })

  it('says nothing without an operation', () => expect(behaviorSentences({})).toEqual([]))
})
