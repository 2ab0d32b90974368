import {
  editDraft,
  fieldOf,
  isJsonObject,
  type Edit,
  type JsonObject,
  type MappingRow,
  type SyncDraft,
} from '@sync-builder/schema'
import { columnOf, isKey, keyEdits, newMapping, readRow, sourceWords } from '../mappings.ts'
import type { KnownNames } from './knownNames.ts'
import type { KnownEnds, PastedPair } from './pairs.ts'

/** What becomes of a pair, in the order in which the operator should look at them. */
export const pairStates = [
  'incomplete',
  'duplicate',
  'unknown column',
  'unknown field',
  'changed',
  'new',
  'unchanged',
] as const
export type PairState = (typeof pairStates)[number]

export type Side = 'column' | 'field'

/** A name as it was pasted, and as it is meant. */
export interface PlannedName {
  pasted: string
  name: string
  /**
   * How the one was taken for the other. `unknown`: the API has no such name; `not checked`: it
   * tells none; `new`: the object lets a field be created.
   */
  by: 'name' | 'case' | 'label' | 'suggestion' | 'unknown' | 'not checked' | 'new'
  /** The one known name that is near to an unknown one. */
  suggestion?: string
}

/** A pair, and what applying it would do. */
export interface PlannedPair {
  line: number
  column: PlannedName
  field: PlannedName
  state: PairState
  /** Undefined where the pair cannot be applied as it stands. */
  effect: 'new' | 'changed' | 'unchanged' | undefined
  /** The row that fills the field already, and from what. */
  row?: { id: string; index: number; from: string }
  /** The row becomes the key, and is not yet. */
  becomesKey: boolean
  /** It says that it is the key, as an earlier line does: only one can be. */
  isSecondKey: boolean
  /** The other lines that fill the same field, where the pair gives way to them. */
  rivals: readonly number[]
}

/** What the operator decided about single pairs. */
export interface PlanChoices {
  /** Suggestions that were taken, by `nameKey`. */
  suggestions: ReadonlyMap<string, string>
  /** For fields that several lines fill, the line that does. */
  lines: ReadonlyMap<string, number>
}

/** What a plan is made over. */
export interface PlanGround extends KnownEnds {
  rows: readonly MappingRow[]
  /** A name that the object does not have can be a field to create. */
  allowsNewFields: boolean
  /** The columns of a file are whatever is mapped, so that no field is unknown. */
  isFileSystem: boolean
}

/** What a taken suggestion is kept by: it holds for each line that has the same name. */
export function nameKey(side: Side, pasted: string): string {
  return `${side} ${pasted}`
}

/** What applying pairs to rows would do, pair by pair in the order of the paste. */
export function planPairs(
  pairs: readonly PastedPair[],
  ground: PlanGround,
  choices: PlanChoices,
): PlannedPair[] {
  const named = pairs.map((pair) => ({
    pair,
    column: plannedName('column', pair.column, ground, choices),
    field: plannedName('field', pair.field, ground, choices),
  }))
  const rivalsOf = Map.groupBy(
    named.filter(({ pair }) => pair.column !== '' && pair.field !== ''),
    ({ field }) => field.name,
  )
  const rowsOf = Map.groupBy(
    ground.rows.map((row, index) => ({ row, index })),
    ({ row }) => fieldOf(row.mapping) ?? '',
  )
  let keyLine: number | undefined
  return named.map(({ pair, column, field }): PlannedPair => {
    const { line } = pair
    const base = {
      line,
      column,
      field,
      effect: undefined,
      becomesKey: false,
      isSecondKey: false,
      rivals: [],
    }
    if (pair.column === '' || pair.field === '') return { ...base, state: 'incomplete' }
    const group = rivalsOf.get(field.name) ?? []
    const winner = winnerOf(group, choices.lines.get(field.name))
    if (winner !== line) {
      const rivals = group.map((other) => other.pair.line).filter((other) => other !== line)
      return { ...base, state: 'duplicate', rivals }
    }

    const filling = rowsOf.get(field.name) ?? []
    const found =
      filling.find(({ row }) => columnOf(readRow(row.mapping)) === column.name) ?? filling[0]
    const isSame = found !== undefined && columnOf(readRow(found.row.mapping)) === column.name
    const isSecondKey = pair.isKey && keyLine !== undefined
    if (pair.isKey) keyLine ??= line
    const becomesKey = pair.isKey && !isSecondKey && !(found && isKey(found.row.mapping))
    const effect = !found ? 'new' : isSame && !becomesKey ? 'unchanged' : 'changed'
    const state =
      column.by === 'unknown'
        ? 'unknown column'
        : field.by === 'unknown' || field.by === 'new'
          ? 'unknown field'
          : effect
    return {
      ...base,
      state: effect === 'unchanged' ? 'unchanged' : state,
      effect,
      becomesKey,
      isSecondKey,
      ...(found && {
        row: { id: found.row.id, index: found.index, from: fromWords(found.row) },
      }),
    }
  })
}

