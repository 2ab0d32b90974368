import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyJsonObject } from '../test/anyJson.ts'
import { storedUsers } from '../test/storedUsers.ts'
import { apiDefaults } from './defaults.ts'
import { applyEdits, type Edit } from './edit.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { fromStoredSync } from './storedSync.ts'
import { createSyncFields } from './sync.ts'
import { syncDifference } from './syncDifference.ts'
import { changedKeys, patchOf, withStoredAlertIds } from './syncPatch.ts'

const base = fromStoredSync(storedUsers)
const alert = { type: 'StatusAlertConfiguration', options: { status_name: 'started' } }

function edited(...edits: Edit[]): JsonObject {
  return applyEdits(base, edits)
}

describe('patchOf', () => {
  it.each<[change: string, edit: Edit, patch: JsonObject]>([
    ['a label', { op: 'set', path: ['label'], value: 'Users' }, { label: 'Users' }],
    ['a label taken away', { op: 'remove', path: ['label'] }, { label: null }],
    [
      'the hour, with all of its mode',
      { op: 'set', path: ['mode', 'triggers', 'schedule', 'hour'], value: 11 },
      {
        mode: {
          type: 'triggered',
          triggers: { schedule: { frequency: 'daily', hour: 11, minute: 30 } },
        },
      },
    ],
    [
      'a schedule taken away',
      { op: 'remove', path: ['mode'] },
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'never' } } } },
    ],
    [
      'one row, with all others',
      { op: 'set', path: ['mappings', 1, 'to'], value: 'full_name' },
      {
        mappings: [
          {
            from: { type: 'column', data: 'EMAIL' },
            to: 'external_id',
            is_primary_identifier: true,
          },
          { from: { type: 'column', data: 'NAME' }, to: 'full_name', sync_null_values: false },
        ],
      },
    ],
    [
      'one more alert, beside the one that keeps its id',
      { op: 'set', path: ['alert_attributes', 1], value: alert },
      { alert_attributes: [{ ...(base.alert_attributes as JsonObject[])[0]!, id: 901 }, alert] },
    ],
    [
      'the same alerts in another order, which means nothing',
      {
        op: 'set',
        path: ['alert_attributes'],
        value: (base.alert_attributes as JsonObject[])
          .toReversed()
          .map((one) => Object.fromEntries(Object.entries(one).toReversed())),
      },
      {},
    ],
    [
      'no alerts at all',
      { op: 'set', path: ['alert_attributes'], value: [] },
      { alert_attributes: [] },
    ],
    [
      'no mode, written as null, as if it were taken away',
      { op: 'set', path: ['mode'], value: null },
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'never' } } } },
    ],
    ['alerts left to the API, which keeps them', { op: 'remove', path: ['alert_attributes'] }, {}],
    ['a key that nobody knows', { op: 'set', path: ['tier'], value: 'gold' }, { tier: 'gold' }],
    [
      'an older field set by hand',
      { op: 'set', path: ['schedule_hour'], value: 4 },
      { schedule_hour: 4 },
    ],
    ['the check, which no change is', { op: 'set', path: ['validate_only'], value: true }, {}],
  ])('sends %s', (_, edit, patch) => {
    expect(patchOf(base, edited(edit))).toStrictEqual(patch)
  })

  it('keeps the alerts that a pasted list names without their ids', () => {
    const [first] = base.alert_attributes as [JsonObject]
    const { id: _, ...pasted } = first
    const once = { ...pasted, send_for: 'every_time' }
    expect(patchOf(base, { ...base, alert_attributes: [pasted] })).toStrictEqual({})
    expect(syncDifference(base, { ...base, alert_attributes: [pasted] }).keys).toEqual([])
    expect(patchOf(base, { ...base, alert_attributes: [once] })).toEqual({
      alert_attributes: [{ ...once, id: first.id }],
    })
  })

  it.each<[JsonObject, JsonObject]>([
    [{ field_behavior: 'sync_all_properties' }, { field_behavior: 'specific_properties' }],
    [{ advanced_configuration: { bulk: true } }, { advanced_configuration: {} }],
    [{ mirror_strategy: 'upload_and_swap' }, { mirror_strategy: null }],
    [{ paused: true }, { paused: false }],
  ])('sends for what is left to the API again, of %j: %j', (stored, patch) => {
    expect(patchOf({ ...base, ...stored }, base)).toStrictEqual(patch)
    expect(patchOf({ ...stored }, {})).toStrictEqual(patch)
  })

  it.each<[same: string, edit: Edit]>([
    [
      'a default that is said',
      { op: 'set', path: ['mappings', 0, 'generate_field'], value: false },
    ],
    ['null for what is unset', { op: 'set', path: ['mirror_strategy'], value: null }],
    ['empty options', { op: 'set', path: ['alert_attributes', 0, 'options'], value: {} }],
    [
      'the name of a dataset',
      { op: 'set', path: ['source_attributes', 'object', 'name'], value: 'x' },
    ],
    ['no settings', { op: 'set', path: ['advanced_configuration'], value: {} }],
  ])('takes %s for no change', (_, edit) => {
    expect(patchOf(base, edited(edit))).toStrictEqual({})
  })

  it('takes no schedule and never for the same', () => {
    const never = { mode: { type: 'triggered', triggers: { schedule: { frequency: 'never' } } } }
    expect(patchOf(never, {})).toStrictEqual({})
    expect(patchOf({}, never)).toStrictEqual({})
  })

  it('sends nothing for an edit without a change, of whatever the API answers', () => {
    fc.assert(
      fc.property(anyJsonObject, fc.constantFrom({}, storedUsers), (odd, usual) => {
        const request = fromStoredSync({ ...usual, ...odd })
        expect(patchOf(request, structuredClone(request))).toStrictEqual({})
        expect(
          patchOf(request, fromStoredSync({ ...usual, ...odd, status: 'Failing' })),
        ).toStrictEqual({})
      }),
    )
  })

  it('makes the edited sync of the stored one, and touches nothing else', () => {
    const key = fc.constantFrom(
      ...createSyncFields.filter((name) => name !== 'validate_only'),
      'tier',
    )
    const change = fc.record({ key, value: fc.oneof(anyJson, anyDefault) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const wanted = edited(
          ...changes.map(({ key: name, value }): Edit => ({ op: 'set', path: [name], value })),
        )
        const patch = patchOf(base, wanted)
        expect(changedKeys({ ...base, ...patch }, wanted)).toStrictEqual([])
        const names = new Set(changes.map(({ key: name }) => name))
        expect(Object.keys(patch).filter((name) => !names.has(name))).toStrictEqual([])
      }),
    )
  })
})

