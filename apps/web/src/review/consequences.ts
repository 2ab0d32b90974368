import { alertTexts, behaviorSentences, readMode, type JsonObject } from '@sync-builder/schema'
import { triggersInWords } from '@sync-builder/schema/schedule'

/** A sentence about what will happen, and what it holds in particular. */
export interface Consequence {
  text: string
  parts: readonly string[]
}

/**
 * What will happen once this payload is created, or once it is what a stored sync says, in the order
 * in which it happens.
 */
export function consequences(payload: JsonObject, of: 'new' | 'stored' = 'new'): Consequence[] {
  const done = behaviorSentences(payload)
  return [
    ...plain([
      startWords(payload, of),
      ...(done.length > 0 ? done : ['No behavior is chosen yet.']),
    ]),
    ...alertWords(payload, of),
  ]
}

function plain(texts: Iterable<string>): Consequence[] {
  return Array.from(texts, (text) => ({ text, parts: [] }))
}

function alertWords(payload: JsonObject, of: 'new' | 'stored'): Consequence[] {
  // A change that leaves the alerts out keeps those that are stored. Source: reference 2.5.
  if (of === 'stored' && payload.alert_attributes == null) {
    return plain(['The alerts that the sync has stay as they are.'])
  }
  const { intro, texts } = alertTexts(payload)
  const different = new Set(texts)
  return intro === undefined ? plain(different) : [{ text: intro, parts: [...different] }]
}

function startWords(payload: JsonObject, of: 'new' | 'stored'): string {
  if (payload.paused === true) {
    const paused = of === 'new' ? 'The sync is created paused' : 'The sync is paused'
    return `${paused}: its triggers start nothing until you resume it.`
  }
  const mode = readMode(payload)
  if (!mode) return 'The schedule has problems, so it cannot be said when the sync runs.'
  return `When it runs: ${triggersInWords(mode).join('. ')}.`
}
