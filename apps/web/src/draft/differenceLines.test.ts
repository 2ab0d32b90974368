import { editDraft, fromCreateSync, type Edit, type SyncDraft } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { differenceLines } from './differenceLines.ts'

const row = (from: string, to: string) => ({ from: { type: 'column', data: from }, to })
const draft = fromCreateSync({
  label: 'Signups',
  mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 1 } } },
  mappings: [{ ...row('email', 'Email'), is_primary_identifier: true }, row('name', 'LastName')],
})

function edited(...edits: Edit[]): SyncDraft {
  return editDraft(draft, edits)
}

const constant = {
  from: { type: 'constant_value', data: { value: 'x', basic_type: 'text' } },
  to: 'C',
}

describe('differenceLines', () => {
  it.each<[what: string, other: SyncDraft, lines: [string, string?, string?][]]>([
    ['nothing', draft, []],
    [
      'a label',
      edited({ op: 'set', path: ['label'], value: 'Leads' }),
      [['label', 'Signups', 'Leads']],
    ],
    [
      'a key that is gone, and one that came',
      edited({ op: 'remove', path: ['label'] }, { op: 'set', path: ['paused'], value: true }),
      [
        ['paused', undefined, 'true'],
        ['label', 'Signups', undefined],
      ],
    ],
    [
      'a schedule, deep within',
      edited({ op: 'set', path: ['mode', 'triggers', 'schedule', 'hour'], value: 2 }),
      [['mode.triggers.schedule.hour', '1', '2']],
    ],
    [
      'a row',
      edited({ op: 'set', path: ['mappings', 1, 'to'], value: 'Name' }),
      [['Row 2', 'name → LastName', 'name → Name']],
    ],
    [
      'a key taken away',
      edited({ op: 'remove', path: ['mappings', 0, 'is_primary_identifier'] }),
      [['Row 1', 'email → Email (is_primary_identifier)', 'email → Email']],
    ],
    [
      'rows that came and went',
      edited(
        { op: 'remove', path: ['mappings', 1] },
        { op: 'set', path: ['mappings', 1], value: constant },
      ),
      [
        ['Row 2', undefined, 'x → C'],
        ['Row 2', 'name → LastName', undefined],
      ],
    ],
    [
      'the order of rows',
      { ...draft, rows: draft.rows.toReversed() },
      [['Order of rows', 'this order', 'another order']],
    ],
    [
      'what is parked',
      { ...draft, parkedRows: [{ row: { id: 'row-9', mapping: {} }, misfits: {} }] },
      [['Parked', '0', '1']],
    ],
  ])('tells %s', (_, other, lines) => {
    expect(differenceLines(draft, other).map((line) => [line.what, line.one, line.other])).toEqual(
      lines,
    )
  })
})
