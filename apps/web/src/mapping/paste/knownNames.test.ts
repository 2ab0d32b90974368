import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownNames } from './knownNames.ts'

const names = knownNames([
  { name: 'EMAIL' },
  { name: 'first_name', label: 'First name' },
  { name: 'last_name', label: 'Surname' },
  { name: 'address_line_1', label: 'Street' },
  { name: 'Odd Name ' },
  { name: 'code' },
  { name: 'Code' },
])

describe('knownNames', () => {
  it.each([
    ['EMAIL', { name: 'EMAIL', by: 'name' }],
    ['email', { name: 'EMAIL', by: 'case' }],
    ['Odd Name ', { name: 'Odd Name ', by: 'name' }],
    ['odd name', { name: 'Odd Name ', by: 'case' }],
    ['surname', { name: 'last_name', by: 'label' }],
    ['code', { name: 'code', by: 'name' }],
    ['CODE', undefined],
    ['mail', undefined],
  ])('finds what %j means', (text, meant) => {
    expect(names.find(text)).toEqual(meant)
  })

  it.each([
    ['firstName', 'first_name'],
    ['fist_name', 'first_name'],
    ['E-Mail', 'EMAIL'],
    ['Surnam', 'last_name'],
    ['address line 1', 'address_line_1'],
    ['address_line_2', undefined],
    ['CODE', undefined],
    ['country', undefined],
    ['--', undefined],
  ])('suggests for %j', (text, nearest) => {
    expect(names.nearest(text)).toBe(nearest)
  })

  it('suggests none of two that are as near', () => {
    expect(
      knownNames([{ name: 'color_a' }, { name: 'color_b' }]).nearest('color_c'),
    ).toBeUndefined()
  })

  it('suggests the same whatever the order of the names', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', '_', '1'),
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.uniqueArray(name), name, (known, text) => {
        const list = known.map((each) => ({ name: each }))
        expect(knownNames(list.toReversed()).nearest(text)).toBe(knownNames(list).nearest(text))
      }),
    )
  })
})
