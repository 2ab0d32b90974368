import type { CreateSync } from '@sync-builder/schema'
import * as z from 'zod'

/** How fingerprints of a sync are made; kept, so that the next run sees what was changed. */
export interface Shape {
  /** The source, the object and the key: whoever changes them begins anew. */
  subject: string
  /** What is read of each row, in the order of the fingerprint. */
  inputs: readonly string[]
  /** What is written, by field: the mapping or the column that fills it. */
  parts: Readonly<Record<string, string>>
}

const shapeSchema = z.object({
  subject: z.string(),
  inputs: z.array(z.string()),
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

/** What became of the shape since the last run. */
export interface ShapeChange {
  /** Reasons to take all rows for changed. Source: reference 5.4. */
  reasons: string[]
  /** Places of the kept fingerprint's inputs that are read no more. */
  dropped: number[]
}

/**
 * Which of the fields that are written are new or filled in another way: they are backfilled. A
 * field that is written no more is no reason: what it holds stays (5.2).
 */
export function shapeChange(before: Shape, after: Shape): ShapeChange {
  const news = Object.keys(after.parts).filter((to) => after.parts[to] !== before.parts[to])
  const read = new Set(after.inputs)
  return {
    reasons: news.length === 0 ? [] : [`Backfill of ${news.join(', ')}`],
    dropped: before.inputs.flatMap((input, place) => (read.has(input) ? [] : [place])),
  }
}

/** The inputs in the order that fingerprints have had so far, new ones last. */
export function orderedInputs(inputs: readonly string[], before: Shape | undefined): string[] {
  const kept = before?.inputs.filter((input) => inputs.includes(input)) ?? []
  return [...kept, ...inputs.filter((input) => !kept.includes(input))]
}
