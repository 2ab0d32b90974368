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

/** The same below them, `[]` for the items of a list. Source: reference 2.2 to 2.6. */
const nestedDescriptions: Readonly<Record<string, string>> = {
  'source_attributes.connection_id': 'The id of the source connection.',
  'source_attributes.filter_segment_id':
    'The segment; object names the dataset that it is built on.',
  'source_attributes.cohort_id': 'The cohort; object names the dataset that it is built on.',
  'source_attributes.object': 'The table, dataset, model or topic that is read.',
  'source_attributes.object.type': 'What is read. A segment and a cohort are read from a dataset.',
  'source_attributes.object.id': 'The id of the dataset, model or topic.',
  'source_attributes.object.name': 'The name of the model or topic, in place of its id.',
  'source_attributes.object.table_catalog': 'The catalog (database) of the table.',
  'source_attributes.object.table_schema': 'The schema of the table.',
  'source_attributes.object.table_name': 'The name of the table.',
  'destination_attributes.connection_id': 'The id of the destination connection.',
  'destination_attributes.object':
    'The full_name of the destination object; for file systems the path of the file.',
  'destination_attributes.lead_union_insert_to':
    'For union objects of Salesforce: the object that new records are inserted into.',
  'mappings.[].from': 'What the field is filled with.',
  'mappings.[].from.type': 'The kind of source; data says the rest.',
  'mappings.[].from.data':
    'The column, the key of the run, the template; an object for constants and segments.',
  'mappings.[].from.data.value': 'The constant, written as a text.',
  'mappings.[].from.data.basic_type': 'What the constant is.',
  'mappings.[].from.data.identify_by': 'What segments are listed by; only name is known.',
  'mappings.[].to': 'The full_name of the destination field, or the name of a new one.',
  'mappings.[].is_primary_identifier': 'The key: rows and records are matched by it.',
  'mappings.[].lookup_object': 'The object in which the record is looked up; with lookup_field.',
  'mappings.[].lookup_field': 'The field that the record is looked up by.',
  'mappings.[].preserve_values': 'Writes only into an empty field.',
  'mappings.[].generate_field': 'Creates the field; only where the object allows custom fields.',
  'mappings.[].sync_null_values': 'False leaves the field out where the source is null.',
  'mappings.[].array_field': 'The new field is a list; only with generate_field.',
  'mappings.[].field_type': 'The type of the new field; only with generate_field.',
  'mappings.[].follow_source_type': 'The type of the field follows that of the column.',
  'mappings.[].operation': 'How a list is written; only for fields that are lists.',
  'mappings.[].position': 'The order in answers of the API; not sent.',
  'alert_attributes.[].type': 'What raises the alert.',
  'alert_attributes.[].id':
    'The id of an alert that is stored; sent back, it stays the same alert.',
  'alert_attributes.[].send_for': 'At the first time until it is resolved, or at every time.',
  'alert_attributes.[].should_send_recovery': 'Also tells when it is resolved.',
  'alert_attributes.[].options': 'What the type of alert needs.',
  'alert_attributes.[].options.threshold': 'What raises the alert when it is passed.',
  'alert_attributes.[].options.record_type': 'Which records are counted.',
  'alert_attributes.[].options.unit': 'The unit of threshold.',
  'alert_attributes.[].options.start_type': 'Counted from the actual or from the scheduled start.',
  'alert_attributes.[].options.status_name': 'The status of a run that is told.',
  'mode.type': 'Whether triggers start runs, or the sync runs all the time.',
  'mode.triggers': 'What starts a run; several may stand together.',
  'mode.triggers.schedule': 'Runs at times in UTC.',
  'mode.triggers.schedule.frequency': 'How often; never means by hand alone.',
  'mode.triggers.schedule.day': 'The day of the week; only with weekly.',
  'mode.triggers.schedule.hour': 'The hour in UTC; only with daily and weekly.',
  'mode.triggers.schedule.minute': 'The minute; only with hourly, daily and weekly.',
  'mode.triggers.schedule.cron_expression': 'Five fields, in UTC; only with expression.',
  'mode.triggers.dbt_cloud': 'Runs after a job of dbt Cloud has succeeded.',
  'mode.triggers.dbt_cloud.project_id': 'The project of the job.',
  'mode.triggers.dbt_cloud.job_id': 'The job.',
  'mode.triggers.fivetran': 'Runs after a connector or transformation of Fivetran has succeeded.',
  'mode.triggers.fivetran.job_id': 'The id of the connector or transformation.',
  'mode.triggers.fivetran.job_name': 'The name of the connector or transformation.',
  'mode.triggers.sync_sequence': 'Runs after another sync has succeeded.',
  'mode.triggers.sync_sequence.sync_id': 'The sync that runs before.',
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
  for (const [path, description] of Object.entries(nestedDescriptions)) {
    for (const field of fieldsAt(jsonSchema, path.split('.'))) field.description = description
  }
}

/** The schemas of a place, one for each form that what holds it may have. */
function fieldsAt(jsonSchema: JsonSchema, path: readonly string[]): JsonSchema[] {
  const [key, ...rest] = path
  if (key === undefined) return [jsonSchema]
  const forms = [...(jsonSchema.anyOf ?? []), ...(jsonSchema.oneOf ?? [])]
  const below = key === '[]' ? jsonSchema.items : jsonSchema.properties?.[key]
  return [
    ...forms.flatMap((form) => (typeof form === 'object' ? fieldsAt(form, path) : [])),
    ...(typeof below === 'object' && !Array.isArray(below) ? fieldsAt(below, rest) : []),
  ]
}
