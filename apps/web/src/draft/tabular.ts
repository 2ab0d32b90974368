import { isJsonObject, readJson, type JsonObject, type JsonValue } from '@sync-builder/schema'
import Papa from 'papaparse'

/** What stands between the cells of a line; a spreadsheet puts tabs on the clipboard. */
export type Separator = ',' | '\t' | ';'

/** A text read as a table. `problems` are sentences for the operator; rows count from 1. */
export type ReadTable =
  /** CSV or TSV. The rows are as long as they were written; empty ones are left out. */
  | {
      kind: 'cells'
      separator: Separator
      header: string[] | undefined
      rows: string[][]
      problems: string[]
    }
  /** JSON lists, one a row. */
  | { kind: 'lists'; header: string[] | undefined; rows: JsonValue[][]; problems: string[] }
  /** JSON objects. */
  | { kind: 'records'; records: JsonObject[]; problems: string[] }
  | { kind: 'empty' }
  /** Nothing of it was read, rather than a part of it without a word. */
  | { kind: 'too large'; message: string }
  /** It begins as JSON does, and is none. */
  | { kind: 'unreadable'; message: string }

/** Whether the first row holds names: told by the operator, or guessed from what stands in it. */
export type HeaderChoice = boolean | 'guess'

/** How much is read at the most: what a browser shows and keeps without a wait. */
export const tableLimits = { characters: 2_000_000, cells: 50_000 }

/**
 * Reads what was pasted: cells separated by tabs, semicolons or commas, with quotes, line breaks in
 * cells, a byte order mark and any line ends; or JSON: a list of objects or of lists, one object,
 * or one such value a line. Never throws.
 */
export function readTable(text: string, header: HeaderChoice = 'guess'): ReadTable {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (bare.trim() === '') return { kind: 'empty' }
  if (bare.length > tableLimits.characters) {
    const found = bare.length.toLocaleString('en')
    const most = tableLimits.characters.toLocaleString('en')
    return tooLarge(`The text has ${found} characters; up to ${most} are read.`)
  }
  const table = jsonStart.test(bare) ? readJsonTable(bare, header) : readCells(bare, header)
  const cells = cellCount(table)
  if (cells <= tableLimits.cells) return table
  const most = tableLimits.cells.toLocaleString('en')
  return tooLarge(`The text has ${cells.toLocaleString('en')} cells; up to ${most} are read.`)
}

/** The rows as objects by name; a column without a name gets `column 1`, counted from 1. */
export function recordsOf(table: ReadTable): JsonObject[] {
  switch (table.kind) {
    case 'records':
      return table.records
    case 'cells':
    case 'lists': {
      const { header = [] } = table
      return table.rows.map((row) =>
        Object.fromEntries(
          row.map((cell, index): [string, JsonValue] => [
            header[index] || `column ${index + 1}`,
            cell,
          ]),
        ),
      )
    }
    default:
      return []
  }
}

function tooLarge(message: string): ReadTable {
  return { kind: 'too large', message: `${message} Paste a part of it.` }
}

