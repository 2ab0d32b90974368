import * as z from 'zod'
import { sourceAttributesSchema, sourceObjectSchema } from './source.ts'
import { createSyncSchema, deprecatedFields } from './sync.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** What an editor shows at a field. Source: reference 2.1, 2.7. */
const descriptions: Record<keyof typeof createSyncSchema.shape, string> = {
  label: 'The name that the sync is shown by.',
  operation: 'What happens to destination records; the destination object lists what it supports.',
  source_attributes:
    'What is read: a table, dataset, model or topic, or a dataset’s segment or cohort.',
  destination_attributes:
    'What is written: a destination connection and its object, or a file path.',
  mappings: 'What fills each destination field.',
  alert_attributes: 'Alerts. Left out, the API adds its defaults; an empty list means none.',
  advanced_configuration: 'Settings that the destination object defines, by name.',
  mode: 'What starts a run. All times are UTC.',
  paused: 'Whether the sync ignores its triggers.',
  field_behavior: 'Whether mappings follow the columns of the source.',
  field_normalization: 'How fields are named after columns; only with sync_all_properties.',
  field_order: 'The order of fields, where the destination object supports one.',
  sync_behavior_family: 'Whether records or events are sent; events only by live syncs.',
  high_water_mark_attribute: 'The timestamp column that tells new rows; only with append.',
  historical_sync_operation: 'What the first run does with existing rows; only with append.',
  mirror_strategy: 'How a mirror removes what the source no longer has; only with mirror.',
  validate_only: 'Checks the request and creates nothing.',
  high_water_mark_attributes: 'Replaced by high_water_mark_attribute.',
  failed_run_notifications_enabled: 'Replaced by alert_attributes.',
  failed_record_notifications_enabled: 'Replaced by alert_attributes.',
  failed_record_notifications_threshold_percent: 'Replaced by alert_attributes.',
  schedule_frequency: 'Replaced by mode.triggers.schedule.',
  schedule_day: 'Replaced by mode.triggers.schedule.',
  schedule_hour: 'Replaced by mode.triggers.schedule.',
  schedule_minute: 'Replaced by mode.triggers.schedule.',
  cron_expression: 'Replaced by mode.triggers.schedule.',
  triggers: 'Replaced by mode.triggers.',
}

const present = (key: string, type: JsonSchema): JsonSchema => ({
  type: 'object',
  required: [key],
  properties: { [key]: type },
})
const sourceIs = (type: string): JsonSchema => present('object', present('type', { const: type }))
const anId: JsonSchema = { type: 'integer' }

/** The refinements of the Zod schema, which the export leaves out by itself. */
const refinements = new Map<z.core.$ZodType, JsonSchema>([
  [
    sourceAttributesSchema,
    {
      allOf: [
        { anyOf: [{ not: sourceIs('table') }, present('connection_id', anId)] },
        { anyOf: [{ not: present('filter_segment_id', anId) }, sourceIs('dataset')] },
        { anyOf: [{ not: present('cohort_id', anId) }, sourceIs('dataset')] },
      ],
    },
  ],
  ...sourceObjectSchema.options
    .filter(({ shape }) => ['model', 'topic'].includes(shape.type.value))
    .map((schema): [z.core.$ZodType, JsonSchema] => [
      schema,
      {
        anyOf: [present('id', anId), present('name', { type: 'string', minLength: 1 })],
      },
    ]),
])

/**
 * The body of `POST /syncs` as JSON Schema 2020-12, for editors and for other languages. It takes
 * exactly what `createSyncSchema` takes, its refinements included; what `checkSync` finds beyond
 * the shape (rules across fields, cron expressions, capabilities) is not in it. The one exception
 * is a key `__proto__`, which Zod passes over.
 */
export const createSyncJsonSchema: JsonSchema = z.toJSONSchema(createSyncSchema, {
  target: 'draft-2020-12',
  io: 'input',
  override({ zodSchema, jsonSchema }) {
    Object.assign(jsonSchema, refinements.get(zodSchema))
    if (zodSchema === createSyncSchema) document(jsonSchema)
  },
})

function document(jsonSchema: JsonSchema): void {
  const deprecated: readonly string[] = deprecatedFields
  jsonSchema.title = 'Create a sync'
  for (const [name, description] of Object.entries(descriptions)) {
    const field = jsonSchema.properties?.[name]
    if (typeof field !== 'object') continue
    field.description = description
    if (deprecated.includes(name)) field.deprecated = true
  }
}
