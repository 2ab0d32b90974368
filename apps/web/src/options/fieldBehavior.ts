import { applySwitch, type fieldBehaviors, type SyncDraft } from '@sync-builder/schema'

const path = ['field_behavior']

/**
 * The draft with another field behavior, or with none. The normalization has an effect with
 * `sync_all_properties` only, so it is parked without.
 */
export function switchFieldBehavior(
  draft: SyncDraft,
  to: (typeof fieldBehaviors)[number] | undefined,
): SyncDraft {
  const reason = 'Names are made only where all properties are synced'
  return applySwitch(draft, {
    name: 'field behavior',
    from: positionOf(draft.body.field_behavior),
    to: positionOf(to),
    idles: to === 'sync_all_properties' ? [] : [{ path: ['field_normalization'], reason }],
    edits: [to ? { op: 'set', path, value: to } : { op: 'remove', path }],
  })
}

function positionOf(behavior: unknown): string {
  return behavior === 'sync_all_properties' ? 'all' : 'specific'
}
