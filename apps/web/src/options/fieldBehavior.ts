import { applySwitch, type fieldBehaviors, type SyncDraft } from '@sync-builder/schema'

const path = ['field_behavior']

/**
 * The draft with another field behavior, or with none. The normalization has an effect with
 * `sync_all_properties` only, so it is parked without; what an import brought stays.
 */
export function switchFieldBehavior(
  draft: SyncDraft,
  to: (typeof fieldBehaviors)[number] | undefined,
): SyncDraft {
  const hidden = 'field_normalization'
  const isHidden = to !== 'sync_all_properties' && !draft.imported.includes(hidden)
  return applySwitch(draft, {
    name: 'field behavior',
    from: positionOf(draft.body.field_behavior),
    to: positionOf(to),
    hides: isHidden
      ? [{ path: [hidden], reason: 'Names are made only where all properties are synced' }]
      : [],
    edits: [to ? { op: 'set', path, value: to } : { op: 'remove', path }],
  })
}

function positionOf(behavior: unknown): string {
  return behavior === 'sync_all_properties' ? 'all' : 'specific'
}
