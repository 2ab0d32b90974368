import {
  isJsonObject,
  readJson,
  withPayload,
  type JsonObject,
  type ReadError,
} from '@sync-builder/schema'
import type { DraftLocal } from '../../draft/draftLocal.ts'
import type { DraftStore } from '../../draft/draftStore.ts'

/** A text of the payload that is kept beside the draft, since it is not in it. */
export type KeptText = NonNullable<DraftLocal['jsonText']>

/** What a text of the payload says, or why it says nothing. */
export type TextReading = { ok: true; payload: JsonObject } | { ok: false; error: ReadError }

/** Reads a text strictly; a payload is an object. */
export function readText(text: string): TextReading {
  const result = readJson(text)
  if (!result.ok) return result
  if (isJsonObject(result.value)) return { ok: true, payload: result.value }
  const message = 'Line 1, column 1: the payload is an object in curly brackets'
  const error: ReadError = { code: 'syntax', path: [], offset: 0, line: 1, column: 1, message }
  return { ok: false, error }
}

/** Why a kept text is not in the draft. */
export interface TextStanding {
  /** Undefined for a text that can be read. */
  error: ReadError | undefined
  /** The form was changed since: text and form are two versions of the payload. */
  isFormChanged: boolean
}

/** How a kept text stands to the payload of the form. */
export function standingOf({ text, basis }: KeptText, payload: JsonObject): TextStanding {
  const reading = readText(text)
  return {
    error: reading.ok ? undefined : reading.error,
    isFormChanged: basis !== fingerprint(payload),
  }
}

/** Puts a text that can be read into the draft, in the place of what the form shows. */
export function takeKeptText(store: DraftStore, { text }: KeptText): void {
  const reading = readText(text)
  if (!reading.ok) return
  store.change((draft) => withPayload(draft, reading.payload))
  store.keepLocal({ jsonText: undefined })
}

/** Tells payloads apart, the order of their keys included, in a few letters. */
export function fingerprint(payload: JsonObject): string {
  const text = JSON.stringify(payload)
  // Two rounds of 32 bits (FNV-1a) that differ in their start.
  let [one, other] = [0x811c9dc5, 0x01000193]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca6b)
  }
  return [text.length, one >>> 0, other >>> 0].map((part) => part.toString(36)).join('-')
}
