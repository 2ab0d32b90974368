import * as z from 'zod'
import { optional } from './shape.ts'

/** How the API reads the text of a constant. Source: reference 2.4. */
export const basicTypes = ['boolean', 'datetime', 'number', 'text'] as const
export type BasicType = (typeof basicTypes)[number]

/** The `from` kinds that a request may carry; `compound_key` comes in answers only. */
export const writableFromTypes = [
  'column',
  'constant_value',
  'sync_metadata',
  'segment_membership',
  'liquid_template',
] as const
export type WritableFromType = (typeof writableFromTypes)[number]

/** What fills a destination field. Source: reference 2.4, "`from` variants". */
export const mappingFromSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('column'), data: z.string().min(1) }),
  z.looseObject({
    type: z.literal('constant_value'),
    data: z.looseObject({ value: z.string(), basic_type: z.enum(basicTypes) }),
  }),
  z.looseObject({ type: z.literal('sync_metadata'), data: z.string().min(1) }),
  z.looseObject({
    type: z.literal('segment_membership'),
    data: z.looseObject({ identify_by: z.string().min(1) }),
  }),
  z.looseObject({ type: z.literal('liquid_template'), data: z.string() }),
  z.looseObject({ type: z.literal('compound_key'), data: z.unknown() }),
])
export type MappingFrom = z.infer<typeof mappingFromSchema>

/** One of a sync's `mappings`. Source: reference 2.4. */
export const mappingSchema = z.looseObject({
  from: mappingFromSchema,
  to: z.string().min(1),
  is_primary_identifier: optional(z.boolean()),
  lookup_object: optional(z.string()),
  lookup_field: optional(z.string()),
  preserve_values: optional(z.boolean()),
  generate_field: optional(z.boolean()),
  sync_null_values: optional(z.boolean()),
  array_field: optional(z.boolean()),
  field_type: optional(z.string()),
  follow_source_type: optional(z.boolean()),
  operation: optional(z.enum(['merge', 'overwrite'])),
  /** Answers only: canonical order. */
  position: optional(z.int()),
})
export type Mapping = z.infer<typeof mappingSchema>
