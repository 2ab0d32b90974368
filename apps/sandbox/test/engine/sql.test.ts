import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { jsonArray, jsonObject } from '../../src/engine/sql.ts'

function made(sql: string): unknown {
  using database = new DatabaseSync(':memory:')
  return JSON.parse(String(database.prepare(`SELECT ${sql} AS value`).get()?.value))
}

// A function of SQLite takes 1,000 arguments.
describe.each([0, 3, 1_000, 2_001])('of %i', (count) => {
  const numbers = Array.from({ length: count }, (_, index) => index)

  it('an array holds one item after the other', () => {
    expect(made(jsonArray(numbers.map(String)))).toEqual(numbers)
  })

  it('an object holds each of its keys, null too', () => {
    const entries = numbers.map((number) => [`it's ${number}`, 'NULL'] as const)
    expect(made(jsonObject(entries))).toEqual(
      Object.fromEntries(entries.map(([key]) => [key, null])),
    )
  })
})
