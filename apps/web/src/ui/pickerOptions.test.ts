import { describe, expect, it } from 'vitest'
import { optionValue, withCurrent } from './pickerOptions.ts'

describe('withCurrent', () => {
  const options = [{ value: '1', label: 'One' }]

  it('leaves the options alone when the value is among them', () => {
    expect(withCurrent(options, '1', { isRead: true })).toBe(options)
    expect(withCurrent(options, undefined, { isRead: true })).toBe(options)
  })

  it('marks a value that the list lacks', () => {
    expect(withCurrent(options, '2', { label: 'Source 2', isRead: true })).toEqual([
      { value: '2', label: 'Source 2', detail: 'not checked' },
      ...options,
    ])
  })

  it('marks nothing while the list is still read', () => {
    expect(withCurrent([], '2', { isRead: false })).toEqual([{ value: '2', label: '2' }])
  })
})

describe('optionValue', () => {
  it.each([
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    [12, '12'],
    ['user_data', 'user_data'],
    [{ a: 1 }, '{"a":1}'],
  ])('reads %j as %j', (value, text) => {
    expect(optionValue(value)).toBe(text)
  })
})
