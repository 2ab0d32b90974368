import { describe, expect, it } from 'vitest'
import { destinationOptions, isUnion, objectOptions } from './destinationOptions.ts'

describe('destinationOptions', () => {
  it('shows type and failed test beside the name', () => {
    expect(
      destinationOptions([
        { id: 15, name: 'Customer platform', type: 'braze' },
        { id: 16, type: 's3', last_test_succeeded: false },
      ]),
    ).toEqual([
      { value: '15', label: 'Customer platform', detail: 'braze' },
      { value: '16', label: 'Destination 16', detail: 's3 · last test failed' },
    ])
  })
})

describe('objectOptions', () => {
  it('keeps a deleted object visible and says why it cannot be chosen', () => {
    expect(
      objectOptions([
        { full_name: 'user', label: 'User', can_be_sync_destination: true },
        { full_name: 'old', can_be_sync_destination: false },
      ]),
    ).toEqual([
      { value: 'user', label: 'User', detail: 'user' },
      {
        value: 'old',
        label: 'old',
        detail: 'old',
        disabledReason: 'old was deleted in the destination',
      },
    ])
  })
})

describe('isUnion', () => {
  it.each([
    ['Lead or Contact', true],
    ['Lead or Account', true],
    ['lead_or_contact', true],
    ['LeadOrContact', true],
    ['lead_union', true],
    ['Lead', false],
    ['Contact', false],
    ['leader_board_contact', false],
  ])('says of %s: %s', (name, is) => {
    expect(isUnion(name)).toBe(is)
  })
})
