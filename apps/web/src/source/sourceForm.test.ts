import { applyEdits, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { sourceForm } from './sourceForm.ts'

const table: JsonObject = {
  source_attributes: {
    connection_id: 12,
    object: { type: 'table', table_catalog: 'mart', table_schema: 'public', table_name: 'users' },
  },
}
const cohort: JsonObject = {
  source_attributes: { cohort_id: 4, object: { type: 'dataset', id: 123 } },
}

describe('sourceForm', () => {
  it.each([[table], [cohort], [{}], [{ source_attributes: { object: { type: 'table' } } }]])(
    'changes nothing that was only read: %j',
    (payload) => {
      expect(sourceForm.write(sourceForm.read(payload), payload)).toEqual([])
    },
  )

  it('reads back what it wrote', () => {
    const typed = { table_catalog: '', table_schema: 'public', table_name: 'orders', cohort_id: '' }
    const payload = applyEdits(table, sourceForm.write(typed, table))
    expect(sourceForm.read(payload)).toEqual(typed)
  })

  it('sends all three names of a table as soon as one is typed', () => {
    const payload = { source_attributes: { object: { type: 'table' } } }
    const typed = { ...sourceForm.read(payload), table_name: 'users' }
    expect(applyEdits(payload, sourceForm.write(typed, payload)).source_attributes).toEqual({
      object: { type: 'table', table_catalog: '', table_schema: '', table_name: 'users' },
    })
  })

  it('writes the id of a cohort as a number', () => {
    const edits = sourceForm.write({ ...sourceForm.read(cohort), cohort_id: '17' }, cohort)
    expect(edits).toEqual([{ op: 'set', path: ['source_attributes', 'cohort_id'], value: 17 }])
  })
})
