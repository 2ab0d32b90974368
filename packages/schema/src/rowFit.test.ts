import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDraft, fromCreateSync, toCreateSync, type SyncDraft } from './draft.ts'
import type { JsonObject, JsonValue } from './json.ts'
import {
  columnMisfits,
  fieldMisfits,
  forgetRow,
  restoreRows,
  settleRows,
  type MisfitOf,
} from './rowFit.ts'
import { noteSwitch } from './switchNote.ts'
import { analyseTemplate } from './template.ts'

/** The tables of one connection, and what is known of their columns. */
const columnsOf = {
  users: ['id', 'email', 'plan'],
  orders: ['id', 'total'],
  events: undefined,
} as const
type TableName = keyof typeof columnsOf

const fieldsOf = {
  Contact: ['Email', 'Plan__c'],
  Lead: ['Email'],
  Anything: undefined,
} as const
type ObjectName = keyof typeof fieldsOf

function columnRow(column: string, to = 'Email'): JsonObject {
  return { from: { type: 'column', data: column }, to }
}

function table(name: string): JsonObject {
  return { type: 'table', table_catalog: '', table_schema: 'public', table_name: name }
}

function draftOf(mappings: JsonValue[], reads: TableName = 'users'): SyncDraft {
  return fromCreateSync({
    source_attributes: { connection_id: 1, object: table(reads) },
    destination_attributes: { connection_id: 2, object: 'Contact' },
    mappings,
  })
}

function choose(draft: SyncDraft, path: string[], value: JsonValue): SyncDraft {
  return noteSwitch(draft, editDraft(draft, [{ op: 'set', path, value }]))
}

function misfitsOfTable(name: TableName): MisfitOf {
  return columnMisfits(
    columnsOf[name]?.map((column) => ({ name: column })),
    analyseTemplate,
  )
}

function misfitsOfObject(name: ObjectName): MisfitOf {
  const fields = fieldsOf[name]?.map((field) => ({ full_name: field }))
  return fieldMisfits({ full_name: name, ...(fields && { fields }) }, 'upsert')
}

/** The draft after another table was chosen and its columns were read. */
function read(draft: SyncDraft, name: TableName): SyncDraft {
  const chosen = choose(draft, ['source_attributes', 'object'], table(name))
  return settleRows(chosen, 'source', misfitsOfTable(name))
}

/** The draft after another object was chosen and its fields were read. */
function write(draft: SyncDraft, name: ObjectName): SyncDraft {
  const chosen = choose(draft, ['destination_attributes', 'object'], name)
  return settleRows(chosen, 'destination', misfitsOfObject(name))
}

/** What an operator sees of a draft: not where it has been. */
function seen(draft: SyncDraft) {
  return { ...draft, wasAt: {} }
}

function columnsIn({ rows }: SyncDraft): unknown[] {
  return rows.map(({ mapping }) => Object(mapping).from.data)
}

function parkedIn({ parkedRows }: SyncDraft) {
  return parkedRows.map(({ row: { mapping }, misfits }) => [
    Object(mapping).from.data,
    misfits.source ?? misfits.destination,
  ])
}

describe('noteSwitch', () => {
  const draft = draftOf([columnRow('email')])
  const objectPath = ['source_attributes', 'object']

  it('notes which end was left, until another one is settled', () => {
    const chosen = choose(draft, objectPath, table('orders'))
    expect(Object.keys(chosen.left)).toEqual(['source'])
    expect(choose(chosen, objectPath, table('events')).left).toEqual(chosen.left)
    expect(settleRows(chosen, 'source', () => undefined).left).toEqual({})
  })

  it('notes nothing when one comes back before it was settled', () => {
    const away = choose(draft, objectPath, table('orders'))
    expect(choose(away, objectPath, table('users'))).toEqual(draft)
  })

  it('keeps the note while nothing is chosen', () => {
    const nothing = noteSwitch(draft, editDraft(draft, [{ op: 'remove', path: objectPath }]))
    expect(Object.keys(nothing.left)).toEqual(['source'])
    expect(settleRows(nothing, 'source', () => 'no')).toBe(nothing)
  })

  it.each<[string, SyncDraft, string[], JsonValue]>([
    ['what has no rows', draftOf([]), objectPath, table('orders')],
    ['a first choice', fromCreateSync({ mappings: [{}] }), objectPath, table('orders')],
    ['what does not concern rows', draft, ['source_attributes', 'cohort_id'], 3],
  ])('notes nothing of %s', (_, before, path, value) => {
    expect(choose(before, path, value).left).toEqual({})
  })
})

