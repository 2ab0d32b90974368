import { editDraft, emptyDraft, fromCreateSync, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { objectStays, switchDestination, switchObject } from './switchDestination.ts'

/** A draft that was built by hand, so that nothing of it counts as imported. */
function builtDraft(body: JsonObject) {
  const edits = Object.entries(body).map(([key, value]) => {
    return { op: 'set' as const, path: [key], value }
  })
  return editDraft(emptyDraft(), edits)
}

const built = builtDraft({
  destination_attributes: { connection_id: 15, object: 'user_data' },
  advanced_configuration: { bulk_id_lookup: true },
})

describe('switchObject', () => {
  it('parks what was set for the old object and brings it back with it', () => {
    const other = switchObject(built, 'user_list')
    expect(other.body.destination_attributes).toEqual({ connection_id: 15, object: 'user_list' })
    expect(other.body).not.toHaveProperty('advanced_configuration')
    expect(other.parked).toMatchObject([{ path: ['advanced_configuration'] }])

    const back = switchObject(other, 'user_data')
    expect(back.body).toEqual(built.body)
    expect(back.parked).toEqual([])
  })

  it('takes nothing out that an import brought', () => {
    const imported = fromCreateSync({
      destination_attributes: { connection_id: 15, object: 'a', lead_union_insert_to: 'lead' },
      advanced_configuration: { bulk_id_lookup: true },
      mappings: [],
    })
    const other = switchObject(imported, 'b')
    expect(other.body.advanced_configuration).toEqual({ bulk_id_lookup: true })
    expect(other.body.destination_attributes).toMatchObject({ lead_union_insert_to: 'lead' })
    expect(other.parked).toEqual([])
  })

  it('keeps what was set before there was an object', () => {
    const early = builtDraft({ advanced_configuration: { bulk_id_lookup: true } })
    expect(switchObject(early, 'a').body.advanced_configuration).toEqual({ bulk_id_lookup: true })
  })
})

describe('switchDestination', () => {
  it('keeps an object that the other connection may have as well', () => {
    const other = switchDestination(built, 16, true)
    expect(other.body).toEqual({
      ...built.body,
      destination_attributes: { connection_id: 16, object: 'user_data' },
    })
  })

  it('parks the object with all that was set for it, and brings it all back', () => {
    const other = switchDestination(built, 16, false)
    expect(other.body.destination_attributes).toEqual({ connection_id: 16 })
    expect(other.body).not.toHaveProperty('advanced_configuration')

    const back = switchDestination(switchObject(other, 'contact'), 15, false)
    expect(back.body.destination_attributes).toEqual({ connection_id: 15, object: 'user_data' })
    expect(back.body.advanced_configuration).toEqual({ bulk_id_lookup: true })
    expect(back.parked).toMatchObject([{ value: 'contact' }])
  })
})

describe('objectStays', () => {
  const crm = { id: 1, type: 'salesforce' }
  const files = { id: 3, type: 's3', is_file_system_destination: true }

  it.each([
    ['to a connection of the same type', crm, { id: 2, type: 'salesforce' }, true],
    ['to a connection of another type', crm, { id: 2, type: 'hubspot' }, false],
    ['from an object to files', crm, files, false],
    ['from files to an object', files, crm, false],
    ['between files', files, { id: 4, type: 'gcs', is_file_system_destination: true }, true],
    ['to a connection that is not known', crm, undefined, true],
  ])('tells whether the object goes along %s', (_, from, to, stays) => {
    expect(objectStays(from, to)).toBe(stays)
  })
})
