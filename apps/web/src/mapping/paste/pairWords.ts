import type { PairState, PlannedName, PlannedPair } from './pairPlan.ts'

/** What each state is called. */
export const stateLabels: Record<PairState, string> = {
  incomplete: 'Incomplete',
  duplicate: 'Duplicate',
  'unknown column': 'Unknown column',
  'unknown field': 'Unknown field',
  changed: 'Changed',
  new: 'New',
  unchanged: 'Unchanged',
}

/** What applying a pair would do, or why it cannot be applied. */
export function pairWords(pair: PlannedPair): string {
  const { state, row, rivals } = pair
  if (state === 'incomplete') {
    const isEmpty = pair.column.pasted === '' && pair.field.pasted === ''
    return isEmpty ? 'No names' : pair.column.pasted === '' ? 'No column' : 'No field'
  }
  if (state === 'duplicate') {
    const others = rivals.slice(0, 3).join(', ')
    const more = rivals.length > 3 ? ` and ${rivals.length - 3} more` : ''
    return `${rivals.length === 1 ? 'Line' : 'Lines'} ${others}${more} ${rivals.length === 1 ? 'fills' : 'fill'} this field too`
  }
  const words = []
  if (row && pair.effect === 'changed') {
    words.push(
      row.from === pair.column.name
        ? `Row ${row.index + 1}`
        : `Row ${row.index + 1}: ${row.from} → ${pair.column.name}`,
    )
  } else if (row) words.push(`Row ${row.index + 1} says the same`)
  else if (state !== 'new') words.push('Adds a row all the same')
  if (pair.becomesKey) words.push('becomes the key')
  if (pair.isSecondKey) words.push('not the key')
  return words.join(', ')
}

/** How a name was taken for another, or what is unknown about it; undefined where all is plain. */
export function nameWords(name: PlannedName): string | undefined {
  switch (name.by) {
    case 'name':
      return undefined
    case 'not checked':
      return name.pasted === '' ? undefined : 'not checked'
    case 'case':
    case 'label':
    case 'suggestion':
      return `pasted as ${name.pasted}`
    case 'unknown':
      return name.pasted === '' ? undefined : 'unknown'
    case 'new':
      return 'a field to create'
  }
}

/** What the button does: "Add 296 rows, change 4". */
export function buttonWords(pairs: readonly PlannedPair[]): string {
  const added = pairs.filter(({ effect }) => effect === 'new').length
  const changed = pairs.length - added
  if (pairs.length === 0) return 'Nothing to apply'
  if (added === 0) return `Change ${countWords(changed)}`
  if (changed === 0) return `Add ${countWords(added)}`
  return `Add ${countWords(added)}, change ${changed.toLocaleString('en')}`
}

/** What was done: "296 rows added, 4 changed". */
export function doneWords(pairs: readonly PlannedPair[]): string {
  const added = pairs.filter(({ effect }) => effect === 'new').length
  const changed = pairs.length - added
  if (added === 0) return `${countWords(changed)} changed`
  if (changed === 0) return `${countWords(added)} added`
  return `${countWords(added)} added, ${changed.toLocaleString('en')} changed`
}

function countWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
}
