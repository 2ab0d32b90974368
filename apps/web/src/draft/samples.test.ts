import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readType, type JsonObject, type JsonValue } from '@sync-builder/schema'
import {
  cellText,
  columnsRead,
  fitRecords,
  keyColumn,
  makeUpSamples,
  readCell,
  type SampleColumn,
} from './samples.ts'

const column = (data: string, rest: JsonObject = {}): JsonObject => ({
  from: { type: 'column', data },
  to: 'x',
  ...rest,
})
const template = (data: string, rest: JsonObject = {}): JsonObject => ({
  from: { type: 'liquid_template', data },
  to: 'y',
  ...rest,
})
const typed = (types: Record<string, string>): SampleColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type: readType(type) }))

const columns = typed({
  id: 'integer',
  email: 'text',
  score: 'float',
  active: 'boolean',
  born: 'date',
  tags: 'array',
  odd: 'geometry',
})

describe('columnsRead', () => {
  const known = [{ name: 'a' }, { name: 'b', data_type: 'integer' }, { name: 'c' }]
  it('names what rows and templates read, first as the source has them', () => {
    const mappings = [template('{{ record.zip }}{{ record.b }}'), column('a'), column(''), 5]
    expect(columnsRead({ mappings }, known).map(({ name }) => name)).toEqual(['a', 'b', 'zip'])
    expect(columnsRead({ mappings }, undefined).map(({ name }) => name)).toEqual(['zip', 'b', 'a'])
  })

  it('names all columns where every property is synced', () => {
    const payload = { field_behavior: 'sync_all_properties', mappings: [] }
    expect(columnsRead(payload, known).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })
})

it('finds the column of the key, if it is one', () => {
  const key = { is_primary_identifier: true }
  expect(keyColumn({ mappings: [column('a'), column('b', key)] })).toBe('b')
  expect(keyColumn({ mappings: [template('{{ record.c }}', key)] })).toBe('c')
  expect(keyColumn({ mappings: [template('{{ record.c }}{{ record.d }}', key)] })).toBeUndefined()
  expect(keyColumn({ mappings: 'none' })).toBeUndefined()
})

describe('makeUpSamples', () => {
  it('makes an ordinary record and every fragile case that the columns can have', () => {
    const samples = makeUpSamples(columns, 'id')
    expect(samples.map(({ kind }) => kind)).toEqual([
      'ordinary',
      'null',
      'null key',
      'empty',
      'long',
      'unicode',
      'wrong type',
      'zero',
      'negative',
      'huge',
      'far past',
      'far future',
    ])
    expect(samples[0]?.record).toEqual({
      id: 1000,
      email: 'ada@example.org',
      score: 12.5,
      active: true,
      born: '2026-03-29',
      tags: ['tags value'],
      odd: 'odd value',
    })
    expect(samples[1]?.record).toMatchObject({ id: 1001, email: null, tags: null })
    expect(samples[2]?.record).toMatchObject({ id: null, email: 'ada@example.org' })
    expect(samples.find(({ kind }) => kind === 'far past')?.record).toMatchObject({
      born: '0001-01-01',
    })
  })

  it('leaves out cases that no column can have', () => {
    expect(makeUpSamples(typed({ active: 'boolean' }), undefined).map(({ kind }) => kind)).toEqual([
      'ordinary',
      'null',
      'wrong type',
    ])
  })

  it('gives each record another key, and the same records each time', () => {
    const name = fc.string()
    const keyType = fc.constantFrom('integer', 'text', 'float', 'unheard of').map(readType)
    const type = fc.constantFrom('integer', 'text', 'date', 'array', 'json').map(readType)
    const others = fc.uniqueArray(fc.record({ name, type }), { selector: (other) => other.name })
    fc.assert(
      fc.property(fc.record({ name, type: keyType }), others, (key, more) => {
        const found = [key, ...more.filter((other) => other.name !== key.name)]
        const samples = makeUpSamples(found, key.name)
        expect(makeUpSamples(found, key.name)).toEqual(samples)
        const keys = samples.map(({ record }) => JSON.stringify(record[key.name]))
        expect(new Set(keys).size).toBe(samples.length)
        for (const { record } of samples) {
          expect(Object.keys(record).toSorted()).toEqual(found.map((one) => one.name).toSorted())
        }
      }),
    )
  })
})

describe('readCell', () => {
  it.each<[string, string, JsonValue]>([
    ['', 'text', null],
    [' ', 'integer', null],
    ['""', 'text', ''],
    ['007', 'text', '007'],
    ['7', 'integer', 7],
    ['7.5', 'float', 7.5],
    ['seven', 'integer', 'seven'],
    ['TRUE', 'boolean', true],
    ['maybe', 'boolean', 'maybe'],
    ['["a"]', 'array', ['a']],
    ['a,b', 'array', 'a,b'],
    ['{"a":1}', 'json', { a: 1 }],
    ['7', 'unheard of', '7'],
    ['2026-01-01', 'date', '2026-01-01'],
  ])('reads %j of a column of type %s as %j', (text, type, value) => {
    expect(readCell(text, readType(type))).toEqual(value)
    expect(readCell(cellText(value), readType(type))).toEqual(value)
  })
})

describe('fitRecords', () => {
  it('takes names in any case, types of the columns, and null for what is missing', () => {
    const { records, notes } = fitRecords(
      [{ ID: '7', Email: 'a@b.c', Zip: '1' }],
      columns.slice(0, 3),
    )
    expect(records).toEqual([{ id: 7, email: 'a@b.c', score: null, Zip: '1' }])
    expect(notes).toEqual(['Null, since not in the paste: score.', 'Not read by the mapping: Zip.'])
  })

  it('keeps values that have a type already, and no more than 50 records', () => {
    const { records, notes } = fitRecords(
      Array.from({ length: 60 }, () => ({ id: null, email: 5 })),
      columns.slice(0, 2),
    )
    expect(records[0]).toEqual({ id: null, email: 5 })
    expect(records).toHaveLength(50)
    expect(notes).toEqual(['Only the first 50 of 60 records are kept.'])
  })
})
