import type { CreateSync, SourceAttributes } from '@sync-builder/schema'
import * as z from 'zod'
import { findSource, type Catalogue } from '../catalogue.ts'

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
export function subjectOf(
  catalogue: Catalogue,
  { source_attributes, destination_attributes, mappings }: CreateSync,
): string {
  const key = mappings.find((mapping) => mapping.is_primary_identifier === true)
  const { connection_id, filter_segment_id, cohort_id } = source_attributes
  return JSON.stringify([
    [connection_id, filter_segment_id, cohort_id, sourceObjectOf(catalogue, source_attributes)],
    [destination_attributes.connection_id, destination_attributes.object],
    key && [key.from, key.to],
  ])
}

/**
 * Which object a source names. It may be named in more than one way: a table comes back with an
 * id, and a topic or model goes by its id or its name.
 */
function sourceObjectOf(catalogue: Catalogue, attributes: SourceAttributes): object {
  const found = findSource(catalogue, attributes)
  if ('missing' in found) return attributes.object
  const { object } = found
  switch (object.type) {
    case 'table': {
      const { table_catalog, table_schema, table_name } = object.table
      return { type: 'table', table_catalog, table_schema, table_name }
    }
    case 'dataset':
      return { type: 'dataset', id: object.dataset.id }
    case 'model':
      return { type: 'model', id: object.model.id }
    case 'topic':
      return { type: 'topic', id: object.topic.id }
  }
}

/**
 * Why all rows count as changed: fields that are new or filled in another way are backfilled. A
 * field that is written no more is no reason: what it holds stays. Source: reference 5.2, 5.4.
 */
export function backfillReasons(before: Shape, after: Shape): string[] {
  const news = Object.keys(after.parts).filter((to) => after.parts[to] !== before.parts[to])
  return news.length === 0 ? [] : [`Backfill of ${news.join(', ')}`]
}
