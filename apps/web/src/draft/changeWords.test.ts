import {
  dropParked,
  editDraft,
  forgetRow,
  fromCreateSync,
  typeColumns,
  noteSwitch,
  restoreRows,
  settleRows,
  switchOperation,
  type Edit,
  type JsonObject,
} from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { changeWords } from './changeWords.ts'

const payload: JsonObject = {
  operation: 'upsert',
  mappings: [
    { from: { type: 'column', data: 'email' }, to: 'Email' },
    { from: { type: 'column', data: 'name' }, to: '' },
    { from: { type: 'constant_value', data: { value: 'x', basic_type: 'text' } }, to: 'Plan' },
  ],
  mode: { triggers: { schedule: { frequency: 'daily', hour: 1 } } },
}

function set(...path: (string | number)[]): (value: Extract<Edit, { op: 'set' }>['value']) => Edit {
  return (value) => ({ op: 'set', path, value })
}

const nulls = (row: number) => set('mappings', row, 'sync_null_values')(false)

describe('changeWords', () => {
  it.each<[string, Edit[]]>([
    ['Label set to Signups', [set('label')('Signups')]],
    ['Operation changed to mirror', [set('operation')('mirror')]],
    ['Schedule: hour changed to 2', [set('mode', 'triggers', 'schedule', 'hour')(2)]],
    ['Schedule cleared', [{ op: 'remove', path: ['mode'] }]],
    ['Paused set to yes', [set('paused')(true)]],
    ['Advanced configuration set', [set('advanced_configuration')({ bulk: true })]],
    ['Row 2: field set to Name', [set('mappings', 1, 'to')('Name')]],
    ['Row 1: source changed to id', [set('mappings', 0, 'from', 'data')('id')]],
    ['Row 3: source changed to y', [set('mappings', 2, 'from', 'data', 'value')('y')]],
    [
      'Row 1: kind of source changed to template',
      [set('mappings', 0, 'from')({ type: 'liquid_template', data: '' })],
    ],
    ['Row 1 made the key', [set('mappings', 0, 'is_primary_identifier')(true)]],
    ['Row 1: write null set to no', [nulls(0)]],
    ['3 rows: write null set to no', [nulls(0), nulls(1), nulls(2)]],
    ['2 rows changed', [set('mappings', 0, 'to')('A'), set('mappings', 1, 'to')('B')]],
    ['Row 4 added', [set('mappings', 3)({})]],
    ['2 rows added', [set('mappings', 3)({}), set('mappings', 4)({})]],
    ['Row 2 removed', [{ op: 'remove', path: ['mappings', 1] }]],
    ['All 3 rows removed', [set('mappings')([])]],
    ['Label set to A; Row 4 added', [set('label')('A'), set('mappings', 3)({})]],
    [
      'Operation changed to mirror; Label set to A; 2 more changes',
      [set('label')('A'), set('operation')('mirror'), set('a')(1), set('b')(1)],
    ],
  ])('says %j', (words, edits) => {
    const draft = fromCreateSync(payload)
    expect(changeWords(draft, editDraft(draft, edits))).toBe(words)
  })

  it('tells where a moved row is now', () => {
    const draft = fromCreateSync(payload)
    const [a, b, c] = draft.rows
    expect(changeWords(draft, { ...draft, rows: [b!, c!, a!] })).toBe('Row moved to 3')
  })

  it('tells which row is the key when another one was', () => {
    const draft = fromCreateSync({ mappings: [{ is_primary_identifier: true }, {}] })
    const edits = [
      { op: 'remove' as const, path: ['mappings', 0, 'is_primary_identifier'] },
      set('mappings', 1, 'is_primary_identifier')(true),
    ]
    expect(changeWords(draft, editDraft(draft, edits))).toBe('Row 2 made the key')
  })

  it('tells what was forgotten', () => {
    const mirror = {
      ...fromCreateSync({ operation: 'mirror', mirror_strategy: 'x' }),
      imported: [],
    }
    const draft = switchOperation(mirror, 'upsert')
    expect(changeWords(draft, dropParked(draft, draft.parked[0]!))).toBe(
      'Parked mirror_strategy forgotten',
    )
  })

  it('says of columns that were typed in how many there are', () => {
    const before = fromCreateSync({ source_attributes: { object: { type: 'topic', id: 9 } } })
    const after = typeColumns(before, [{ name: 'id' }, { name: 'email' }])
    expect(changeWords(before, after)).toBe('2 columns typed in')
    expect(changeWords(after, typeColumns(after, []))).toBe('Typed-in columns forgotten')
  })

  it('tells of rows that were parked, put back and forgotten', () => {
    const named = (object: string) => ({ destination_attributes: { connection_id: 1, object } })
    const draft = fromCreateSync({ ...named('contact'), mappings: [{ to: 'A' }, { to: 'B' }] })
    const edits = [set('destination_attributes', 'object')('lead')]
    const other = noteSwitch(draft, editDraft(draft, edits))
    const parked = settleRows(other, 'destination', () => 'No such field')
    const [first] = parked.parkedRows
    const words = 'Destination: object changed to lead; 2 rows parked'
    expect(changeWords(draft, parked)).toBe(words)
    const restored = restoreRows(parked, new Set([first!.row.id]))
    expect(changeWords(parked, restored)).toBe('Row 1 put back')
    expect(changeWords(parked, forgetRow(parked, first!.row.id))).toBe('Parked row forgotten')
  })

  it('says nothing of nothing', () => {
    expect(changeWords(fromCreateSync(payload), fromCreateSync(payload))).toBe('')
  })
})
