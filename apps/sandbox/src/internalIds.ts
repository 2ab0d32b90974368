/**
 * Ids of the things behind datasets, segments and cohorts, which answers alone show: how they
 * relate to the ids that requests carry is not documented. Source: reference 2.12, 3.8.
 */
const offsets = {
  business_object_source: 10_000,
  filter_segment_source: 20_000,
  cohort_source: 30_000,
} as const

/** The sources that answers name by an id of their own. */
export type InternalKind = keyof typeof offsets

/** The id that answers give in `object.id`, which is not the one that a request names. */
export function internalId(kind: InternalKind, id: number): number {
  return offsets[kind] + id
}
