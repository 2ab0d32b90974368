import { describe, expect, it } from 'vitest'
import { alertSchema } from './alert.ts'
import { apiDefaultAt, apiDefaults } from './defaults.ts'
import { mappingSchema } from './mapping.ts'
import { createSyncFields } from './sync.ts'

describe('apiDefaults', () => {
  it('names fields of the request only, each once', () => {
    const places = apiDefaults.map(({ path }) => path.join('.'))
    expect(new Set(places).size).toBe(places.length)
    for (const { path } of apiDefaults) {
      const [field, item, key] = path
      expect(createSyncFields).toContain(field)
      if (item !== '*') continue
      const shape = field === 'mappings' ? mappingSchema.shape : alertSchema.options[0].shape
      expect(Object.keys(shape)).toContain(key)
    }
  })

  it('finds the default of a place, in whichever row', () => {
    expect(apiDefaultAt(['field_behavior'])).toMatchObject({
      value: 'specific_properties',
      basis: 'observed',
    })
    expect(apiDefaultAt(['mappings', 41, 'sync_null_values'])).toMatchObject({ value: true })
  })

  it('says nothing where nothing is known', () => {
    expect(apiDefaultAt(['operation'])).toBeUndefined()
    expect(apiDefaultAt(['historical_sync_operation'])).toBeUndefined()
    expect(apiDefaultAt(['mappings', '*', 'to'])).toBeUndefined()
  })
})