describe('settleRows', () => {
  it('parks the rows that do not fit the new source, and brings them back with it', () => {
    const draft = draftOf(['email', 'id', 'plan'].map((column) => columnRow(column)))
    const away = read(draft, 'orders')
    expect(columnsIn(away)).toEqual(['id'])
    expect(parkedIn(away)).toEqual([
      ['email', 'The source has no column email'],
      ['plan', 'The source has no column plan'],
    ])
    expect(toCreateSync(away).mappings).toEqual([columnRow('id')])
    expect(seen(read(away, 'users'))).toEqual(draft)
  })

  it('brings a row back to its old place though rows around it moved, went and came', () => {
    const draft = draftOf(['id', 'email', 'plan', 'total'].map((column) => columnRow(column)))
    const away = read(draft, 'orders')
    const edited = editDraft({ ...away, rows: away.rows.toReversed() }, [
      { op: 'remove', path: ['mappings', 1] },
      { op: 'set', path: ['mappings', 1], value: columnRow('id', 'New') },
    ])
    expect(columnsIn(edited)).toEqual(['total', 'id'])
    expect(columnsIn(read(edited, 'users'))).toEqual(['email', 'plan', 'total', 'id'])
  })

  it('brings a row back to the source that it was made for, also one with an unlisted column', () => {
    const draft = draftOf([columnRow('typed_by_hand')])
    const away = read(draft, 'orders')
    expect(columnsIn(away)).toEqual([])
    expect(seen(read(away, 'users'))).toEqual(draft)
  })

  it('parks a row that was changed to what the first source does not have', () => {
    const away = read(draftOf([columnRow('id')]), 'orders')
    const path = ['mappings', 0, 'from', 'data']
    const edited = editDraft(away, [{ op: 'set', path, value: 'total' }])
    expect(parkedIn(read(edited, 'users'))).toEqual([['total', 'The source has no column total']])
  })

  it('keeps a row that fits neither side parked until it fits both', () => {
    const draft = draftOf([columnRow('plan', 'Plan__c')])
    const away = write(read(draft, 'orders'), 'Lead')
    expect(away.parkedRows).toMatchObject([
      {
        misfits: {
          source: 'The source has no column plan',
          destination: 'Lead has no field Plan__c',
        },
      },
    ])
    const half = read(away, 'users')
    expect(parkedIn(half)).toEqual([['plan', 'Lead has no field Plan__c']])
    expect(seen(write(half, 'Contact'))).toEqual(draft)
  })

  it('parks nothing, and brings all back, where it cannot be known what fits', () => {
    const draft = draftOf(['id', 'plan'].map((column) => columnRow(column)))
    expect(columnsIn(read(draft, 'events'))).toEqual(['id', 'plan'])
    expect(columnsIn(read(read(draft, 'orders'), 'events'))).toEqual(['id', 'plan'])
  })

  it('neither loses nor changes a row, whatever is switched, and there and back is where it was', () => {
    const mapping = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('id', 'email', 'total', 'typed'),
          fc.constantFrom('Email', 'Plan__c', 'X'),
        )
        .map(([column, to]) => columnRow(column, to)),
      fc.constantFrom<JsonValue>(
        { from: { type: 'liquid_template', data: '{{ record.plan }}' }, to: 'Plan__c' },
        { from: { type: 'constant_value', data: { value: 'x' } }, to: 'Email' },
        'no mapping at all',
      ),
    )
    const switches = fc.oneof(
      fc.constantFrom('users' as const, 'orders' as const, 'events' as const).map((name) => ({
        switched: (draft: SyncDraft) => read(draft, name),
      })),
      fc.constantFrom('Contact' as const, 'Lead' as const, 'Anything' as const).map((name) => ({
        switched: (draft: SyncDraft) => write(draft, name),
      })),
    )
    fc.assert(
      fc.property(fc.array(mapping), fc.array(switches), (mappings, sequence) => {
        const draft = draftOf(mappings)
        let now = draft
        for (const { switched } of sequence) {
          now = switched(now)
          const all = [...now.rows, ...now.parkedRows.map(({ row }) => row)]
          expect(all.toSorted((a, b) => draft.rows.indexOf(a) - draft.rows.indexOf(b))).toEqual(
            draft.rows,
          )
          const order = now.rows.map((row) => draft.rows.indexOf(row))
          expect(order).toEqual(order.toSorted((a, b) => a - b))
        }
        expect(seen(write(read(now, 'users'), 'Contact'))).toEqual(draft)
      }),
    )
  })
})