describe('withStoredAlertIds', () => {
  const failure = { type: 'FailureAlertConfiguration', send_for: 'first_time' }

  it.each<[name: string, alerts: JsonValue, stored: JsonValue, named: JsonValue]>([
    ['a new one', [alert], [{ ...alert, id: 5 }], [{ ...alert, id: 5 }]],
    [
      'one beside one that has its own, in another order',
      [{ ...failure, id: 4 }, alert],
      [
        { ...alert, id: 5 },
        { ...failure, id: 4 },
      ],
      [
        { ...failure, id: 4 },
        { ...alert, id: 5 },
      ],
    ],
    [
      'two that say the same, each once',
      [alert, alert],
      [
        { ...alert, id: 5 },
        { ...alert, id: 6 },
      ],
      [
        { ...alert, id: 5 },
        { ...alert, id: 6 },
      ],
    ],
    [
      'one that was changed since, by its place',
      [{ ...failure, send_for: 'every_time' }],
      [{ ...failure, id: 4 }],
      [{ ...failure, send_for: 'every_time', id: 4 }],
    ],
    ['none of another type', [failure], [{ ...alert, id: 5 }], [failure]],
  ])('names %s', (_, alerts, stored, named) => {
    expect(
      withStoredAlertIds({ alert_attributes: alerts }, { alert_attributes: stored }),
    ).toStrictEqual({ alert_attributes: named })
  })

  it('gives the same where nothing is to be named', () => {
    const request = { alert_attributes: [{ ...failure, id: 4 }] }
    expect(withStoredAlertIds(request, request)).toBe(request)
    expect(withStoredAlertIds(base, {})).toBe(base)
  })
})

const anyDefault: fc.Arbitrary<JsonValue> = fc.constantFrom(
  ...apiDefaults.map(({ value }) => value),
)
