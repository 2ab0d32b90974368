import { describe, expect, it } from 'vitest'
import type { JsonObject } from './json.ts'
import { requiredLeft } from './requiredFields.ts'

const fields = [
  { full_name: 'email', required_for_mapping: true },
  { full_name: 'city' },
  { full_name: 'id', required_for_mapping: true },
]

describe('requiredLeft', () => {
  it('names the required fields that no mapping fills', () => {
    const mappings = [{ from: { type: 'column', data: 'mail' }, to: 'email' }]
    expect(requiredLeft(mappings, fields)).toEqual([fields[2]])
  })

  it('counts a mapping of a kind that is not known, since it fills its field too', () => {
    const mappings: JsonObject[] = [
      { from: { type: 'from the future' }, to: 'email' },
      { to: 'id' },
    ]
    expect(requiredLeft(mappings, fields)).toEqual([])
  })

  it.each([undefined, null, []])('asks for nothing while the fields are %j', (unknown) => {
    expect(requiredLeft(['no mapping', null], unknown)).toEqual([])
  })
})
