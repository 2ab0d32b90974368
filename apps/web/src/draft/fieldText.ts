import {
  applyEdits,
  isJsonObject,
  valueAt,
  type Edit,
  type JsonObject,
  type JsonValue,
  type Path,
} from '@sync-builder/schema'
import type { StepForm } from './useStepForm.ts'

/** A value as the text of a control: empty where nothing is set, JSON for lists and objects. */
export function textOf(value: JsonValue | undefined): string {
  if (value == null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A typed whole number as the number it is; other text stays text, visible and flagged. */
export function wholeNumber(text: string): JsonValue {
  const value = Number(text)
  return /^(?:0|-?[1-9]\d*)$/.test(text) && Number.isSafeInteger(value) ? value : text
}

/** A typed id as the number it is; anything else stays the text that was typed, and is flagged. */
export function typedId(text: string): JsonValue {
  const id = Number(text)
  return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(id) ? id : text
}

/** A typed text if it can be an id: see `takeTyped` of `Picker`. */
export function takeId(text: string): string | undefined {
  return typeof typedId(text) === 'number' ? text : undefined
}

/** A typed number as the number it is, if JSON writes it back as it was typed. */
export function anyNumber(text: string): JsonValue {
  const value = Number(text)
  return String(value) === text && Number.isFinite(value) ? value : text
}

/** The two truth values as such, other text as it is. */
export function trueOrFalse(text: string): JsonValue {
  return text === 'true' ? true : text === 'false' ? false : text
}

/** The texts of a form, by the names of its fields. */
export type Texts = Record<string, string>

/** One place of the payload that a control shows as text. */
export interface TextPlace {
  path: Path
  /** What is sent for a text that is not empty; the text itself unless told. */
  parse?: (text: string) => JsonValue
  /** An object above it that goes too once it is empty. */
  within?: Path
}

/**
 * Reads and writes places of the payload as texts. An empty text means that the place is left to
 * the API; a text that was not changed is never written, so an import keeps what it brought.
 */
export function textForm(places: Readonly<Record<string, TextPlace>>): StepForm<Texts> {
  return {
    read: (payload) => {
      const texts = Object.entries(places).map(([name, { path }]): [string, string] => [
        name,
        textOf(valueAt(payload, path)),
      ])
      return Object.fromEntries(texts)
    },
    write: (values, payload) => {
      const edits: Edit[] = []
      // Each is judged after the ones before it: the last that is emptied takes its object along.
      let written = payload
      for (const [name, place] of Object.entries(places)) {
        const text = values[name] ?? ''
        if (text === textOf(valueAt(payload, place.path))) continue
        const edit = editFor(text, place, written)
        written = applyEdits(written, [edit])
        edits.push(edit)
      }
      return edits
    },
  }
}

function editFor(text: string, { path, parse, within }: TextPlace, payload: JsonObject): Edit {
  if (text !== '') return { op: 'set', path, value: parse?.(text) ?? text }
  const parent = within && valueAt(payload, within)
  const isLast = isJsonObject(parent) && Object.keys(parent).length === 1
  return { op: 'remove', path: within && isLast ? within : path }
}