function cellCount(table: ReadTable): number {
  switch (table.kind) {
    case 'records':
      return sum(table.records.map((record) => Object.keys(record).length))
    case 'cells':
    case 'lists':
      return sum(table.rows.map((row) => row.length))
    default:
      return 0
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** What begins like this is meant as JSON; `[Sales] Region` is a cell. */
const jsonStart = /^\s*(?:\{|\[\s*(?:[[{"\]\d-]|true\b|false\b|null\b))/u

function readJsonTable(text: string, header: HeaderChoice): ReadTable {
  const whole = readJson(text)
  if (whole.ok) {
    const { value } = whole
    const isOneRow = Array.isArray(value) && value.length > 0 && value.every(isPlain)
    return tableOfItems(Array.isArray(value) && !isOneRow ? value : [value], header)
  }
  const items: JsonValue[] = []
  for (const [index, line] of text.split(/\r\n|[\r\n]/u).entries()) {
    if (line.trim() === '') continue
    const item = readJson(line)
    if (!item.ok) {
      // Where not even the first line stands for itself, the text was meant as one value.
      const message =
        items.length === 0
          ? whole.error.message
          : item.error.message.replace(/^Line 1/u, `Line ${index + 1}`)
      return { kind: 'unreadable', message }
    }
    items.push(item.value)
  }
  return tableOfItems(items, header)
}

function isPlain(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null
}

/** The first item says whether the rows are objects or lists; items of another kind are left out. */
function tableOfItems(items: readonly JsonValue[], header: HeaderChoice): ReadTable {
  if (items.length === 0) return { kind: 'empty' }
  const problems: string[] = []
  const leaveOut = (item: JsonValue, index: number, wanted: string) => {
    problems.push(`Item ${index + 1} is ${kindWords(item)}, not ${wanted}: it is left out.`)
    return []
  }
  if (items.some(isJsonObject)) {
    const records = items.flatMap((item, index) =>
      isJsonObject(item) ? [item] : leaveOut(item, index, 'an object'),
    )
    return { kind: 'records', records, problems }
  }
  const lists = items.flatMap((item, index) =>
    Array.isArray(item) ? [item] : leaveOut(item, index, 'a list'),
  )
  const [first, ...rest] = lists
  if (!first) return { kind: 'unreadable', message: 'There is neither an object nor a list in it.' }
  const names = first.every((cell) => typeof cell === 'string') ? first : undefined
  const hasHeader = header === 'guess' ? names !== undefined && areNames(names) : header
  const rows = hasHeader ? rest : lists
  return {
    kind: 'lists',
    header: hasHeader ? first.map(nameOf) : undefined,
    rows,
    problems: [...problems, ...raggedProblems(rows, hasHeader ? first.length : undefined)],
  }
}

function nameOf(cell: JsonValue): string {
  return (typeof cell === 'string' ? cell : JSON.stringify(cell)).trim()
}

function kindWords(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function readCells(text: string, header: HeaderChoice): ReadTable {
  const lines = withOneLineEnd(text)
  const separator = separatorOf(lines)
  const parsed = parse(lines, separator)
  // A spreadsheet leaves `"best" price` as it is, and quotes only what has a line break.
  const { rows } = parsed.isTorn ? parse(lines, separator, { quotes: false }) : parsed
  const problems = parsed.isTorn ? ['The quotes do not pair up: they are read as they stand.'] : []
  const [first = [], ...rest] = rows
  const names = first.map((cell) => cell.trim())
  const hasHeader = header === 'guess' ? areNames(names) : header
  const body = hasHeader ? rest : rows
  return {
    kind: 'cells',
    separator,
    header: hasHeader ? names : undefined,
    rows: body,
    problems: [...problems, ...raggedProblems(body, hasHeader ? names.length : undefined)],
  }
}

/** Line ends as `\n`, those within quoted cells untouched: only one kind can be split at. */
function withOneLineEnd(text: string): string {
  return text.replace(quotedOrLineEnd, (found) => (found.startsWith('"') ? found : '\n'))
}

const quotedOrLineEnd = /(?<=^|[\t;,\r\n])"[^"]*(?:""[^"]*)*"|\r\n|\r/gu

function parse(
  text: string,
  separator: Separator,
  { preview = 0, quotes = true } = {},
): { rows: string[][]; isTorn: boolean } {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: separator,
    newline: '\n',
    preview,
    // A character that no text from a clipboard holds.
    ...(!quotes && { quoteChar: '\u0000' }),
  })
  return {
    rows: data.filter((row) => row.some((cell) => cell.trim() !== '')),
    isTorn: errors.some(({ type }) => type === 'Quotes'),
  }
}

/** So many lines are enough to tell by what they are separated. */
const linesToGuessBy = 100

/** The separator that makes the rows most alike; of equally good ones the one with more cells. */
function separatorOf(text: string): Separator {
  let best: { separator: Separator; alike: number; width: number } | undefined
  for (const separator of ['\t', ';', ','] as const) {
    const { rows, isTorn } = parse(text, separator, { preview: linesToGuessBy })
    const split = rows.map((row) => row.length).filter((width) => width > 1)
    // A comma here and there is a part of the text; a tab never is.
    if (split.length === 0 || (separator !== '\t' && split.length < rows.length / 2)) continue
    const width = modeOf(split)
    // Torn quotes hide what the others are: a better candidate comes without.
    const alike = split.filter((found) => found === width).length / (isTorn ? 1e6 : rows.length)
    if (!best || alike > best.alike || (alike === best.alike && width > best.width)) {
      best = { separator, alike, width }
    }
  }
  // What a spreadsheet copies of one column.
  return best?.separator ?? '\t'
}

/** The number that stands most often in a list, the first of several. */
function modeOf(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  const [[mode] = [0]] = [...counts].toSorted((a, b) => b[1] - a[1])
  return mode
}

/** True for cells that can be the names of columns: all there, all different, none a value. */
export function areNames(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim())
  return new Set(names).size === names.length && names.every((name) => !isValue(name))
}

const value = /^(?:|[-+]?[\d.,\s%€$]+|true|false|null|\d{4}-\d\d-\d\d.*|\S+@\S+\.\S+|https?:.*)$/iu

function isValue(text: string): boolean {
  return value.test(text)
}

/** So many rows are named one by one. */
const raggedNamed = 5

function raggedProblems(rows: readonly unknown[][], width = modeOf(rows.map((r) => r.length))) {
  const ragged = rows.flatMap((row, index) => (row.length === width ? [] : [index + 1]))
  if (ragged.length === 0) return []
  const named = ragged.slice(0, raggedNamed).join(', ')
  const more = ragged.length > raggedNamed ? ` and ${ragged.length - raggedNamed} more` : ''
  const cells = `${width} ${width === 1 ? 'cell' : 'cells'}`
  return [
    ragged.length === 1
      ? `Row ${named} has another number of cells than the ${cells} of the table.`
      : `Rows ${named}${more} have another number of cells than the ${cells} of the table.`,
  ]
}
