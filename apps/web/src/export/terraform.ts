import {
  isJsonObject,
  operations,
  valueAt,
  type JsonObject,
  type JsonValue,
} from '@sync-builder/schema'
import { hclBlock, hclName, hclString, hclValue, type HclEntry } from './hcl.ts'

/** A sync as a resource of Terraform, and what of it the resource cannot say. */
export interface TerraformExport {
  text: string
  /** One sentence each; they stand as comments in the text as well. */
  notes: readonly string[]
}

/** Top-level keys that are attributes of the same name. */
const plainKeys = [
  'paused',
  'field_behavior',
  'field_normalization',
  'field_order',
  'sync_behavior_family',
  'high_water_mark_attribute',
  'historical_sync_operation',
  'mirror_strategy',
] as const

/**
 * A sync's request as a `census_sync` resource of the provider sutrolabs/census (0.2). `storedId` is
 * the id under which the API has it, for the import of what exists. Source: the provider's
 * resource_sync.go and docs/index.md.
 */
export function toTerraform(payload: JsonObject, storedId?: number): TerraformExport {
  const notes: string[] = []
  const note = (words: string) => void notes.push(words)
  const label = typeof payload.label === 'string' ? payload.label : ''
  if (label === '') note('The resource requires a label; this sync has none.')
  if (!operations.some((known) => known === payload.operation)) {
    note(`operation ${said(payload.operation)} is none that the resource takes.`)
  }
  const name = hclName(label, 'sync')
  const mappings = Array.isArray(payload.mappings) ? payload.mappings : []
  const entries: HclEntry[] = [
    { name: 'workspace_id', hcl: 'var.census_workspace_id' },
    ['label', label],
    ['operation', payload.operation],
    ...plainKeys.map((key) => plain(key, payload[key])),
    ...advanced(payload.advanced_configuration),
    ...source(payload.source_attributes, note),
    ...destination(payload.destination_attributes, note),
    ...mappings.flatMap((mapping, index) => fieldMapping(mapping, index, note)),
    ...runMode(payload.mode, note),
    ...alerts(payload.alert_attributes, note),
  ]
  for (const key of Object.keys(payload)) {
    if (!told.has(key)) note(`${key}: the resource has no attribute for it.`)
  }
  const address = `census_sync.${name}`
  const text = [
    '# Made by Sync Builder for the provider sutrolabs/census. The provider takes its token from',
    '# the environment variable CENSUS_PERSONAL_ACCESS_TOKEN.',
    ...(notes.length > 0 ? ['#', '# What this resource does not say:'] : []),
    ...notes.map((one) => `# - ${oneLine(one)}`),
    '',
    ...hclBlock('variable "census_workspace_id"', [
      { name: 'type', hcl: 'string' },
      ['description', 'The workspace that the sync belongs to'],
    ]),
    '',
    ...hclBlock(`resource "census_sync" ${hclString(name)}`, entries),
    ...(storedId === undefined ? [] : ['', ...importBlock(address, storedId)]),
    '',
  ].join('\n')
  return { text, notes }
}

/** So that Terraform takes over the sync that exists, and makes no second one. */
function importBlock(address: string, storedId: number): string[] {
  return hclBlock('import', [
    { name: 'to', hcl: address },
    { name: 'id', hcl: `"\${var.census_workspace_id}:${storedId}"` },
  ])
}

const told: ReadonlySet<string> = new Set([
  ...plainKeys,
  ...'label operation advanced_configuration source_attributes destination_attributes'.split(' '),
  ...'mappings alert_attributes mode validate_only'.split(' '),
])

type Note = (words: string) => void

function plain(key: string, value: JsonValue | undefined): HclEntry {
  // To set nothing is to leave it to the API.
  return [key, value ?? undefined]
}

function advanced(options: JsonValue | undefined): HclEntry[] {
  if (options == null) return []
  return [{ name: 'advanced_configuration', hcl: `jsonencode(${hclValue(options, '  ')})` }]
}

/** A segment or a cohort is an object of its own there, with its dataset beside it. */
function source(attributes: JsonValue | undefined, note: Note): HclEntry[] {
  if (!isJsonObject(attributes)) {
    note('The sync has no source yet.')
    return []
  }
  const { connection_id, object, filter_segment_id, cohort_id, ...others } = attributes
  noteOthers('source_attributes', others, note)
  const parts = isJsonObject(object) ? object : {}
  const subset = filter_segment_id ?? cohort_id
  const kind = filter_segment_id == null ? 'cohort' : 'segment'
  const { type, id, table_catalog, table_schema, table_name, ...rest } = parts
  noteOthers('source_attributes.object', rest, note)
  if (connection_id == null) note('The resource requires the id of the source connection.')
  const within: HclEntry[] =
    subset == null
      ? [
          ['type', type],
          ['table_catalog', table_catalog],
          ['table_schema', table_schema],
          ['table_name', table_name],
          ['id', asText(id)],
        ]
      : [
          ['type', kind],
          ['id', asText(subset)],
          ['dataset_id', asText(id)],
        ]
  return [
    {
      name: 'source_attributes',
      block: [
        ['connection_id', connection_id ?? undefined],
        ['cohort_id', filter_segment_id == null ? (cohort_id ?? undefined) : undefined],
        { name: 'object', block: within },
      ],
    },
  ]
}

