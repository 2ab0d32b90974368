import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { pageOf } from './envelope.ts'
import { syncSchema } from './sync.ts'
import { tableSchema } from './source.ts'

const page = pageOf(z.looseObject({ id: z.number() }))

describe('pageOf', () => {
  it('reads the items that can be read, in their order, and counts the others', () => {
    const data = [{ id: 1, name: 'kept' }, { id: 'two' }, null, { id: 4 }]
    expect(page.parse({ status: 'success', data }).data).toEqual({
      items: [{ id: 1, name: 'kept' }, { id: 4 }],
      unreadable: 2,
    })
  })

  it.each([{ status: 'success' }, { status: 'success', data: {} }, []])(
    'reads nothing in %j, which is no page',
    (answer) => {
      expect(page.safeParse(answer).success).toBe(false)
    },
  )
})

describe('syncSchema', () => {
  it('takes what is nested in whatever form it comes', () => {
    const odd = { id: 7, mode: 'live', mappings: {}, source_attributes: [] }
    expect(syncSchema.parse(odd)).toMatchObject({ id: 7, mode: 'live' })
    expect(syncSchema.safeParse({ label: 'no id' }).success).toBe(false)
  })
})

describe('tableSchema', () => {
  it('takes a warehouse without catalogs or schemas', () => {
    const table = { table_catalog: null, table_name: 'users' }
    expect(tableSchema.parse(table)).toEqual({
      table_catalog: '',
      table_schema: '',
      table_name: 'users',
    })
  })
})
