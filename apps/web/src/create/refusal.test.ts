import type { JsonObject, Path } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { culprit, refusalProblems } from './refusal.ts'

const payload: JsonObject = {
  operation: 'mirror',
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [
    { from: { type: 'column', data: 'email' }, to: 'user_identifier.email' },
    { from: { type: 'column', data: 'email_verified' }, to: 'verified' },
    { from: { type: 'column', data: 'name' }, to: 'label' },
    { from: { type: 'column', data: 'plan' }, to: 'status' },
    { from: { type: 'column', data: 'SIGNED UP' }, to: 'Größe (cm)' },
    'not a mapping',
  ],
  label: 'Users',
  mode: { type: 'triggered' },
}

describe('culprit', () => {
  it.each<[string, Path | undefined]>([
    ['mappings[1].to is not a field', ['mappings', 1, 'to']],
    ['mappings[1].from.data: cannot be the key', ['mappings', 1, 'from', 'data']],
    ['mappings.0 is invalid', ['mappings', 0]],
    ["Unknown field 'verified'", ['mappings', 1, 'to']],
    ['Column "email" does not exist', ['mappings', 0, 'from']],
    ['email_verified is not a column', ['mappings', 1, 'from']],
    ['operation mirror is not supported', ['operation']],
    ['sync_alert_configurations is invalid', undefined],
    ['label is invalid', ['label']],
    ['mode.triggers.schedule.hour: must be below 24', ['mode', 'triggers', 'schedule', 'hour']],
    ['mode.type is not supported', ['mode', 'type']],
    ["label: 'verified' cannot be used", ['label']],
    ["The field 'label' is read-only", ['mappings', 2, 'to']],
    ['The field user_identifier.email is read-only', ['mappings', 0, 'to']],
    ['The status of this object is unknown', undefined],
    ['Größe (cm) is read-only', ['mappings', 4, 'to']],
    ['Mappings to verified is not accepted by the destination', ['mappings', 1, 'to']],
    ['There is no column SIGNED UP', ['mappings', 4, 'from']],
    ['Source name could not be resolved', undefined],
  ])('finds the place of: %s', (message, path) => {
    expect(culprit(message, payload)).toEqual(path)
  })
})

describe('refusalProblems', () => {
  const refused = {
    kind: 'refused' as const,
    code: undefined,
    message: "Unknown field 'verified'",
    requestId: 'r1',
    problems: [],
    retryAfterMs: undefined,
  }

  it('puts the words of a refused payload on the row they name', () => {
    expect(refusalProblems({ ...refused, status: 422 }, payload)).toMatchObject([
      { path: ['mappings', 1, 'to'], message: "The API says: Unknown field 'verified'" },
    ])
  })

  it('says nothing of the payload when the call failed for another reason', () => {
    expect(refusalProblems({ ...refused, status: 429 }, payload)).toEqual([])
    expect(refusalProblems({ kind: 'unreachable' }, payload)).toEqual([])
  })
})
