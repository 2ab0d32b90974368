import { fromCreateSync, toCreateSync, type JsonValue } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import {
  addMapping,
  editRow,
  fieldEdits,
  hasSameEnds,
  moveRow,
  newFrom,
  newMapping,
  readRow,
  toggleKey,
} from './mappings.ts'
import { writableFromTypes } from '@sync-builder/schema'

const email = { from: { type: 'column', data: 'email' }, to: 'Email' }
const name = { from: { type: 'column', data: 'name' }, to: 'Name' }

const draftOf = (...mappings: JsonValue[]) => fromCreateSync({ mappings })

describe('readRow', () => {
  it.each(writableFromTypes)('shows a new %s in controls', (kind) => {
    expect(readRow({ from: newFrom(kind), to: '' }).kind).toBe(kind)
  })

  it('shows the key of the service as such', () => {
    expect(readRow({ from: { type: 'compound_key' }, to: 'id' })).toEqual({
      kind: 'compound_key',
      to: 'id',
    })
  })

  it.each([
    ['a text', 'email'],
    ['null', null],
    ['a list', []],
    ['an object without from', { to: 'Email' }],
    ['an unknown kind', { from: { type: 'hash', data: 'email' }, to: 'Email' }],
    ['a from of the wrong form', { from: { type: 'column', data: {} }, to: 'Email' }],
    ['a constant that is no text', { from: { type: 'constant_value', data: { value: 5 } } }],
    ['a to that is no text', { ...email, to: 5 }],
  ])('leaves %s to be edited as JSON', (_, mapping: JsonValue) => {
    expect(readRow(mapping)).toEqual({ kind: 'raw' })
  })

  it('takes a field that was not chosen yet as open', () => {
    expect(readRow({ from: email.from })).toEqual({ kind: 'column', data: 'email', to: '' })
  })
})

describe('hasSameEnds', () => {
  const constant = {
    from: { type: 'constant_value', data: { value: 'a', basic_type: 'text' } },
    to: 'Team',
  }
  const draft = draftOf(email, constant)
  const after = (index: number, path: string[], value: JsonValue) =>
    editRow(draft, draft.rows[index]!.id, [{ op: 'set', path, value }]).rows

  it.each([
    ['a constant', 1, ['from', 'data', 'value'], 'b', true],
    ['a setting', 0, ['sync_null_values'], false, true],
    ['a column', 0, ['from', 'data'], 'mail', false],
    ['a field', 1, ['to'], 'Group', false],
    ['a kind', 1, ['from'], newFrom('column'), false],
    ['a row into any JSON', 1, [], 'no mapping', false],
  ] as const)('tells whether a change of %s is one', (_, index, path, value, isSame) => {
    expect(hasSameEnds(draft.rows, after(index, [...path], value))).toBe(isSame)
  })

  it('tells other rows and another order', () => {
    expect(hasSameEnds(draft.rows, draft.rows.slice(1))).toBe(false)
    expect(hasSameEnds(draft.rows, draft.rows.toReversed())).toBe(false)
  })
})

describe('addMapping', () => {
  it('adds at the end and keeps the ids of the others', () => {
    const draft = draftOf(email)
    const added = addMapping(draft, newMapping({ column: 'name', to: 'Name' }))
    expect(toCreateSync(added).mappings).toEqual([email, name])
    expect(added.rows[0]!.id).toBe(draft.rows[0]!.id)
  })

  it('starts a list where an import has something else', () => {
    expect(toCreateSync(addMapping(fromCreateSync({ mappings: 'x' }), name)).mappings).toEqual([
      name,
    ])
    expect(toCreateSync(addMapping(fromCreateSync({}), name)).mappings).toEqual([name])
  })
})

describe('editRow', () => {
  it('edits by id, wherever the row stands now', () => {
    const draft = moveRow(draftOf(email, name), 'row-1', 1)
    const edited = editRow(draft, 'row-1', [{ op: 'set', path: ['to'], value: 'Mail' }])
    expect(toCreateSync(edited).mappings).toEqual([name, { ...email, to: 'Mail' }])
  })

  it('removes a row and does nothing for one that is gone', () => {
    const removed = editRow(draftOf(email, name), 'row-1', [{ op: 'remove', path: [] }])
    expect(toCreateSync(removed).mappings).toEqual([name])
    expect(editRow(removed, 'row-1', [{ op: 'remove', path: [] }])).toBe(removed)
  })
})

describe('moveRow', () => {
  it('swaps with the neighbour and stops at the ends', () => {
    const draft = draftOf(email, name)
    expect(toCreateSync(moveRow(draft, 'row-2', -1)).mappings).toEqual([name, email])
    expect(moveRow(draft, 'row-1', -1)).toBe(draft)
    expect(moveRow(draft, 'row-2', 1)).toBe(draft)
  })
})

describe('toggleKey', () => {
  it('makes a row the only key', () => {
    const draft = draftOf(
      { ...email, is_primary_identifier: true },
      { ...name, is_primary_identifier: false },
      { from: { type: 'column', data: 'id' }, to: 'Id' },
    )
    expect(toCreateSync(toggleKey(draft, 'row-3', false)).mappings).toEqual([
      email,
      { ...name, is_primary_identifier: false },
      { from: { type: 'column', data: 'id' }, to: 'Id', is_primary_identifier: true },
    ])
  })

  it('takes the key back', () => {
    const draft = draftOf({ ...email, is_primary_identifier: true })
    expect(toCreateSync(toggleKey(draft, 'row-1', false)).mappings).toEqual([email])
  })

  it('names the field as documented where the service chooses it and none is set', () => {
    const keyed = toggleKey(draftOf(newMapping({ column: 'id' })), 'row-1', true)
    expect(toCreateSync(keyed).mappings).toEqual([
      { from: { type: 'column', data: 'id' }, to: 'unique_id', is_primary_identifier: true },
    ])
    const kept = toggleKey(draftOf(email), 'row-1', true)
    expect(toCreateSync(kept).mappings).toEqual([{ ...email, is_primary_identifier: true }])
  })

  it('leaves a row alone that is no mapping', () => {
    const draft = draftOf('email')
    expect(toggleKey(draft, 'row-1', false)).toBe(draft)
  })
})

describe('fieldEdits', () => {
  it('asks for a new field, and no longer does when an existing one is chosen', () => {
    const wished = editRow(draftOf(email), 'row-1', fieldEdits('Tier', true))
    expect(toCreateSync(wished).mappings).toEqual([{ ...email, to: 'Tier', generate_field: true }])
    const chosen = editRow(wished, 'row-1', fieldEdits('Email', false))
    expect(toCreateSync(chosen).mappings).toEqual([email])
  })

  it('keeps an imported wish while it is not known which fields there are', () => {
    const wished = draftOf({ ...email, generate_field: true })
    const renamed = editRow(wished, 'row-1', fieldEdits('Mail', undefined))
    expect(toCreateSync(renamed).mappings).toEqual([{ ...email, to: 'Mail', generate_field: true }])
  })
})
