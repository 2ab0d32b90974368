import { describe, expect, it } from 'vitest'
import { conversionWords } from './conversionWords.ts'

const known = {
  columnsByName: new Map([['age', { name: 'age', data_type: 'NUMBER(38,0)' }]]),
  fieldsByName: new Map([['Age', { full_name: 'Age', type: 'String' }]]),
}

describe('conversionWords', () => {
  it('name what becomes of the values of a row', () => {
    const mapping = { from: { type: 'column', data: 'age' }, to: 'Age' }
    expect(conversionWords(mapping, known)).toBe('integer → text')
  })

  it.each([
    ['a lookup', { from: { type: 'column', data: 'age' }, to: 'Age', lookup_object: 'User' }],
    ['a column that nobody knows', { from: { type: 'column', data: 'nope' }, to: 'Age' }],
    ['a field that nobody knows', { from: { type: 'column', data: 'age' }, to: 'nope' }],
    [
      'the same type',
      { from: { type: 'constant_value', data: { value: 'x', basic_type: 'text' } }, to: 'Age' },
    ],
    ['a template', { from: { type: 'liquid_template', data: '{{ age }}' }, to: 'Age' }],
    ['any other JSON', [1, null]],
  ])('say nothing about %s', (_, mapping) => {
    expect(conversionWords(mapping, known)).toBe('')
  })
})
