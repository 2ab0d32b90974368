import { describe, expect, it } from 'vitest'
import type { DestinationObject } from './destination.ts'
import { editDraft, fromCreateSync, type SyncDraft } from './draft.ts'
import type { JsonObject } from './json.ts'
import { settleRows } from './rowFit.ts'
import { noteSwitch } from './switchNote.ts'
import { columnSettingMisfits, objectMisfits, settleValues } from './valueFit.ts'

const account: JsonObject = {
  operation: 'mirror',
  mirror_strategy: 'upload_and_swap',
  destination_attributes: { connection_id: 10, object: 'Account' },
  field_order: 'mapping_order',
  mappings: [{ from: { type: 'column', data: 'ID' }, to: 'Id' }],
}
const contact: DestinationObject = {
  full_name: 'contact',
  label: 'Contact',
  supported_operations: ['upsert', 'insert'],
}

function draftOf(payload: JsonObject): SyncDraft {
  return { ...fromCreateSync(payload), imported: [] }
}

function writeTo(draft: SyncDraft, object: string): SyncDraft {
  const path = ['destination_attributes', 'object']
  return noteSwitch(draft, editDraft(draft, [{ op: 'set', path, value: object }]))
}

/** As the frame settles a switch once the object is read. */
function settle(draft: SyncDraft, object: DestinationObject): SyncDraft {
  const misfits = objectMisfits(draft.body, object)
  return settleRows(settleValues(draft, 'destination', misfits), 'destination', () => undefined)
}

describe('settleValues', () => {
  const retargeted = settle(writeTo(draftOf(account), 'contact'), contact)

  it('parks what the new object does not take, each with the reason', () => {
    expect(retargeted.body).not.toHaveProperty('operation')
    expect(retargeted.parked.map(({ path, reason }) => [path.join('.'), reason])).toEqual([
      ['operation', 'Contact does not support mirror'],
      ['mirror_strategy', 'Belongs to mirror, which Contact does not support'],
      ['field_order', 'The fields of Contact cannot be ordered'],
    ])
  })

  it('gives it back with the object that it was set for', () => {
    const back = settle(writeTo(retargeted, 'Account'), {
      full_name: 'Account',
      supported_operations: ['mirror'],
      supports_field_ordering: true,
    })
    expect(back.body).toMatchObject({ operation: 'mirror', mirror_strategy: 'upload_and_swap' })
    expect(back.parked).toEqual([])
  })

  it('keeps it parked where something else was chosen since', () => {
    const chosen = editDraft(retargeted, [{ op: 'set', path: ['operation'], value: 'insert' }])
    const back = settle(writeTo(chosen, 'Account'), { full_name: 'Account' })
    expect(back.body.operation).toBe('insert')
    expect(back.parked.map(({ path }) => path[0])).toContain('operation')
  })

  it('keeps the newer of two values that were parked from one place', () => {
    const narrow = { full_name: 'Account', supported_operations: ['insert'] }
    const chosen = editDraft(retargeted, [{ op: 'set', path: ['operation'], value: 'insert' }])
    const back = settle(writeTo(chosen, 'Account'), narrow)
    const again = settle(writeTo(back, 'contact'), { ...contact, supported_operations: ['upsert'] })
    const operations = again.parked.filter(({ path }) => path[0] === 'operation')
    expect(operations.map(({ value }) => value)).toEqual(['insert'])
  })

  it('leaves what an import brought to the warnings', () => {
    const imported = settle(writeTo(fromCreateSync(account), 'contact'), contact)
    expect(imported.body.operation).toBe('mirror')
    expect(imported.parked).toEqual([])
  })

  it('does nothing without a switch', () => {
    const draft = draftOf(account)
    expect(settleValues(draft, 'destination', objectMisfits(draft.body, contact))).toBe(draft)
  })
})

describe('objectMisfits', () => {
  it.each<[string, JsonObject, DestinationObject | undefined, string[]]>([
    ['an unknown object', account, undefined, []],
    ['an object that tells nothing', { operation: 'mirror' }, { full_name: 'x' }, []],
    [
      'an object without new fields',
      { field_behavior: 'sync_all_properties', field_normalization: 'snake_case' },
      { full_name: 'x', allow_custom_fields: false },
      ['field_behavior', 'field_normalization'],
    ],
  ])('of %s', (_, body, object, keys) => {
    expect(objectMisfits(body, object).map(({ path }) => path[0])).toEqual(keys)
  })
})

describe('columnSettingMisfits', () => {
  it.each<[JsonObject, string[]]>([
    [{ high_water_mark_attribute: 'AT' }, []],
    [{ high_water_mark_attribute: 'SEEN' }, ['high_water_mark_attribute']],
    [{ high_water_mark_attributes: { column_name: 'SEEN' } }, ['high_water_mark_attributes']],
  ])('of %j', (body, keys) => {
    expect(columnSettingMisfits(body, [{ name: 'AT' }]).map(({ path }) => path[0])).toEqual(keys)
    expect(columnSettingMisfits(body, undefined)).toEqual([])
  })
})