describe('restoreRows and forgetRow', () => {
  const away = read(draftOf(['email', 'id', 'plan'].map((column) => columnRow(column))), 'orders')

  it('put a row back to its place, whatever speaks against it', () => {
    const [email, plan] = away.parkedRows.map(({ row }) => row.id)
    const one = restoreRows(away, new Set([plan!]))
    expect(columnsIn(one)).toEqual(['id', 'plan'])
    expect(columnsIn(restoreRows(one, new Set([email!])))).toEqual(['email', 'id', 'plan'])
  })

  it('drop a row for good', () => {
    const forgotten = forgetRow(away, away.parkedRows[0]!.row.id)
    expect(parkedIn(forgotten).map(([column]) => column)).toEqual(['plan'])
    expect(columnsIn(read(forgotten, 'users'))).toEqual(['id', 'plan'])
    expect(forgetRow(forgotten, forgotten.parkedRows[0]!.row.id)).toMatchObject({
      parkedRows: [],
      rowOrder: [],
    })
  })
})

describe('columnMisfits', () => {
  const misfitOf = columnMisfits([{ name: 'id' }, { name: 'plan' }], analyseTemplate)

  it.each<[string, JsonValue, string | undefined]>([
    ['a column that is there', columnRow('id'), undefined],
    ['a column in another case', columnRow('ID'), 'The source has no column ID'],
    ['a row without a column yet', columnRow(''), undefined],
    ['a constant', { from: { type: 'constant_value', data: { value: 'x' } } }, undefined],
    [
      'a template of such columns',
      { from: { type: 'liquid_template', data: '{{ record.plan }}' } },
      undefined,
    ],
    [
      'a template of another one',
      { from: { type: 'liquid_template', data: '{{ record.region }}' } },
      "Column being referenced in template can't be found in data source [region]",
    ],
    ['a template that is wrong', { from: { type: 'liquid_template', data: '{{' } }, undefined],
    ['what is no mapping', 'x', undefined],
  ])('judges %s', (_, mapping, reason) => {
    expect(misfitOf(mapping)).toBe(reason)
  })
})

describe('fieldMisfits', () => {
  const object = {
    full_name: 'contact',
    label: 'Contact',
    fields: [{ full_name: 'email' }],
    allow_custom_fields: true,
    primary_identifier_mapping_attributes: { mirror: { hide_destination_key: true } },
  }
  const closed = { ...object, allow_custom_fields: false }
  const newField = { to: 'plan', generate_field: true }

  it.each<[string, JsonValue, typeof object, string | undefined]>([
    ['a field that is there', { to: 'email' }, object, undefined],
    ['a field that is not', { to: 'plan' }, object, 'Contact has no field plan'],
    ['a row without a field yet', { to: '' }, object, undefined],
    ['a field that the row creates', newField, object, undefined],
    ['where none can be created', newField, closed, 'Contact takes no new field, such as plan'],
    ['the key that the service names', { to: 'x', is_primary_identifier: true }, object, undefined],
    ['what is no mapping', 'x', object, undefined],
  ])('judges %s', (_, mapping, known, reason) => {
    expect(fieldMisfits(known, 'mirror')(mapping)).toBe(reason)
  })
})