/** The line that fills a field: the one that was picked, or that all others only repeat. */
function winnerOf(
  group: readonly { pair: PastedPair; column: PlannedName }[],
  picked: number | undefined,
): number | undefined {
  if (picked !== undefined && group.some(({ pair }) => pair.line === picked)) return picked
  const columns = new Set(group.map(({ column }) => column.name))
  return columns.size === 1 ? group[0]?.pair.line : undefined
}

function plannedName(
  side: Side,
  pasted: string,
  ground: PlanGround,
  { suggestions }: PlanChoices,
): PlannedName {
  const taken = suggestions.get(nameKey(side, pasted))
  if (taken !== undefined) return { pasted, name: taken, by: 'suggestion' }
  const names: KnownNames | undefined = side === 'column' ? ground.columns : ground.fields
  if (!names || (side === 'field' && ground.isFileSystem)) {
    return { pasted, name: pasted, by: 'not checked' }
  }
  const meant = names.find(pasted)
  if (meant) return { pasted, ...meant }
  const suggestion = names.nearest(pasted)
  const by = side === 'field' && ground.allowsNewFields ? 'new' : 'unknown'
  return { pasted, name: pasted, by, ...(suggestion !== undefined && { suggestion }) }
}

function fromWords({ mapping }: MappingRow): string {
  const view = readRow(mapping)
  return view.kind === 'raw' ? 'JSON' : sourceWords(view)
}

/** How many pairs are in each state. */
export function countStates(plan: readonly PlannedPair[]): ReadonlyMap<PairState, number> {
  const groups = Map.groupBy(plan, ({ state }) => state)
  return new Map([...groups].map(([state, pairs]) => [state, pairs.length]))
}

/** The pairs that applying changes something by, those of the states in `leftOut` aside. */
export function pairsToApply(
  plan: readonly PlannedPair[],
  leftOut: ReadonlySet<PairState>,
): PlannedPair[] {
  return plan.filter(
    ({ state, effect }) => effect !== undefined && effect !== 'unchanged' && !leftOut.has(state),
  )
}

/**
 * The draft with these pairs as rows. A row that fills the field already keeps everything but its
 * column; the others come last, in the order of the paste. A new key takes the place of the old.
 */
export function applyPairs(draft: SyncDraft, pairs: readonly PlannedPair[]): SyncDraft {
  const indexes = new Map(draft.rows.map(({ id }, index) => [id, index]))
  const added: JsonObject[] = []
  let key: number | undefined
  const edits = pairs.flatMap((pair): Edit[] => {
    const { column, field, row, becomesKey } = pair
    const found = row && indexes.get(row.id)
    const index = found ?? draft.rows.length + added.length
    if (becomesKey) key = index
    if (found !== undefined) return columnEdits(draft.rows[found], found, column.name)
    const mapping = newMapping({ column: column.name, to: field.name })
    added.push(field.by === 'new' ? { ...mapping, generate_field: true } : mapping)
    return []
  })
  // A value of `mappings` that is no list gives way, as it does where a row is added by hand.
  const start: Edit[] = Array.isArray(draft.body.mappings)
    ? []
    : [{ op: 'set', path: ['mappings'], value: [] }]
  const appended = added.map((value, at): Edit => {
    return { op: 'set', path: ['mappings', draft.rows.length + at], value }
  })
  const filled = editDraft(draft, [...edits, ...(added.length > 0 ? start : []), ...appended])
  if (key === undefined) return filled
  return editDraft(
    filled,
    keyEdits(
      filled.rows.map(({ mapping }) => mapping),
      key,
    ),
  )
}

/** The edits that make a row read a column, and nothing else of it another. */
function columnEdits(row: MappingRow | undefined, index: number, column: string): Edit[] {
  const from = row && isJsonObject(row.mapping) ? row.mapping.from : undefined
  if (!isJsonObject(from) || from.type !== 'column') {
    return [
      { op: 'set', path: ['mappings', index, 'from'], value: { type: 'column', data: column } },
    ]
  }
  if (from.data === column) return []
  return [{ op: 'set', path: ['mappings', index, 'from', 'data'], value: column }]
}
