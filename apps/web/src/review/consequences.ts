import {
  effectiveMode,
  mirrorStrategies,
  modeSchema,
  requestOperations,
  triggerWords,
  type JsonObject,
  type JsonValue,
  type MirrorStrategy,
  type Operation,
} from '@sync-builder/schema'

/** What a run does to the records of the destination. Source: reference 5.2, 5.3, 5.5. */
const effects: Readonly<Record<Exclude<Operation, 'mirror'>, string>> = {
  upsert:
    'Each run updates matching records and creates those that are missing. Nothing is deleted.',
  update:
    'Each run updates matching records. Rows without a match are skipped, nothing is created.',
  insert: 'Each run creates the records that are missing. Existing records are not changed.',
  append: 'Each run sends the rows that were not sent before. Nothing is updated or deleted.',
  delete: 'Each run deletes the records that the source names. This cannot be undone from here.',
}

const firstRun = 'The first run is an upsert of every row and deletes nothing.'
const mirrorEffects: Readonly<Record<MirrorStrategy, string>> = {
  sync_updates_and_deletes: `${firstRun} From the second run on, records whose row has left the source are deleted.`,
  sync_updates_and_nulls: `${firstRun} From the second run on, the mapped fields of records whose row has left the source are emptied.`,
  upload_and_swap:
    'Each run replaces the whole destination object with what the source holds at that moment.',
}

/** What will happen once this payload is created, in the order in which it happens. */
export function consequences(payload: JsonObject): string[] {
  const sentences = [startWords(payload), operationWords(payload), historyWords(payload)]
  return sentences.filter((sentence) => sentence !== '')
}

function startWords(payload: JsonObject): string {
  if (payload.paused === true) {
    return 'The sync is created paused: its triggers start nothing until you resume it.'
  }
  const mode = modeSchema.safeParse(effectiveMode(payload) ?? { type: 'triggered' })
  if (!mode.success) return 'The schedule has problems, so it cannot be said when the sync runs.'
  return `When it runs: ${triggerWords(mode.data).join('. ')}.`
}

function operationWords({ operation, mirror_strategy: strategy }: JsonObject): string {
  const known = requestOperations.find((name) => name === operation)
  if (!known) return 'No operation is chosen yet.'
  return known === 'mirror' ? mirrorWords(strategy) : effects[known]
}

function mirrorWords(strategy: JsonValue | undefined): string {
  if (strategy == null) {
    return 'What happens to records whose row has left the source is left to the API, which does not document it; its Terraform provider calls deleting them the default.'
  }
  const known = mirrorStrategies.find((name) => name === strategy)
  return known === undefined
    ? `The mirror strategy ${JSON.stringify(strategy)} is not known here: what happens to records whose row has left the source cannot be told.`
    : mirrorEffects[known]
}

function historyWords({ operation, historical_sync_operation: history }: JsonObject): string {
  if (operation !== 'append') return ''
  if (history === 'skip_current_records') {
    return 'Rows that exist now are marked as seen and never sent; only later ones are.'
  }
  if (history === 'backfill_all_records') return 'Rows that exist now are sent by the first run.'
  return 'Whether rows that exist now are sent is left to the API, which does not document it.'
}
