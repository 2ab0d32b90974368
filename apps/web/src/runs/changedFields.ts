import type { ChangedRecord } from '@sync-builder/schema'

/** What a field holds. That it is not there, holds null, or an empty text, are three things. */
export type FieldValue =
  { kind: 'missing' } | { kind: 'null' } | { kind: 'empty' } | { kind: 'text'; text: string }

/** A field of a record before and after a run; undefined on the side where there is no record. */
export interface ChangedField {
  name: string
  before: FieldValue | undefined
  after: FieldValue | undefined
}

/** The fields of a changed record: those that the run has changed, and those that it has left. */
export interface ChangedFields {
  changed: ChangedField[]
  unchanged: ChangedField[]
}

/**
 * The fields of a record in the order in which they were before, new ones last. Of a record that
 * was created or deleted all fields are changed.
 */
export function changedFields({ before, after }: ChangedRecord): ChangedFields {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const fields: ChangedFields = { changed: [], unchanged: [] }
  for (const name of names) {
    const was = before && valueOf(before, name)
    const is = after && valueOf(after, name)
    if (was === null || is === null) {
      fields.changed.push({ name, before: shown(was), after: shown(is) })
    } else if (jsonText(was) === jsonText(is)) {
      fields.unchanged.push({ name, before: shown(was), after: shown(is) })
    } else {
      fields.changed.push({ name, ...toldApart(was, is) })
    }
  }
  return fields
}

/** A value that is there, in a pair of brackets to tell it from one that is missing. */
type Held = readonly [] | readonly [value: unknown]

function valueOf(values: Readonly<Record<string, unknown>>, name: string): Held {
  return Object.hasOwn(values, name) ? [values[name]] : []
}

function shown(held: Held | null): FieldValue | undefined {
  if (held === null) return undefined
  if (held.length === 0) return { kind: 'missing' }
  const [value] = held
  if (value === null) return { kind: 'null' }
  if (value === '') return { kind: 'empty' }
  // What would not be seen is quoted.
  const isSeen = typeof value === 'string' && value.trim() !== ''
  return { kind: 'text', text: isSeen ? value : jsonText([value]) }
}

/** Two values that differ, as JSON where they would read the same: the text "12" and the number. */
function toldApart(was: Held, is: Held): Pick<ChangedField, 'before' | 'after'> {
  const [before, after] = [shown(was), shown(is)]
  if (before?.kind !== 'text' || after?.kind !== 'text' || before.text !== after.text) {
    return { before, after }
  }
  return {
    before: { kind: 'text', text: jsonText(was) },
    after: { kind: 'text', text: jsonText(is) },
  }
}

function jsonText(held: Held): string {
  return held.length === 0 ? '' : JSON.stringify(held[0])
}
