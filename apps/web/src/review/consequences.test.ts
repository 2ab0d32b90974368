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
    ['a broken schedule', { mode: 'daily' }, /problems/],
    ['no operation', {}, /No operation/],
    ['an upsert', { operation: 'upsert' }, /Nothing is deleted/],
    ['a mirror', { operation: 'mirror' }, /first run is an upsert .*second run on.* deleted/],
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
})
