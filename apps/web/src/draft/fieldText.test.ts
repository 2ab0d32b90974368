import { applyEdits, type JsonObject, type JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyNumber,
  textForm,
  textOf,
  trueOrFalse,
  typedId,
  wholeNumber,
  type Texts,
} from './fieldText.ts'

const form = textForm({
  label: { path: ['label'] },
  percent: { path: ['percent'], parse: wholeNumber },
  isOn: { path: ['settings', 'is.on'], parse: trueOrFalse, within: ['settings'] },
})

function write(payload: JsonObject, change: Texts): JsonObject {
  return applyEdits(payload, form.write({ ...form.read(payload), ...change }, payload))
}

describe('textForm', () => {
  it('sets what is typed and removes what is emptied', () => {
    const typed = write({}, { label: 'Leads', percent: '10', isOn: 'false' })
    expect(typed).toEqual({ label: 'Leads', percent: 10, settings: { 'is.on': false } })
    expect(write(typed, { label: '', percent: '', isOn: '' })).toEqual({})
  })

  it('keeps an object that holds more than what was emptied', () => {
    const payload = { settings: { 'is.on': true, other: 1 } }
    expect(write(payload, { isOn: '' })).toEqual({ settings: { other: 1 } })
  })

  it('keeps wrong input as the text that was typed', () => {
    expect(write({}, { percent: '1o', isOn: 'maybe' })).toEqual({
      percent: '1o',
      settings: { 'is.on': 'maybe' },
    })
  })

  it('writes nothing over any payload that was not touched', () => {
    const json = fc.json().map((text): JsonValue => JSON.parse(text))
    fc.assert(
      fc.property(json, json, json, (label, percent, settings) => {
        const payload = { label, percent, settings }
        expect(form.write(form.read(payload), payload)).toEqual([])
      }),
    )
  })
})

describe('textOf', () => {
  it.each<[JsonValue | undefined, string]>([
    [undefined, ''],
    [null, ''],
    [0, '0'],
    [false, 'false'],
    ['a', 'a'],
    [{ a: [1] }, '{"a":[1]}'],
  ])('shows %j as %s', (value, text) => expect(textOf(value)).toBe(text))
})

describe('wholeNumber', () => {
  it.each(['', '01', '1.5', '1e3', ' 1', '-0', '90071992547409930', 'x'])('keeps %j', (text) =>
    expect(wholeNumber(text)).toBe(text),
  )
  it.each([0, 7, -7, 100])('reads %i', (value) => expect(wholeNumber(String(value))).toBe(value))
})

describe('anyNumber', () => {
  it.each(['', '.5', '1.50', 'Infinity', 'NaN', '1e999'])('keeps %j', (text) =>
    expect(anyNumber(text)).toBe(text),
  )
  it.each([0.5, -2, 12])('reads %d', (value) => expect(anyNumber(String(value))).toBe(value))
})

describe('typedId', () => {
  it.each([
    ['17', 17],
    ['', ''],
    ['0', '0'],
    ['017', '017'],
    ['1e3', '1e3'],
    ['seven', 'seven'],
    ['12345678901234567890', '12345678901234567890'],
  ])('reads %j as %j', (text, value) => {
    expect(typedId(text)).toBe(value)
  })
})
