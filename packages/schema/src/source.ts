import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

/** What `source_attributes.object` names by `type`. Source: reference 2.2. */
export const sourceObjectTypes = ['table', 'dataset', 'model', 'topic'] as const
export type SourceObjectType = (typeof sourceObjectTypes)[number]

/** A model or a topic is named by its id or by its name. Source: reference 2.2, rule 12. */
function namedObject<T extends 'model' | 'topic'>(type: T) {
  return z
    .looseObject({ type: z.literal(type), id: optional(idSchema), name: optional(z.string()) })
    .refine((object) => object.id != null || Boolean(object.name), {
      error: `Choose a ${type}: it needs an id or a name`,
      path: ['id'],
    })
}

/** `source_attributes.object` of a request. Source: reference 2.2. */
export const sourceObjectSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('table'),
    // A warehouse without catalogs or schemas has nothing to name there; what to send then is not
    // documented, so an empty text is let through.
    table_catalog: z.string(),
    table_schema: z.string(),
    table_name: z.string().min(1),
  }),
  z.looseObject({ type: z.literal('dataset'), id: idSchema }),
  namedObject('model'),
  namedObject('topic'),
])

/**
 * `source_attributes` of a request: six variants, told apart by `object.type` and, for a segment
 * or a cohort, by the id that stands beside the dataset. Source: reference 2.2, rule 11.
 */
export const sourceAttributesSchema = z
  .looseObject({
    connection_id: optional(idSchema),
    filter_segment_id: optional(idSchema),
    cohort_id: optional(idSchema),
    object: sourceObjectSchema,
  })
  .superRefine((source, context) => {
    if (source.object.type === 'table' && source.connection_id == null) {
      context.addIssue({
        code: 'custom',
        path: ['connection_id'],
        message: 'Choose the source connection of the table',
      })
    }
    const subset = source.filter_segment_id != null ? 'segment' : 'cohort'
    const isSubset = source.filter_segment_id != null || source.cohort_id != null
    if (isSubset && source.object.type !== 'dataset') {
      context.addIssue({
        code: 'custom',
        path: ['object', 'type'],
        message: `A ${subset} needs the dataset that it is built on: type "dataset"`,
      })
    }
  })
export type SourceAttributes = z.infer<typeof sourceAttributesSchema>

/** The six kinds of source that the builder offers. Source: reference 2.2. */
export const sourceKinds = ['table', 'dataset', 'model', 'topic', 'segment', 'cohort'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** A source connection (`GET /sources`). Source: reference 3.4. */
export const sourceSchema = z.looseObject({
  id: idSchema,
  name: optional(z.string()),
  label: optional(z.string()),
  type: optional(z.string()),
  sync_engine: optional(z.string()),
  created_at: optional(z.string()),
  connection_details: optional(z.unknown()),
  last_test_succeeded: optional(z.boolean()),
  last_tested_at: optional(z.string()),
  read_only_connection: optional(z.boolean()),
})
export type Source = z.infer<typeof sourceSchema>

/** A part of a table's name; a warehouse without catalogs or schemas has nothing to say there. */
const qualifierSchema = optional(z.string()).transform((name) => name ?? '')

/** A table of a source (`GET /sources/:id/tables`); tables have no id. Source: reference 3.6. */
export const tableSchema = z.looseObject({
  table_catalog: qualifierSchema,
  table_schema: qualifierSchema,
  table_name: z.string(),
})
export type Table = z.infer<typeof tableSchema>

/** A column of a table or dataset. `data_type` has no documented enum. Source: reference 3.6. */
export const columnSchema = z.looseObject({
  name: z.string(),
  data_type: optional(z.string()),
  /** Older answers carry the warehouse's own type name under this key. */
  type: optional(z.string()),
  can_be_upsert_key: optional(z.boolean()),
})
export type Column = z.infer<typeof columnSchema>

/** A model (deprecated in favour of datasets). Source: reference 3.7. */
export const modelSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  dataset_id: optional(idSchema),
  description: optional(z.string()),
  query: optional(z.string()),
  columns: optional(z.array(columnSchema)),
  created_at: optional(z.string()),
  updated_at: optional(z.string()),
})
export type Model = z.infer<typeof modelSchema>

/** A segment (`filter_segments`). Its dataset is not told. Source: reference 3.8. */
export const segmentSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  resource_identifier: optional(z.string()),
  record_count: optional(z.number()),
  query: optional(z.string()),
})
export type Segment = z.infer<typeof segmentSchema>

/** A topic of a streaming source; `schema` maps field to type. Source: reference 3.9. */
export const topicSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  description: optional(z.string()),
  schema: optional(z.record(z.string(), z.unknown())),
})
export type Topic = z.infer<typeof topicSchema>

/** One item of `GET /sources/:id/objects`: models, segments and tables mixed. Source: 3.5. */
export const sourceListingSchema = z.looseObject({ type: z.string() })
export type SourceListing = z.infer<typeof sourceListingSchema>

/** A dataset. Source: reference 3.10. */
export const datasetSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  type: optional(z.string()),
  description: optional(z.string()),
  source_id: optional(idSchema),
  query: optional(z.string()),
  resource_identifier: optional(z.string()),
  cached_record_count: optional(z.number()),
  columns: optional(z.array(columnSchema)),
  created_at: optional(z.string()),
  updated_at: optional(z.string()),
})
export type Dataset = z.infer<typeof datasetSchema>

/** The ids that name a part of a dataset, next to the dataset itself. Source: reference 2.2. */
export const subsetKeys = { segment: 'filter_segment_id', cohort: 'cohort_id' } as const
