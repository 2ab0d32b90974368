import {
  fieldOf,
  fromCreateSync,
  toCreateSync,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKey, newMapping } from '../mappings.ts'
import { knownNames } from './knownNames.ts'
import {
  applyPairs,
  nameKey,
  pairsToApply,
  planPairs,
  type PairState,
  type PlanChoices,
  type PlanGround,
} from './pairPlan.ts'
import { buttonWords, doneWords } from './pairWords.ts'
import { readPairs, type PastedPair } from './pairs.ts'

const columns = knownNames(['ID', 'EMAIL', 'NAME', 'COUNTRY'].map((name) => ({ name })))
const fields = knownNames([
  { name: 'external_id', label: 'External id' },
  { name: 'email', label: 'Email' },
  { name: 'full_name', label: 'Full name' },
  { name: 'country', label: 'Country' },
])
const noChoices: PlanChoices = { suggestions: new Map(), lines: new Map() }
const nothingLeftOut = new Set<PairState>()

function groundOf(draft: SyncDraft, more: Partial<PlanGround> = {}): PlanGround {
  return { rows: draft.rows, columns, fields, allowsNewFields: false, isFileSystem: false, ...more }
}

function draftOf(...mappings: JsonValue[]): SyncDraft {
  return fromCreateSync({ mappings })
}

/** A plan over a text of pairs, one a line. */
function planOf(
  text: string,
  draft: SyncDraft = draftOf(),
  choices = noChoices,
  more: Partial<PlanGround> = {},
) {
  const { pairs } = readPairs(text, { columns, fields }, { left: 'columns', hasHeader: false })
  return planPairs(pairs, groundOf(draft, more), choices)
}

describe('planPairs', () => {
  it.each([
    ['new', 'EMAIL,email', { state: 'new', effect: 'new' }],
    ['unchanged', 'ID,external_id', { state: 'unchanged', effect: 'unchanged' }],
    ['changed', 'NAME,external_id', { state: 'changed', effect: 'changed', row: { from: 'ID' } }],
    ['changed, from a constant', 'COUNTRY,country', { state: 'changed', row: { from: '“US”' } }],
    ['unknown column', 'NOPE,email', { state: 'unknown column', effect: 'new' }],
    [
      'unknown column that would change a row',
      'NOPE,external_id',
      { state: 'unknown column', effect: 'changed' },
    ],
    [
      'unknown field',
      'EMAIL,nope',
      { state: 'unknown field', effect: 'new', field: { by: 'unknown' } },
    ],
    ['incomplete', 'EMAIL,', { state: 'incomplete', effect: undefined }],
  ])('calls a pair %s', (_, text, planned) => {
    const constant = { from: { type: 'constant_value', data: { value: 'US', basic_type: 'text' } } }
    const draft = draftOf(newMapping({ column: 'ID', to: 'external_id' }), {
      ...constant,
      to: 'country',
    })
    expect(planOf(text, draft)).toMatchObject([planned])
  })

  it.each([
    [
      'other case',
      'email,EMAIL',
      { column: { name: 'EMAIL', by: 'case' }, field: { name: 'email', by: 'case' } },
    ],
    ['a label', 'NAME,Full name', { field: { name: 'full_name', by: 'label' } }],
  ])('takes a name in %s for the real one, and says so', (_, text, planned) => {
    expect(planOf(text)).toMatchObject([{ state: 'new', ...planned }])
  })

  it('offers the nearest name, and takes it for every line that has the name', () => {
    const text = 'EMIAL,email\nEMIAL,full_name'
    const suggestion = { pasted: 'EMIAL', by: 'unknown', suggestion: 'EMAIL' }
    expect(planOf(text)).toMatchObject([{ column: suggestion }, { column: suggestion }])
    const suggestions = new Map([[nameKey('column', 'EMIAL'), 'EMAIL']])
    const mended = { state: 'new', column: { name: 'EMAIL', by: 'suggestion' } }
    expect(planOf(text, draftOf(), { ...noChoices, suggestions })).toMatchObject([mended, mended])
  })

  it('checks nothing where nothing is known, nor the fields of a file', () => {
    const nothing = { columns: undefined, fields: undefined }
    expect(planOf('a,b', draftOf(), noChoices, nothing)).toMatchObject([
      { state: 'new', column: { by: 'not checked' }, field: { by: 'not checked' } },
    ])
    expect(planOf('ID,b', draftOf(), noChoices, { isFileSystem: true })).toMatchObject([
      { state: 'new', field: { by: 'not checked' } },
    ])
  })

  it('marks both lines that fill one field, until one is picked', () => {
    const text = 'EMAIL,email\nNAME,Email\nID,external_id'
    expect(planOf(text)).toMatchObject([
      { state: 'duplicate', effect: undefined, rivals: [2] },
      { state: 'duplicate', effect: undefined, rivals: [1] },
      { state: 'new' },
    ])
    const lines = new Map([['email', 2]])
    expect(planOf(text, draftOf(), { ...noChoices, lines })).toMatchObject([
      { state: 'duplicate', rivals: [2] },
      { state: 'new', column: { name: 'NAME' } },
      { state: 'new' },
    ])
  })

  it('takes the first of lines that say the same', () => {
    expect(planOf('EMAIL,email\nemail,Email')).toMatchObject([
      { state: 'new' },
      { state: 'duplicate', rivals: [1] },
    ])
  })

  it('lets only the first line be the key that says so', () => {
    expect(planOf('ID,external_id,yes\nEMAIL,email,yes')).toMatchObject([
      { becomesKey: true, isSecondKey: false },
      { becomesKey: false, isSecondKey: true },
    ])
  })
})

