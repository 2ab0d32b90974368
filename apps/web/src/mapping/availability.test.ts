import { describe, expect, it } from 'vitest'
import { availabilityOf } from './availability.ts'

describe('availabilityOf', () => {
  it('keeps everything open where nothing is known', () => {
    expect(availabilityOf({ generate_field: true }, undefined, undefined)).toEqual({})
  })

  it('says what a plain field cannot do', () => {
    const field = {
      full_name: 'name',
      label: 'Name',
      array: false,
      preserve_values_supported: false,
      lookup_object: null,
    }
    expect(availabilityOf({}, field, undefined)).toEqual({
      preserve_values: 'Name cannot be set only if empty.',
      operation: 'Name holds one value, not a list.',
      lookup_object: 'Name refers to no other object, so there is nothing to look up.',
      generate_field: 'Name exists already.',
      field_type: 'Only for a field that this row creates.',
      array_field: 'Only for a field that this row creates.',
    })
  })

  it('leaves a field alone that can do all of it', () => {
    const field = {
      full_name: 'tags',
      array: true,
      operations: ['merge', 'overwrite'],
      preserve_values_supported: true,
      lookup_object: 'tag',
    }
    const reasons = availabilityOf({}, field, undefined)
    expect(Object.keys(reasons)).toEqual(['generate_field', 'field_type', 'array_field'])
  })

  it('creates no field in an object that takes none', () => {
    const object = { full_name: 'list', allow_custom_fields: false }
    expect(availabilityOf({ generate_field: true }, undefined, object)).toEqual({
      generate_field: 'list takes no new fields.',
      follow_source_type: 'list takes no new fields.',
    })
  })
})
