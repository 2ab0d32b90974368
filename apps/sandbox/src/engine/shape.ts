import type { CreateSync } from '@sync-builder/schema'
import * as z from 'zod'

/** What a sync sends, and from where; kept, so that the next run sees what was changed of it. */
export interface Shape {
  /** The source, the object and the key: whoever changes them begins anew. */
  subject: string
  /** What is written, by field: the mapping or the column that fills it. */
  parts: Readonly<Record<string, string>>
}

const shapeSchema = z.object({
  subject: z.string(),
  parts: z.record(z.string(), z.string()),
})

/** A shape as it was kept. */
export function readShape(text: string): Shape {
  return shapeSchema.parse(JSON.parse(text))
}

/** What a sync is about: with another one, what was sent before says nothing. */
export function subjectOf({
  source_attributes,
  destination_attributes,
  mappings,
}: CreateSync): string {
  const key = mappings.find((mapping) => mapping.is_primary_identifier === true)
  const { connection_id, filter_segment_id, cohort_id, object } = source_attributes
  return JSON.stringify([
    [connection_id, filter_segment_id, cohort_id, object],
    [destination_attributes.connection_id, destination_attributes.object],
    key && [key.from, key.to],
  ])
}

/**
 * Why all rows count as changed: fields that are new or filled in another way are backfilled. A
 * field that is written no more is no reason: what it holds stays. Source: reference 5.2, 5.4.
 */
export function backfillReasons(before: Shape, after: Shape): string[] {
  const news = Object.keys(after.parts).filter((to) => after.parts[to] !== before.parts[to])
  return news.length === 0 ? [] : [`Backfill of ${news.join(', ')}`]
}
