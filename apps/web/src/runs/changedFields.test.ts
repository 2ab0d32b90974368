import type { ChangedRecord } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedFields, type FieldValue } from './changedFields.ts'

type Values = Record<string, unknown>

function updated(before: Values, after: Values): ChangedRecord {
  return { kind: 'updated', before, after }
}
const text = (of: string): FieldValue => ({ kind: 'text', text: of })

describe('changedFields', () => {
  it.each<[what: string, was: Values, is: Values, before: FieldValue, after: FieldValue]>([
    ['a text', { a: 'Rome' }, { a: 'Oslo' }, text('Rome'), text('Oslo')],
    ['null and an empty text', { a: null }, { a: '' }, { kind: 'null' }, { kind: 'empty' }],
    ['a field that was not there', {}, { a: null }, { kind: 'missing' }, { kind: 'null' }],
    ['a field that is gone', { a: '' }, {}, { kind: 'empty' }, { kind: 'missing' }],
    ['a number and its text', { a: 12 }, { a: '12' }, text('12'), text('"12"')],
    ['a blank', { a: ' ' }, { a: 'x' }, text('" "'), text('x')],
    ['a list', { a: ['x'] }, { a: ['x', 'y'] }, text('["x"]'), text('["x","y"]')],
    ['a list and its text', { a: [1] }, { a: '[1]' }, text('[1]'), text('"[1]"')],
    ['a name of every object', {}, { constructor: 'x' }, { kind: 'missing' }, text('x')],
  ])('tells %s apart', (_, was, is, before, after) => {
    const { changed, unchanged } = changedFields(updated(was, is))
    expect(changed).toMatchObject([{ before, after }])
    expect(unchanged).toEqual([])
  })

  it('folds away what the run has left, and puts new fields last', () => {
    const { changed, unchanged } = changedFields(
      updated({ id: 7, city: 'Rome', tags: [] }, { fresh: 1, id: 7, city: 'Oslo', tags: [] }),
    )
    expect(changed.map(({ name }) => name)).toEqual(['city', 'fresh'])
    expect(unchanged.map(({ name }) => name)).toEqual(['id', 'tags'])
  })

  it.each<[ChangedRecord['kind'], Values | null, Values | null]>([
    ['created', null, { id: 7, city: null }],
    ['deleted', { id: 7, city: null }, null],
  ])('shows all of a record that was %s', (kind, before, after) => {
    const { changed, unchanged } = changedFields({ kind, before, after })
    expect(changed.map(({ name }) => name)).toEqual(['id', 'city'])
    expect(changed.every((field) => !!field.before === !!before && !!field.after === !!after)).toBe(
      true,
    )
    expect(unchanged).toEqual([])
  })

  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', ' '), fc.jsonValue({ maxDepth: 2 }))
  it('shows each field once, and calls it changed where its sides read otherwise', () => {
    fc.assert(
      fc.property(values, values, (was, is) => {
        const { changed, unchanged } = changedFields(updated(was, is))
        const names = [...changed, ...unchanged].map(({ name }) => name)
        expect(names.toSorted()).toEqual(
          [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted(),
        )
        for (const { before, after } of changed) expect(before).not.toEqual(after)
        for (const { before, after } of unchanged) expect(before).toEqual(after)
      }),
    )
  })
})