function destination(attributes: JsonValue | undefined, note: Note): HclEntry[] {
  if (!isJsonObject(attributes)) {
    note('The sync has no destination yet.')
    return []
  }
  const { connection_id, object, lead_union_insert_to, ...others } = attributes
  noteOthers('destination_attributes', others, note)
  return [
    {
      name: 'destination_attributes',
      block: [
        ['connection_id', connection_id],
        ['object', object],
        plain('lead_union_insert_to', lead_union_insert_to),
      ],
    },
  ]
}

/** Settings of a mapping that are attributes of the same name. */
const mappingKeys = [
  'is_primary_identifier',
  'lookup_object',
  'lookup_field',
  'preserve_values',
  'generate_field',
  'sync_null_values',
  'array_field',
  'field_type',
  'follow_source_type',
] as const

function fieldMapping(mapping: JsonValue, index: number, note: Note): HclEntry[] {
  const row = `Mapping ${index + 1}`
  if (!isJsonObject(mapping)) {
    note(`${row} is no object, and left out.`)
    return []
  }
  const from = fromOf(mapping.from, row, note)
  if (!from) return []
  const { from: _, to, operation, ...settings } = mapping
  if (operation != null) note(`${row}: operation ${said(operation)} has no attribute.`)
  const others = Object.entries(settings).filter(
    ([key, value]) => value != null && !mappingKeys.some((known) => known === key),
  )
  noteOthers(row, Object.fromEntries(others), note)
  const known = mappingKeys.map((key) => plain(key, mapping[key]))
  return [{ name: 'field_mapping', block: [...from, ['to', to], ...known] }]
}

function fromOf(from: JsonValue | undefined, row: string, note: Note): HclEntry[] | undefined {
  const data = valueAt(from, ['data'])
  switch (valueAt(from, ['type'])) {
    case 'column':
      return [['from', data]]
    case 'constant_value': {
      const type = valueAt(data, ['basic_type'])
      if (type !== 'text') note(`${row}: the type ${said(type)} of the constant has no attribute.`)
      return [
        ['type', 'constant'],
        ['constant', asText(valueAt(data, ['value']))],
      ]
    }
    case 'sync_metadata':
      return [
        ['type', 'sync_metadata'],
        ['sync_metadata_key', data],
      ]
    case 'segment_membership':
      return [
        ['type', 'segment_membership'],
        ['segment_identify_by', valueAt(data, ['identify_by'])],
      ]
    case 'liquid_template':
      return [
        ['type', 'liquid_template'],
        ['liquid_template', data],
      ]
    default:
      note(`${row} takes its value from ${said(valueAt(from, ['type']))}, and is left out.`)
      return undefined
  }
}

const triggerKinds = {
  schedule: ['frequency', 'day', 'hour', 'minute', 'cron_expression'],
  dbt_cloud: ['project_id', 'job_id'],
  fivetran: ['job_id', 'job_name'],
  sync_sequence: ['sync_id'],
} as const

function runMode(mode: JsonValue | undefined, note: Note): HclEntry[] {
  if (!isJsonObject(mode)) return []
  const { type, triggers, ...others } = mode
  noteOthers('mode', others, note)
  const kinds = isJsonObject(triggers) ? triggers : {}
  const blocks = Object.entries(triggerKinds).flatMap(([kind, keys]): HclEntry[] => {
    const trigger = kinds[kind]
    if (!isJsonObject(trigger)) return []
    const rest = Object.entries(trigger).filter(([key]) => !keys.some((known) => known === key))
    noteOthers(`mode.triggers.${kind}`, Object.fromEntries(rest), note)
    return [{ name: kind, block: keys.map((key) => plain(key, trigger[key])) }]
  })
  const unknown = Object.entries(kinds).filter(([kind]) => !Object.hasOwn(triggerKinds, kind))
  noteOthers('mode.triggers', Object.fromEntries(unknown), note)
  const within: HclEntry[] = blocks.length > 0 ? [{ name: 'triggers', block: blocks }] : []
  return [{ name: 'run_mode', block: [['type', type], ...within] }]
}

function alerts(attributes: JsonValue | undefined, note: Note): HclEntry[] {
  if (!Array.isArray(attributes)) return []
  if (attributes.length === 0) {
    note('No alerts at all: the resource cannot say so, and the API adds its own.')
  }
  return attributes.flatMap((alert, index): HclEntry[] => {
    if (!isJsonObject(alert)) {
      note(`Alert ${index + 1} is no object, and left out.`)
      return []
    }
    const { type, send_for, should_send_recovery, options, id: _, ...others } = alert
    noteOthers('alert_attributes', others, note)
    const texts = isJsonObject(options)
      ? Object.fromEntries(
          Object.entries(options).map(([key, value]) => [key, asText(value) ?? '']),
        )
      : {}
    const isEmpty = Object.keys(texts).length === 0
    const entries: HclEntry[] = [
      ['type', type],
      plain('send_for', send_for),
      plain('should_send_recovery', should_send_recovery),
      ['options', isEmpty ? undefined : texts],
    ]
    return [{ name: 'alert', block: entries }]
  })
}

function noteOthers(where: string, others: JsonObject, note: Note): void {
  for (const [key, value] of Object.entries(others)) {
    if (value !== null) note(`${where}: ${key} ${said(value)} has no attribute.`)
  }
}

/** The resource takes these as texts. */
function asText(value: JsonValue | undefined): string | undefined {
  if (value == null) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function said(value: JsonValue | undefined): string {
  return value === undefined ? '(not set)' : JSON.stringify(value)
}

/** A comment ends where its line does. */
function oneLine(words: string): string {
  return words.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
