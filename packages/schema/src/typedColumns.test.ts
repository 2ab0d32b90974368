import { describe, expect, it } from 'vitest'
import { checkSync } from './checkSync.ts'
import { editDraft, fromCreateSync, toCreateSync } from './draft.ts'
import { typeColumns, typedColumnsOf, withTypedColumns } from './typedColumns.ts'

const dataset = { connection_id: 12, object: { type: 'dataset', id: 123 } }
const other = { connection_id: 12, object: { type: 'dataset', id: 124 } }
const columns = [{ name: 'email', data_type: 'text' }]
const draft = fromCreateSync({ source_attributes: dataset, mappings: [] })

describe('typeColumns', () => {
  it('keeps columns for the source of the draft, and never sends them', () => {
    const typed = typeColumns(draft, columns)
    expect(typedColumnsOf(typed)).toEqual(columns)
    expect(toCreateSync(typed)).toEqual(toCreateSync(draft))
  })

  it('puts newer columns in the place of older ones, and takes them away', () => {
    const twice = typeColumns(typeColumns(draft, columns), [{ name: 'id' }])
    expect(typedColumnsOf(twice)).toEqual([{ name: 'id' }])
    expect(typeColumns(twice, []).typedColumns).toEqual([])
  })

  it('does nothing without a source', () => {
    const without = fromCreateSync({ mappings: [] })
    expect(typeColumns(without, columns)).toBe(without)
  })
})

describe('typedColumnsOf', () => {
  it('gives them for their source alone, also after another was chosen meanwhile', () => {
    const typed = typeColumns(draft, columns)
    const path = ['source_attributes']
    const away = editDraft(typed, [{ op: 'set', path, value: other }])
    expect(typedColumnsOf(away)).toBeUndefined()
    const both = typeColumns(away, [{ name: 'id' }])
    expect(typedColumnsOf(both)).toEqual([{ name: 'id' }])
    const back = editDraft(both, [{ op: 'set', path, value: dataset }])
    expect(typedColumnsOf(back)).toEqual(columns)
  })

  it('gives those of the dataset for its segments', () => {
    const segment = { ...dataset, filter_segment_id: 3 }
    const edit = { op: 'set', path: ['source_attributes'], value: segment } as const
    expect(typedColumnsOf(editDraft(typeColumns(draft, columns), [edit]))).toEqual(columns)
  })
})

describe('withTypedColumns', () => {
  it('takes them only where the API tells none', () => {
    const told = { columns: [{ name: 'EMAIL' }] }
    expect(withTypedColumns(told, columns)).toBe(told)
    expect(withTypedColumns({}, columns)).toEqual({ columns, areColumnsTyped: true })
    expect(withTypedColumns({}, undefined)).toEqual({})
  })

  it('lets no column be called unknown by them', () => {
    const payload = { mappings: [{ from: { type: 'column', data: 'nope' }, to: 'Email' }] }
    const codes = (known: Parameters<typeof checkSync>[1]) =>
      checkSync(payload, known).map(({ code }) => code)
    expect(codes({ columns })).toContain('unknown-column')
    expect(codes(withTypedColumns({}, columns))).not.toContain('unknown-column')
  })
})
