import { fromCreateSync, type JsonObject, type MappingRow } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boardOf,
  endCounts,
  endWords,
  keyOfColumn,
  keyOfField,
  shownEnds,
  type BoardEnd,
  type BoardModel,
} from './boardModel.ts'

const columns = [
  { name: 'EMAIL', data_type: 'text' },
  { name: 'AGE', type: 'NUMBER' },
]
const fields = [
  { full_name: 'Email', label: 'E-mail', type: 'String', required_for_mapping: true },
  { full_name: 'tags', type: 'String', array: true },
]
const picks = {
  isFileSystem: false,
  allowsNewFields: false,
  keyRule: { isNeeded: true, hidesField: false, notes: undefined },
}

function rowsOf(...mappings: JsonObject[]): MappingRow[] {
  return fromCreateSync({ mappings }).rows
}

function column(data: string, to: string, flags: JsonObject = {}): JsonObject {
  return { from: { type: 'column', data }, to, ...flags }
}

function board(mappings: JsonObject[], changes: Partial<Parameters<typeof boardOf>[0]> = {}) {
  return boardOf({ rows: rowsOf(...mappings), columns, fields, picks, ...changes })
}

function labels(ends: readonly BoardEnd[]): string[] {
  return ends.map(({ label, details }) => [label, ...details].join(' / '))
}

describe('boardOf', () => {
  it('shows what is known of both sides, in its order and with its type', () => {
    const model = board([])
    expect(labels(model.source)).toEqual(['EMAIL / text', 'AGE / NUMBER'])
    expect(labels(model.field)).toEqual(['E-mail / required / String / Email', 'tags / String[]'])
    expect(model.lines.size).toBe(0)
  })

  it('draws a row between the column that it reads and the field that it fills', () => {
    const model = board([column('EMAIL', 'Email', { is_primary_identifier: true })])
    expect([...model.lines.values()]).toEqual([
      {
        id: 'row-1',
        index: 0,
        source: 'column EMAIL',
        field: 'field Email',
        isKey: true,
        isSourceOpen: false,
        isFieldOpen: false,
      },
    ])
  })

  const sources: [JsonObject, string][] = [
    [
      { type: 'constant_value', data: { value: 'warehouse', basic_type: 'text' } },
      '“warehouse” / constant / text',
    ],
    [{ type: 'liquid_template', data: '{{ 1 }}' }, 'Template {{ 1 }} / template'],
    [{ type: 'sync_metadata', data: 'sync_run_id' }, 'Run id / sync_run_id'],
    [
      { type: 'segment_membership', data: { identify_by: 'name' } },
      'Segments / segment membership / name',
    ],
    [{ type: 'compound_key' }, 'Key made by the service / compound_key'],
    [{ type: 'a new kind' }, 'A row as JSON'],
    [{ type: 'column', data: '' }, 'No column yet'],
    [{ type: 'column', data: 'GONE' }, 'GONE / not in the source'],
  ]
  it.each(sources)('gives %j a node of its own, before the columns', (from, label) => {
    const model = board([{ from, to: 'Email' }])
    expect(labels(model.source)[0]).toBe(label)
    expect(model.source).toHaveLength(3)
  })

  it('gives each constant a node, and one node to a column that many rows read', () => {
    const from = { type: 'constant_value', data: { value: 'x', basic_type: 'text' } }
    const model = board([
      { from, to: 'Email' },
      { from, to: 'tags' },
      column('GONE', 'a'),
      column('GONE', 'b'),
    ])
    expect(model.source.map(({ label }) => label)).toEqual(['“x”', '“x”', 'GONE', 'EMAIL', 'AGE'])
    expect(model.ends.get(keyOfColumn('GONE'))?.lines.map(({ index }) => index)).toEqual([2, 3])
  })

  it.each([
    [
      'a field that the object does not have',
      column('EMAIL', 'nope'),
      {},
      'nope / not in the object',
    ],
    [
      'a field to create',
      column('EMAIL', 'nope', { generate_field: true }),
      {},
      'nope / new field',
    ],
    [
      'a name where the object takes new fields',
      column('EMAIL', 'nope'),
      { picks: { ...picks, allowsNewFields: true } },
      'nope / new field',
    ],
    [
      'a name that nobody can check',
      column('EMAIL', 'nope'),
      { fields: undefined },
      'nope / not checked',
    ],
    [
      'a column of a file',
      column('EMAIL', 'nope'),
      { picks: { ...picks, isFileSystem: true } },
      'nope',
    ],
    [
      'a key whose field the service chooses',
      column('EMAIL', 'unique_id', { is_primary_identifier: true }),
      { picks: { ...picks, keyRule: { ...picks.keyRule, hidesField: true } } },
      'unique_id / chosen by the service',
    ],
    ['no field yet', column('EMAIL', ''), {}, 'No field yet / row 1'],
  ])('says what it is: %s', (_, mapping, changes, label) => {
    expect(labels(board([mapping], changes).field)[0]).toBe(label)
  })

  it('shows the names that rows use where nothing is known', () => {
    const model = board([column('EMAIL', 'Email')], { columns: undefined, fields: undefined })
    expect(labels(model.source)).toEqual(['EMAIL / not checked'])
    expect(labels(model.field)).toEqual(['Email / not checked'])
  })

  it('has both ends of every row, whatever the rows are', () => {
    const name = fc.constantFrom('', 'EMAIL', 'AGE', 'GONE', 'Email')
    const anyMapping = fc.oneof(
      fc.record({ from: fc.record({ type: fc.constant('column'), data: name }), to: name }),
      fc.record({ from: fc.constant({ type: 'liquid_template', data: 'x' }), to: name }),
      fc.record({ to: name }),
    )
    fc.assert(
      fc.property(fc.array(anyMapping), (mappings) => {
        const model = board(mappings)
        expect(model.lines.size).toBe(mappings.length)
        for (const line of model.lines.values()) {
          expect(model.ends.get(line.source)?.lines).toContain(line)
          expect(model.ends.get(line.field)?.lines).toContain(line)
        }
        for (const side of [model.source, model.field]) {
          expect(new Set(side.map(({ key }) => key)).size).toBe(side.length)
        }
      }),
    )
  })
})

