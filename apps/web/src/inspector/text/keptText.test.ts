import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { fingerprint, readText, standingOf } from './keptText.ts'

describe('readText', () => {
  it.each([
    ['{"a": 1,}', 1, 9],
    ['{"a": 1, "a": 2}', 1, 10],
    ['{\n"id": 12345678901234567890\n}', 2, 7],
    ['[]', 1, 1],
    ['', 1, 1],
  ])('refuses %j at line %i, column %i', (text, line, column) => {
    expect(readText(text)).toMatchObject({ ok: false, error: { line, column } })
  })

  it('reads an object', () => {
    expect(readText('{"a": 1.0}')).toEqual({ ok: true, payload: { a: 1 } })
  })
})

describe('fingerprint', () => {
  it('tells payloads apart', () => {
    const payloads: JsonObject[] = [
      {},
      { a: 1 },
      { a: 2 },
      { a: '1' },
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]
    expect(new Set(payloads.map(fingerprint)).size).toBe(payloads.length)
    expect(fingerprint({ a: [1] })).toBe(fingerprint({ a: [1] }))
  })
})

describe('standingOf', () => {
  const basis = fingerprint({ a: 1 })

  it('says where the error is, and whether the form went on', () => {
    const standing = standingOf({ text: '{\n', basis }, { a: 1 })
    expect(standing).toMatchObject({ error: { line: 2 }, isFormChanged: false })
    expect(standingOf({ text: '{}', basis }, { a: 2 })).toEqual({
      error: undefined,
      isFormChanged: true,
    })
  })
})
