import { editDraft, fromCreateSync } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { rowDifferencesOf } from './differences.ts'

describe('rowDifferencesOf', () => {
  const rows = fromCreateSync({ mappings: ['A', 'B', 'C', 'D'].map((to) => ({ to })) }).rows
  const [a, b, c, d] = rows as [
    (typeof rows)[0],
    (typeof rows)[0],
    (typeof rows)[0],
    (typeof rows)[0],
  ]
  const none = { added: [], removed: [], moved: [], changed: [] }

  it.each([
    ['nothing', [a, b], [{ ...a }, b], none],
    ['a row that came', [a, b], [a, c, b], { ...none, added: [1] }],
    ['rows that went', [a, b, c], [b], { ...none, removed: [0, 2] }],
    ['a row that went down', [a, b, c, d], [b, c, a, d], { ...none, moved: [2] }],
    ['a row that went up', [a, b, c, d], [a, d, b, c], { ...none, moved: [1] }],
    ['rows in another order', [a, b, c, d], [d, c, b, a], { ...none, moved: [0, 1, 2, 3] }],
    ['a row moved past one that came', [a, b], [b, c, a], { ...none, added: [1], moved: [2] }],
  ])('tells of %s', (_, before, after, expected) => {
    expect(rowDifferencesOf(before, after)).toEqual(expected)
  })

  it('tells what changed in a row, also when it moved', () => {
    const draft = fromCreateSync({ mappings: [{ to: 'A' }, { to: 'B' }] })
    const edited = editDraft(draft, [{ op: 'set', path: ['mappings', 0, 'to'], value: 'X' }])
    expect(rowDifferencesOf(draft.rows, edited.rows.toReversed())).toEqual({
      ...none,
      moved: [1],
      changed: [{ index: 1, differences: [{ path: ['to'], before: 'A', after: 'X' }] }],
    })
  })
})
