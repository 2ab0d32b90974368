import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { consequences } from './consequences.ts'

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
    ['a broken schedule', { mode: 'daily' }, /problems/],
    ['no operation', {}, /No operation/],
    ['an upsert', { operation: 'upsert' }, /Nothing is deleted/],
    [
      'a mirror that deletes',
      { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' },
      /first run is an upsert .*second run on.* deleted/,
    ],
    ['a mirror left to the API', { operation: 'mirror' }, /left to the API.*Terraform/],
    [
      'a mirror of a kind that is not known',
      { operation: 'mirror', mirror_strategy: 'archive' },
      /"archive" is not known/,
    ],
    [
      'a mirror that swaps',
      { operation: 'mirror', mirror_strategy: 'upload_and_swap' },
      /replaces the whole destination object/,
    ],
    [
      'an append that skips',
      { operation: 'append', historical_sync_operation: 'skip_current_records' },
      /never sent/,
    ],
    ['an append left to the API', { operation: 'append' }, /left to the API/],
  ])('tells what happens with %s', (_, payload, sentence) => {
    expect(consequences(payload).join('\n')).toMatch(sentence)
  })

  it('promises nothing about a mirror whose strategy it does not know', () => {
    for (const mirror_strategy of [null, 'archive', 'constructor']) {
      const words = consequences({ operation: 'mirror', mirror_strategy }).join('\n')
      expect(words).not.toMatch(/deletes nothing|are deleted/)
    }
  })
})
