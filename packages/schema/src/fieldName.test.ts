import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalizeFieldName } from './fieldName.ts'
import { fieldNormalizations } from './sync.ts'

describe('normalizeFieldName', () => {
  it.each([
    // The documented row comes first; the others are choices.
    // column, start_case, lower_case, upper_case, camel_case, snake_case
    ['first_name', 'First Name', 'first name', 'FIRST NAME', 'firstName', 'first_name'],
    ['FIRST_NAME', 'First Name', 'first name', 'FIRST NAME', 'firstName', 'first_name'],
    ['First Name', 'First Name', 'first name', 'FIRST NAME', 'firstName', 'first_name'],
    ['firstName', 'First Name', 'first name', 'FIRST NAME', 'firstName', 'first_name'],
    ['userID', 'User Id', 'user id', 'USER ID', 'userId', 'user_id'],
    ['HTMLBody', 'Html Body', 'html body', 'HTML BODY', 'htmlBody', 'html_body'],
    ['address_2', 'Address 2', 'address 2', 'ADDRESS 2', 'address2', 'address_2'],
    ['address2', 'Address2', 'address2', 'ADDRESS2', 'address2', 'address2'],
    ['_id', 'Id', 'id', 'ID', 'id', 'id'],
    ['größe_cm', 'Größe Cm', 'größe cm', 'GRÖSSE CM', 'größeCm', 'größe_cm'],
    ['$$', '$$', '$$', '$$', '$$', '$$'],
  ])('makes of %s: %s, %s, %s, %s, %s', (column, start, lower, upper, camel, snake) => {
    expect(fieldNormalizations.map((kind) => normalizeFieldName(column, kind))).toEqual([
      start,
      lower,
      upper,
      camel,
      snake,
      column,
    ])
  })

  it('gives every column a name, and keeps the name it gave', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,8}(_[a-z]{2,8}){0,3}$/),
        fc.constantFrom(...fieldNormalizations),
        (column, kind) => {
          const name = normalizeFieldName(column, kind)
          expect(normalizeFieldName(name, kind)).toBe(name)
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom(...fieldNormalizations),
        (column, kind) => {
          expect(normalizeFieldName(column, kind)).not.toBe('')
        },
      ),
    )
  })
})