describe('applyPairs', () => {
  it('adds rows at the end and keeps everything else of a row whose column changes', () => {
    const draft = draftOf(
      { from: { type: 'column', data: 'ID', note: 1 }, to: 'external_id', sync_null_values: false },
      newMapping({ column: 'NAME', to: 'full_name' }),
    )
    const pairs = pairsToApply(planOf('EMAIL,email\nCOUNTRY,external_id', draft), nothingLeftOut)
    const after = applyPairs(draft, pairs)
    expect(toCreateSync(after).mappings).toEqual([
      {
        from: { type: 'column', data: 'COUNTRY', note: 1 },
        to: 'external_id',
        sync_null_values: false,
      },
      newMapping({ column: 'NAME', to: 'full_name' }),
      newMapping({ column: 'EMAIL', to: 'email' }),
    ])
    expect(after.rows.slice(0, 2).map(({ id }) => id)).toEqual(draft.rows.map(({ id }) => id))
    expect(doneWords(pairs)).toBe('1 row added, 1 changed')
    expect(buttonWords(pairs)).toBe('Add 1 row, change 1')
  })

  it('moves the key to the pair that says so', () => {
    const draft = draftOf({
      ...newMapping({ column: 'ID', to: 'external_id' }),
      is_primary_identifier: true,
    })
    const after = applyPairs(draft, pairsToApply(planOf('EMAIL,email,yes', draft), nothingLeftOut))
    expect(after.rows.map(({ mapping }) => isKey(mapping))).toEqual([false, true])
  })

  it('asks for a new field only where the object takes one', () => {
    const add = (allowsNewFields: boolean) => {
      const plan = planOf('EMAIL,mail_2', draftOf(), noChoices, { allowsNewFields })
      return applyPairs(draftOf(), pairsToApply(plan, nothingLeftOut)).rows[0]?.mapping
    }
    expect(add(true)).toEqual({
      ...newMapping({ column: 'EMAIL', to: 'mail_2' }),
      generate_field: true,
    })
    expect(add(false)).toEqual(newMapping({ column: 'EMAIL', to: 'mail_2' }))
  })

  it('leaves out the states that the operator leaves out', () => {
    const plan = planOf('EMAIL,email\nNOPE,country\nID,nope')
    expect(pairsToApply(plan, new Set(['unknown column', 'new']))).toMatchObject([{ line: 3 }])
  })

  it('makes a list of mappings where there was none', () => {
    const draft = fromCreateSync({ mappings: 'none' })
    const after = applyPairs(draft, pairsToApply(planOf('EMAIL,email', draft), nothingLeftOut))
    expect(toCreateSync(after)).toEqual({
      mappings: [newMapping({ column: 'EMAIL', to: 'email' })],
    })
  })
})