describe('shownEnds', () => {
  const model = board([column('EMAIL', 'Email'), column('AGE', '')])
  const names = (ends: readonly BoardEnd[]) => ends.map(({ label }) => label)

  it('finds by every word, in label, name and type', () => {
    expect(names(shownEnds(model.field, 'all', 'e-MAIL string'))).toEqual(['E-mail'])
    expect(names(shownEnds(model.source, 'all', 'number'))).toEqual(['AGE'])
  })

  it('tells mapped from open; a row that waits for its field is open on both sides', () => {
    expect(names(shownEnds(model.source, 'mapped', ''))).toEqual(['EMAIL'])
    expect(names(shownEnds(model.source, 'open', ''))).toEqual(['AGE'])
    expect(names(shownEnds(model.field, 'open', ''))).toEqual(['No field yet', 'tags'])
    expect(endCounts(model.field)).toEqual({ all: 3, mapped: 1, open: 2 })
  })
})

describe('endWords', () => {
  const model: BoardModel = board([
    column('EMAIL', 'Email', { is_primary_identifier: true }),
    column('EMAIL', 'tags'),
  ])
  it.each([
    [keyOfColumn('EMAIL'), 'EMAIL, text, mapped to E-mail and 1 more, key'],
    [keyOfColumn('AGE'), 'AGE, NUMBER, not mapped'],
    [keyOfField('Email'), 'E-mail, required, String, Email, filled by EMAIL, key'],
  ])('says what %s is connected to', (key, words) => {
    expect(endWords(model, model.ends.get(key)!)).toBe(words)
  })
})
