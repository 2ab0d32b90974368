import { readTable } from '../../draft/tabular.ts'
import type { KnownNames } from './knownNames.ts'

/** A column and the field that it is to fill, as they were pasted. */
export interface PastedPair {
  /** Its row in what was pasted, from 1. */
  line: number
  column: string
  field: string
  /** The third cell says that this is the key. */
  isKey: boolean
}

/** What stands on the left: the other side stands on the right. */
export type LeftSide = 'columns' | 'fields'

/** The names of both ends, undefined where the API does not tell them. */
export interface KnownEnds {
  columns: KnownNames | undefined
  fields: KnownNames | undefined
}

/** What the operator decided about the form of the paste; the rest is told by what stands in it. */
export interface PairChoices {
  left?: LeftSide
  hasHeader?: boolean
}

/** A paste read as pairs; `problems` are sentences for the operator. */
export interface ReadPairs {
  pairs: readonly PastedPair[]
  left: LeftSide
  hasHeader: boolean
  problems: readonly string[]
}

/**
 * Reads two columns of a spreadsheet, or pairs that were typed with a comma or an arrow between
 * them, as pairs. A third column may say yes for the key.
 */
export function readPairs(text: string, ends: KnownEnds, choices: PairChoices = {}): ReadPairs {
  const table = readTable(hasTab(text) ? text : text.replaceAll(arrow, '\t'), false)
  const unread = (problem?: string): ReadPairs => ({
    pairs: [],
    left: choices.left ?? 'columns',
    hasHeader: choices.hasHeader ?? false,
    problems: problem === undefined ? [] : [problem],
  })
  if (table.kind === 'empty') return unread()
  if (table.kind === 'too large' || table.kind === 'unreadable') return unread(table.message)
  if (table.kind !== 'cells') {
    return unread('This is JSON. Two columns are read here; a whole request goes to Import.')
  }
  const lines = table.rows.map((cells) => cells.map((cell) => cell.trim()))
  const hasHeader = choices.hasHeader ?? isHeader(lines[0], ends)
  const left = choices.left ?? leftSideOf(lines, ends)
  const pairs = lines.flatMap(([first = '', second = '', third = ''], index): PastedPair[] => {
    if (hasHeader && index === 0) return []
    const [column, field] = left === 'columns' ? [first, second] : [second, first]
    return [{ line: index + 1, column, field, isKey: yes.test(third) }]
  })
  const isWider = lines.some((cells) => cells.slice(3).some((cell) => cell !== ''))
  const problems = isWider ? ['Cells after the third of a row are not read.'] : []
  return { pairs, left, hasHeader, problems }
}

/** What people write between two names. */
const arrow = /[^\S\n]*(?:->|=>|→|⇒)[^\S\n]*/gu

function hasTab(text: string): boolean {
  return text.includes('\t')
}

const yes = /^(?:y|yes|true|1|x|✓|✔|key|sync key|primary|primary key|pk|is key)$/iu

const columnWords = /\b(?:columns?|source|from|warehouse)\b/iu
const fieldWords = /\b(?:fields?|destination|target|to|attribute|property)\b/iu

/** True for a first row of words about the columns, of which none is a known name. */
function isHeader(cells: readonly string[] | undefined, { columns, fields }: KnownEnds): boolean {
  const [first = '', second = ''] = cells ?? []
  const isKnown = [first, second].some(
    (cell) => columns?.find(cell) !== undefined || fields?.find(cell) !== undefined,
  )
  if (isKnown) return false
  return [first, second].every((cell) => columnWords.test(cell) || fieldWords.test(cell))
}

/** The order in which more of the names are known; the words of a header break a tie. */
function leftSideOf(lines: readonly (readonly string[])[], ends: KnownEnds): LeftSide {
  const known = (names: KnownNames | undefined, at: number) =>
    lines.filter((cells) => names?.find(cells[at] ?? '') !== undefined).length
  const asColumns = known(ends.columns, 0) + known(ends.fields, 1)
  const asFields = known(ends.fields, 0) + known(ends.columns, 1)
  if (asColumns !== asFields) return asColumns > asFields ? 'columns' : 'fields'
  const [first = '', second = ''] = lines[0] ?? []
  const isTurned = fieldWords.test(first) && columnWords.test(second) && !columnWords.test(first)
  return isTurned ? 'fields' : 'columns'
}