describe('any paste into any draft', () => {
  const column = fc.constantFrom('ID', 'EMAIL', 'NAME', 'email', 'NOPE', 'NMAE')
  const field = fc.constantFrom('email', 'Email', 'full_name', 'country', 'nope', 'contry')
  const pairs = fc
    .array(fc.record({ column, field, isKey: fc.boolean() }), { maxLength: 8 })
    .map((list) => list.map((pair, index): PastedPair => ({ ...pair, line: index + 1 })))
  const mapping = fc.oneof(
    fc.record({
      from: fc.record({ type: fc.constant('column'), data: column }),
      to: field,
      is_primary_identifier: fc.boolean(),
      sync_null_values: fc.boolean(),
    }),
    fc.record({ from: fc.constant('odd'), to: field }),
    fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value))),
  )
  const drafts = fc.array(mapping, { maxLength: 6 }).map((mappings) => fromCreateSync({ mappings }))
  const choices = fc.record({
    suggestions: fc
      .boolean()
      .map(
        (isTaken): Map<string, string> =>
          new Map(isTaken ? [[nameKey('column', 'NMAE'), 'NAME']] : []),
      ),
    lines: fc
      .dictionary(field, fc.integer({ min: 1, max: 8 }))
      .map((picked) => new Map(Object.entries(picked))),
  })
  const grounds = fc.record({ allowsNewFields: fc.boolean(), isFileSystem: fc.boolean() })

  it('changes no row but those that the plan calls changed, and of them the column and key alone', () => {
    fc.assert(
      fc.property(pairs, drafts, choices, grounds, (pasted, draft, chosen, more) => {
        const applied = pairsToApply(
          planPairs(pasted, groundOf(draft, more), chosen),
          nothingLeftOut,
        )
        const after = applyPairs(draft, applied)
        const changed = new Set(applied.flatMap(({ row }) => row?.id ?? []))
        const keyMoves = applied.some(({ becomesKey }) => becomesKey)
        for (const [index, row] of draft.rows.entries()) {
          const now = after.rows[index]
          expect(now?.id).toBe(row.id)
          if (changed.has(row.id)) expect(bare(now?.mapping, true)).toEqual(bare(row.mapping, true))
          else if (keyMoves) expect(bare(now?.mapping)).toEqual(bare(row.mapping))
          else expect(now).toBe(row)
        }
        const added = applied.filter(({ effect }) => effect === 'new')
        expect(after.rows.length).toBe(draft.rows.length + added.length)
        expect(new Set(after.rows.map(({ id }) => id)).size).toBe(after.rows.length)
        if (keyMoves) expect(after.rows.filter((row) => isKey(row.mapping))).toHaveLength(1)
      }),
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(pairs, drafts, choices, grounds, (pasted, draft, chosen, more) => {
        const applyTo = (before: SyncDraft) => {
          const plan = planPairs(pasted, groundOf(before, more), chosen)
          return applyPairs(before, pairsToApply(plan, nothingLeftOut))
        }
        const once = applyTo(draft)
        const plan = planPairs(pasted, groundOf(once, more), chosen)
        expect(pairsToApply(plan, nothingLeftOut)).toEqual([])
        expect(applyTo(once)).toEqual(once)
      }),
    )
  })

  it('fills each field of the paste at most once', () => {
    fc.assert(
      fc.property(pairs, choices, grounds, (pasted, chosen, more) => {
        const after = applyPairs(
          draftOf(),
          pairsToApply(planPairs(pasted, groundOf(draftOf(), more), chosen), nothingLeftOut),
        )
        const filled = after.rows.map(({ mapping: added }) => fieldOf(added))
        expect(new Set(filled).size).toBe(filled.length)
      }),
    )
  })

  /** A mapping without its key, and without its `from` when that may change. */
  function bare(value: JsonValue | undefined, withoutFrom = false): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    const { is_primary_identifier: _key, from, ...rest } = value
    return withoutFrom ? rest : { ...rest, from }
  }
})
