import { isJsonObject, type JsonObject, type JsonValue, type Sync } from '@sync-builder/schema'

/** Clocks differ: a sync this much older than the attempt may still come from it. */
const clockToleranceMs = 5 * 60_000

/**
 * The syncs that an attempt with unknown outcome may have created: same label, connections and
 * object, and not older than the attempt. The API has no idempotency key (reference 1.5), and says
 * not whether it stores a blank label as none.
 */
export function findCandidates(
  syncs: readonly Sync[],
  payload: JsonObject,
  startedAt: number,
): Sync[] {
  return syncs.filter((sync) => {
    const createdAt = Date.parse(sync.created_at ?? '')
    return (
      (Number.isNaN(createdAt) || createdAt >= startedAt - clockToleranceMs) &&
      (sync.label || null) === (payload.label || null) &&
      same(sync.destination_attributes, payload.destination_attributes, 'connection_id') &&
      same(sync.destination_attributes, payload.destination_attributes, 'object') &&
      same(sync.source_attributes, payload.source_attributes, 'connection_id')
    )
  })
}

/** What a list of syncs tells of such an attempt, in a sentence; `unreadable` counts its others. */
export function candidateWords(found: number, unreadable: number): string {
  if (found > 0) return 'These were created since, with this label, source and destination:'
  const none = 'No sync with this label, source and destination has come since'
  if (unreadable === 0) return `${none}.`
  const others = unreadable === 1 ? '1 sync' : `${unreadable} syncs`
  return `${none}, as far as they can be read: ${others} of the list could not be.`
}

/** A key that was not sent is no reason to call two syncs different: the API may fill it. */
function same(stored: unknown, sent: JsonValue | undefined, key: string): boolean {
  const expected = isJsonObject(sent) ? sent[key] : undefined
  if (expected === undefined || typeof stored !== 'object' || stored === null) return true
  return Object.entries(stored).some(([name, value]) => name === key && value === expected)
}
