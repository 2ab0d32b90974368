import type { JsonObject } from './json.ts'
import { type RecordContext, type RecordField, recordsOf } from './record.ts'
import { rowsOf } from './rules/rows.ts'
import { columnsOf } from './template.ts'

/** A source record that shows what a row does with one kind of value, such as nulls. */
export interface KindedRecord<Kind extends string> {
  kind: Kind
  record: JsonObject
}

/** How a row fares with kinds of values that it does not meet every day. */
export interface FragileRow<Kind extends string> {
  /** Where it stands in `mappings`, from 0. */
  row: number
  to: string
  /** `fails`: the record or the run does not get through. `risk`: it may not. `changes`: it does. */
  effect: 'fails' | 'risk' | 'changes'
  /** What happens, as a sentence. */
  text: string
  /** The kinds of values with which it happens, in the order of the records. */
  kinds: Kind[]
}

const effects = ['fails', 'risk', 'changes'] as const

/**
 * The rows that fail or do something else than with an `ordinary` record, worst first and then in
 * the payload's order. A row that leaves null out asked for it and is not among them. Never throws.
 */
export function fragileRows<Kind extends string>(
  payload: JsonObject,
  ordinary: JsonObject,
  samples: readonly KindedRecord<Kind>[],
  context: RecordContext,
): FragileRow<Kind>[] {
  const all = [ordinary, ...samples.map(({ record }) => record)]
  const [usual = new Map<number, RecordField>(), ...fielded] = recordsOf(payload, all, context).map(
    ({ fields }) => byRow(fields),
  )
  const templates = templateColumns(payload)
  const keys = new Set(
    rowsOf(payload.mappings)
      .filter(({ mapping }) => mapping.is_primary_identifier === true)
      .map(({ index }) => index),
  )
  const found = new Map<string, FragileRow<Kind>>()
  for (const [index, { kind, record }] of samples.entries()) {
    for (const [row, field] of fielded[index] ?? []) {
      const columns = templates.get(row)
      const happens = whatHappens(field, usual.get(row), {
        isKey: keys.has(row),
        isTemplateOfNothing:
          columns !== undefined && columns.every((name) => isNothing(record, name)),
      })
      for (const { effect, text } of happens) {
        const key = `${row} ${effect} ${text}`
        const known = found.get(key)
        if (known) known.kinds.push(kind)
        else found.set(key, { row, to: field.to, effect, text, kinds: [kind] })
      }
    }
  }
  return [...found.values()].toSorted(
    (a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect) || a.row - b.row,
  )
}

function byRow(fields: readonly RecordField[]): Map<number, RecordField> {
  return new Map(fields.flatMap((field) => ('row' in field.from ? [[field.from.row, field]] : [])))
}

function whatHappens(
  { outcome, notes }: RecordField,
  usual: RecordField | undefined,
  { isKey, isTemplateOfNothing }: { isKey: boolean; isTemplateOfNothing: boolean },
): { effect: FragileRow<string>['effect']; text: string }[] {
  const { outcome: before, notes: known = [] } = usual ?? {}
  if (outcome.kind === 'failed') {
    // What fails with every record is a fault of the row, and told as that.
    return before?.kind === 'failed' ? [] : [{ effect: 'fails', text: outcome.message }]
  }
  const isNull = outcome.kind === 'left out' || outcome.value === null
  if (isKey && isNull) {
    return [{ effect: 'fails', text: 'The key is null: the record is invalid and never sent.' }]
  }
  if (outcome.kind === 'left out') return []
  const risks = notes.filter(
    (note) => note.isRisk && !known.some((other) => other.isRisk && other.text === note.text),
  )
  if (risks.length > 0) return risks.map(({ text }) => ({ effect: 'risk', text }))
  const isUsual =
    before?.kind === 'value' && JSON.stringify(before.value) === JSON.stringify(outcome.value)
  if (isUsual) return []
  if (isNull) return [{ effect: 'changes', text: 'Null is sent.' }]
  if (isTemplateOfNothing && typeof outcome.value === 'string') {
    return [{ effect: 'changes', text: `The template still writes ${written(outcome.value)}.` }]
  }
  return []
}

/** The columns that each template names, by row; without templates of constant text. */
function templateColumns(payload: JsonObject): Map<number, string[]> {
  return new Map(
    rowsOf(payload.mappings).flatMap(({ index, from }): [number, string[]][] => {
      if (from?.type !== 'liquid_template' || typeof from.data !== 'string') return []
      const columns = columnsOf(from.data)
      return columns.length > 0 ? [[index, columns]] : []
    }),
  )
}

function isNothing(record: JsonObject, column: string): boolean {
  const value = Object.hasOwn(record, column) ? record[column] : null
  return value == null || value === ''
}

function written(text: string): string {
  if (text.trim() === '') return text === '' ? 'an empty text' : 'white space'
  return `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`
}
