import { describe, expect, it } from 'vitest'
import { canBeKey, keyRuleOf } from './keyRules.ts'

const object = {
  full_name: 'event',
  primary_identifier_mapping_attributes: {
    append: { required: true, hide_destination_key: true, notes: 'Made by the service' },
    insert: { required: false },
  },
}

describe('keyRuleOf', () => {
  it('reads the rule of the operation', () => {
    expect(keyRuleOf(object, 'append')).toEqual({
      isNeeded: true,
      hidesField: true,
      notes: 'Made by the service',
    })
    expect(keyRuleOf(object, 'insert').isNeeded).toBe(false)
  })

  it.each([undefined, 'upsert', 'constructor'])('expects one key for %s', (operation) => {
    expect(keyRuleOf(object, operation)).toEqual({
      isNeeded: true,
      hidesField: false,
      notes: undefined,
    })
  })
})

describe('canBeKey', () => {
  const field = { full_name: 'email', can_be_upsert_key: true, can_be_update_key: false }

  it.each([
    ['upsert', true],
    ['mirror', true],
    ['update', false],
    ['insert', undefined],
    ['append', undefined],
    ['toString', undefined],
  ])('%s: %s', (operation, expected) => {
    expect(canBeKey(field, operation)).toBe(expected)
  })
})
