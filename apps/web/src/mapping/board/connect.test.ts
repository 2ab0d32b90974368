import { fromCreateSync, toCreateSync, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { boardOf, type Side } from './boardModel.ts'
import { connectionOf } from './connect.ts'

const columns = ['EMAIL', 'AGE', 'NAME'].map((name) => ({ name }))
const fields = ['email', 'age', 'name'].map((name) => ({ full_name: name }))
const keyRule = { isNeeded: true, hidesField: false, notes: undefined }
const picks = {
  isFileSystem: false,
  allowsNewFields: true,
  keyRule,
}

function column(data: string, to: string, flags: JsonObject = {}): JsonObject {
  return { from: { type: 'column', data }, to, ...flags }
}

function constant(value: string, to: string, flags: JsonObject = {}): JsonObject {
  return { from: { type: 'constant_value', data: { value, basic_type: 'text' } }, to, ...flags }
}

/** What becomes of `mappings` when the ends of these names are connected. */
function connect(
  mappings: JsonObject[],
  ends: { source: string; field: string },
  startedAt: Side = 'source',
  preferred: ReadonlySet<string> = new Set(),
) {
  const draft = fromCreateSync({ mappings })
  const model = boardOf({ rows: draft.rows, columns, fields, picks })
  const source = model.source.find(({ label }) => label === ends.source)!
  const field = model.field.find(({ label }) => label === ends.field)!
  const connection = connectionOf({ source, field, startedAt }, preferred)
  if (connection.kind === 'connected already') return { kind: connection.kind, after: mappings }
  const change = connection.kind === 'replace' ? connection.change : connection
  return {
    kind: connection.kind,
    after: toCreateSync(change.apply(draft)).mappings,
    rowId: change.rowId,
  }
}

describe('connectionOf', () => {
  it('adds a row at the end for a field that no row fills', () => {
    expect(connect([constant('x', 'age')], { source: 'EMAIL', field: 'email' })).toEqual({
      kind: 'change',
      after: [constant('x', 'age'), column('EMAIL', 'email')],
      rowId: undefined,
    })
  })

  it('lets a column fill a second field', () => {
    const { kind, after } = connect([column('EMAIL', 'email')], { source: 'EMAIL', field: 'name' })
    expect([kind, after]).toEqual(['change', [column('EMAIL', 'email'), column('EMAIL', 'name')]])
  })

  it('completes a row that waits for a field, or for a column', () => {
    expect(connect([column('EMAIL', '')], { source: 'EMAIL', field: 'email' })).toEqual({
      kind: 'change',
      after: [column('EMAIL', 'email')],
      rowId: 'row-1',
    })
    expect(connect([column('', 'email')], { source: 'EMAIL', field: 'email' })).toEqual({
      kind: 'change',
      after: [column('EMAIL', 'email')],
      rowId: 'row-1',
    })
  })

  it('asks before a row loses the source that it has, and keeps its settings', () => {
    const flags = { preserve_values: true }
    expect(connect([constant('x', 'email', flags)], { source: 'EMAIL', field: 'email' })).toEqual({
      kind: 'replace',
      after: [column('EMAIL', 'email', flags)],
      rowId: 'row-1',
    })
  })

  it('keeps what else a column says of itself', () => {
    const from = { type: 'column', data: 'AGE', note: 'kept' }
    const { after } = connect([{ from, to: 'email' }], { source: 'EMAIL', field: 'email' })
    expect(after).toEqual([{ from: { ...from, data: 'EMAIL' }, to: 'email' }])
  })

  it('moves the row of a field that is led to another column, without asking', () => {
    const ends = { source: 'NAME', field: 'email' }
    expect(connect([column('EMAIL', 'email')], ends, 'field')).toMatchObject({
      kind: 'change',
      after: [column('NAME', 'email')],
    })
  })

  it('leads a constant to another field; a wish for a new field goes with the old one', () => {
    const mappings = [constant('x', 'custom', { generate_field: true })]
    expect(connect(mappings, { source: '“x”', field: 'email' })).toMatchObject({
      kind: 'change',
      after: [constant('x', 'email')],
    })
  })

  it('asks before a constant takes the place of another source, whose row stays in its stead', () => {
    const mappings = [constant('x', 'age'), column('EMAIL', 'email', { preserve_values: true })]
    expect(connect(mappings, { source: '“x”', field: 'email' })).toEqual({
      kind: 'replace',
      after: [constant('x', 'email', { preserve_values: true })],
      rowId: 'row-2',
    })
  })

  it('does nothing for ends that are connected', () => {
    const ends = { source: 'EMAIL', field: 'email' }
    expect(connect([column('EMAIL', 'email')], ends).kind).toBe('connected already')
  })

  it('means the selected row where more than one fills the field', () => {
    const mappings = [column('AGE', 'email'), column('NAME', 'email')]
    const ends = { source: 'EMAIL', field: 'email' }
    expect(connect(mappings, ends, 'source', new Set(['row-2'])).after).toEqual([
      column('AGE', 'email'),
      column('EMAIL', 'email'),
    ])
  })

  it('changes nothing of a row that is no object', () => {
    const draft = fromCreateSync({ mappings: ['odd'] })
    const model = boardOf({ rows: draft.rows, columns, fields, picks })
    const source = model.source[0]!
    const field = model.field.find(({ label }) => label === 'email')!
    const connection = connectionOf({ source, field, startedAt: 'source' }, new Set())
    expect(connection.kind === 'change' && connection.apply(draft)).toBe(draft)
  })
})
