import { describe, expect, it } from 'vitest'
import { columnStanding, fieldStanding } from './nameStanding.ts'

const columnsByName = new Map([['EMAIL', { name: 'EMAIL' }]])
const fieldsByName = new Map([['email', { full_name: 'email' }]])

describe('columnStanding', () => {
  it.each([
    ['EMAIL', columnsByName, false, undefined],
    ['NOPE', columnsByName, false, 'Not known to the API'],
    ['EMAIL', columnsByName, true, 'Typed in, not checked'],
    ['NOPE', columnsByName, true, 'Not checked'],
    ['NOPE', undefined, false, 'Not checked'],
    ['', undefined, false, undefined],
  ])('says of %j with columns %o, typed in: %s', (name, known, areColumnsTyped, words) => {
    expect(columnStanding(name, { columnsByName: known, areColumnsTyped })).toBe(words)
  })
})

describe('fieldStanding', () => {
  const known = { fieldsByName, areFieldsKnown: true, allowsNewFields: false, isFileSystem: false }
  it.each([
    ['email', {}, undefined],
    ['nope', {}, 'Not known to the API'],
    ['nope', { allowsNewFields: true }, undefined],
    ['nope', { areFieldsKnown: false }, 'Not checked'],
    ['nope', { isFileSystem: true }, undefined],
    ['', {}, undefined],
  ])('says of %j with %o', (name, more, words) => {
    expect(fieldStanding(name, { ...known, ...more })).toBe(words)
  })
})
