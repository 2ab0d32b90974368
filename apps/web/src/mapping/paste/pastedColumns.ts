import type { Column, JsonValue } from '@sync-builder/schema'
import { areNames, readTable, type ReadTable } from '../../draft/tabular.ts'

/** A column that was pasted, with a value of it to recognise it by; empty where none was. */
export interface PastedColumn {
  column: Column
  example: string
}

/** A paste read as the columns of a source; `problems` are sentences for the operator. */
export interface ReadColumns {
  columns: readonly PastedColumn[]
  problems: readonly string[]
}

/**
 * Reads a line of names, a name a line, a table with a header, a list of names and types as a
 * warehouse shows it, or JSON records. The types are guessed from the values, where there are any.
 */
export function readColumns(text: string): ReadColumns {
  const table = readTable(text)
  switch (table.kind) {
    case 'empty':
      return { columns: [], problems: [] }
    case 'too large':
    case 'unreadable':
      return { columns: [], problems: [table.message] }
    case 'records':
      return unique(columnsOfRecords(table.records), table.problems)
    default:
      return columnsOfTable(text, table)
  }
}

type RowTable = Extract<ReadTable, { header: unknown }>

function columnsOfTable(text: string, table: RowTable): ReadColumns {
  const listed = namesByLine(text)
  if (listed)
    return unique(
      listed.map((name) => ({ column: { name }, example: '' })),
      [],
    )
  const { header, rows, problems } = table
  if (!header) {
    return { columns: [], problems: ['The first line holds values, not the names of columns.'] }
  }
  if (isTypeList(header)) {
    const typed = rows.map(([name = '', type = '']): PastedColumn => {
      return { column: columnOf(textOf(name).trim(), textOf(type).trim()), example: '' }
    })
    return unique(typed, problems)
  }
  const decimalComma = table.kind === 'cells' && table.separator === ';'
  const columns = header.map((name, index): PastedColumn => {
    const values = rows.map((row) => row[index]).filter(isGiven)
    return pastedColumn(name, values, decimalComma)
  })
  return unique(columns, problems)
}

/** The lines of a text of one column, when they are names and not the values of one. */
function namesByLine(text: string): string[] | undefined {
  const table = readTable(text, false)
  if (table.kind !== 'cells' || table.rows.length < 2) return undefined
  if (table.rows.some((row) => row.length !== 1)) return undefined
  const names = table.rows.map(([name = '']) => name.trim())
  return areNames(names) ? names : undefined
}

function isTypeList([name = '', type = '']: readonly string[]): boolean {
  return /^(?:column[\s_]?)?name$|^column$/iu.test(name) && /^(?:data[\s_]?)?type$/iu.test(type)
}

function columnsOfRecords(records: readonly { [key: string]: JsonValue }[]): PastedColumn[] {
  const values = new Map<string, JsonValue[]>()
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      const given = values.get(name) ?? []
      values.set(name, given)
      if (isGiven(value)) given.push(value)
    }
  }
  return [...values].map(([name, given]) => pastedColumn(name, given, false))
}

function isGiven(value: JsonValue | undefined): value is JsonValue {
  return value != null && !(typeof value === 'string' && value.trim() === '')
}

function pastedColumn(name: string, values: readonly JsonValue[], decimalComma: boolean) {
  const type = typeOf(values, decimalComma)
  return { column: columnOf(name, type), example: values[0] === undefined ? '' : textOf(values[0]) }
}

function columnOf(name: string, data_type: string | undefined): Column {
  return data_type ? { name, data_type } : { name }
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Leaves out what is no name, or is one twice. */
function unique(columns: readonly PastedColumn[], problems: readonly string[]): ReadColumns {
  const names = new Set<string>()
  const kept = columns.filter(({ column: { name } }) => {
    if (name === '' || names.has(name)) return false
    names.add(name)
    return true
  })
  const left = columns.length - kept.length
  const words = `${left} ${left === 1 ? 'column has' : 'columns have'} no name of ${left === 1 ? 'its' : 'their'} own: left out.`
  return { columns: kept, problems: left === 0 ? problems : [...problems, words] }
}

/** What texts of a type look like; the first that all values fit is the type. */
const looks: readonly [type: string, look: RegExp][] = [
  ['boolean', /^(?:true|false)$/iu],
  // With a zero in front it is a code, such as a postal code.
  ['number', /^[-+]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?$/iu],
  ['date', /^\d{4}-\d\d-\d\d$/u],
  ['timestamp', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|UTC|[-+]\d\d:?\d\d)?$/u],
]
const commaNumber = /^[-+]?(?:0|[1-9]\d*),\d+$/u

/** The type that all values have; text where they differ, undefined where there is none. */
function typeOf(values: readonly JsonValue[], decimalComma: boolean): string | undefined {
  if (values.length === 0) return undefined
  const types = new Set(values.map((value) => typeOfValue(value, decimalComma)))
  const [type = 'text'] = types
  if (types.size === 1) return type
  return [...types].every((each) => each === 'date' || each === 'timestamp') ? 'timestamp' : 'text'
}

function typeOfValue(value: JsonValue, decimalComma: boolean): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'object') return 'object'
  if (typeof value !== 'string') return typeof value
  const text = value.trim()
  if (decimalComma && commaNumber.test(text)) return 'number'
  return looks.find(([, look]) => look.test(text))?.[0] ?? 'text'
}
