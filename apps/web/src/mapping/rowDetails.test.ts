import { applyEdits, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { flagWords, rowDetailsForm, strayValue, type RowDetails } from './rowDetails.ts'

const email = { from: { type: 'column', data: 'email' }, to: 'Email' }
const form = rowDetailsForm(0)

function write(mapping: JsonObject, values: Partial<RowDetails>) {
  const payload = { mappings: [mapping] }
  return applyEdits(payload, form.write({ ...form.read(payload), ...values }, payload)).mappings
}

describe('rowDetailsForm', () => {
  it.each<JsonObject>([
    {},
    { preserve_values: false, sync_null_values: true, operation: 'merge' },
    { is_primary_identifier: null, generate_field: 'yes', lookup_object: 5, x: 1 },
  ])('writes nothing for what it read: %j', (flags) => {
    const payload = { mappings: [{ ...email, ...flags }] }
    expect(form.write(form.read(payload), payload)).toEqual([])
  })

  it('writes a value also when it is the default, and takes it back', () => {
    expect(write(email, { preserve_values: 'false' })).toEqual([
      { ...email, preserve_values: false },
    ])
    expect(write({ ...email, preserve_values: false }, { preserve_values: '' })).toEqual([email])
  })

  it('writes and removes texts', () => {
    expect(write(email, { lookup_object: 'user_list', lookup_field: 'name' })).toEqual([
      { ...email, lookup_object: 'user_list', lookup_field: 'name' },
    ])
    expect(write({ ...email, operation: 'merge' }, { operation: '' })).toEqual([email])
  })

  it('takes the key from the other row', () => {
    const payload = { mappings: [email, { ...email, is_primary_identifier: true }] }
    const values = { ...form.read(payload), is_primary_identifier: 'true' }
    expect(applyEdits(payload, form.write(values, payload)).mappings).toEqual([
      { ...email, is_primary_identifier: true },
      email,
    ])
  })

  it('keeps what is no text until the operator types', () => {
    expect(write({ ...email, field_type: 5 }, { preserve_values: 'true' })).toEqual([
      { ...email, field_type: 5, preserve_values: true },
    ])
    expect(write({ ...email, field_type: 5 }, { field_type: 'String' })).toEqual([
      { ...email, field_type: 'String' },
    ])
  })

  it('reads a row that is no mapping as nothing set', () => {
    expect(new Set(Object.values(form.read({ mappings: ['x'] })))).toEqual(new Set(['']))
    expect(new Set(Object.values(form.read({})))).toEqual(new Set(['']))
  })
})

describe('strayValue', () => {
  it('tells what no text field can hold', () => {
    expect(strayValue({ lookup_object: null }, 'lookup_object')).toBeNull()
    expect(strayValue({ lookup_object: 'a' }, 'lookup_object')).toBeUndefined()
    expect(strayValue({}, 'lookup_object')).toBeUndefined()
  })
})

describe('flagWords', () => {
  it('says what differs from an untouched row', () => {
    expect(flagWords(email)).toEqual([])
    expect(
      flagWords({
        ...email,
        lookup_object: 'user_list',
        lookup_field: 'name',
        sync_null_values: false,
        operation: 'merge',
      }),
    ).toEqual(['Looks up user_list.name', 'Skips null', 'Array: merge'])
  })
})
