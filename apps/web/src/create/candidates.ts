import { isJsonObject, type JsonObject, type JsonValue, type Sync } from '@sync-builder/schema'

/** Clocks differ: a sync this much older than the attempt may still come from it. */
const clockToleranceMs = 5 * 60_000

/**
 * The syncs that an attempt with unknown outcome may have created: same label, connections and
 * object, and not older than the attempt. The API has no idempotency
 * key (reference 1.5).
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
      (sync.label ?? null) === (payload.label ?? null) &&
      same(sync.destination_attributes, payload.destination_attributes, 'connection_id') &&
      same(sync.destination_attributes, payload.destination_attributes, 'object') &&
      same(sync.source_attributes, payload.source_attributes, 'connection_id')
    )
  })
}

/** A key that was not sent is no reason to call two syncs different: the API may fill it. */
function same(stored: unknown, sent: JsonValue | undefined, key: string): boolean {
  const expected = isJsonObject(sent) ? sent[key] : undefined
  if (expected === undefined || typeof stored !== 'object' || stored === null) return true
  return Object.entries(stored).some(([name, value]) => name === key && value === expected)
}
