import {
  behaviorSentences,
  effectiveMode,
  modeSchema,
  triggerWords,
  type JsonObject,
} from '@sync-builder/schema'

/** What will happen once this payload is created, in the order in which it happens. */
export function consequences(payload: JsonObject): string[] {
  const done = behaviorSentences(payload)
  return [startWords(payload), ...(done.length > 0 ? done : ['No operation is chosen yet.'])]
}

function startWords(payload: JsonObject): string {
  if (payload.paused === true) {
    return 'The sync is created paused: its triggers start nothing until you resume it.'
  }
  const mode = modeSchema.safeParse(effectiveMode(payload) ?? { type: 'triggered' })
  if (!mode.success) return 'The schedule has problems, so it cannot be said when the sync runs.'
  return `When it runs: ${triggerWords(mode.data).join('. ')}.`
}
