import { describe, expect, it } from 'vitest'
import { fullContext, plainUpsert, userData } from '../../test/users.ts'
import { checkSync, type SyncContext } from '../checkSync.ts'
import type { DestinationField } from '../destination.ts'
import { applyEdits } from '../edit.ts'

import type { JsonValue, Path } from '../json.ts'
import { rules } from './table.ts'

type Sets = [path: Path, value: JsonValue][]

interface Case {
  /** Of reference 2.11, or its section. */
  rule: string
  code: string
  when: string
  /** What the payload has otherwise than `plainUpsert`. */
  sets: Sets
  /** What is known otherwise than `fullContext` tells. */
  context?: SyncContext
  path: Path
  /** What the button says; no button when it is left out. */
  fix?: string
}

const schedule = ['mode', 'triggers', 'schedule']
const key = ['mappings', 0]
const row = ['mappings', 1]
const third = ['mappings', 2]
const alert = ['alert_attributes', 0]

/** A third row: a column to `cohort`, with more or other keys. */
function cohort(more: { [key: string]: JsonValue } = {}): [Path, JsonValue] {
  return [third, { from: { type: 'column', data: 'tags' }, to: 'cohort', ...more }]
}

function constant(value: string, basic_type: string): [Path, JsonValue] {
  return cohort({ from: { type: 'constant_value', data: { value, basic_type } } })
}

function objectWith(more: Partial<typeof userData>): SyncContext {
  return { object: { ...userData, ...more } }
}

const known = (fullContext.columns ?? []).filter(({ name }) => name !== 'tags')

/** The column `tags` and the field `cohort` with types. */
function typed(data_type: string, field: Partial<DestinationField>): SyncContext {
  const fields = userData.fields?.map((other) =>
    other.full_name === 'cohort' ? { ...other, ...field } : other,
  )
  return { ...objectWith({ fields }), columns: [...known, { name: 'tags', data_type }] }
}

const namedAlert: [Path, JsonValue] = [alert, { id: 9, type: 'FailureAlertConfiguration' }]

const live: [Path, JsonValue] = [['mode'], { type: 'live' }]

// prettier-ignore
const requirements: Case[] = [
  { rule: '2', code: 'key-missing', when: 'no row is the key', sets: [[[...key, 'is_primary_identifier'], false]], path: ['mappings'], fix: 'Make row 1 the key' },
  { rule: '2', code: 'key-twice', when: 'two rows are the key', sets: [cohort({ to: 'user_identifier.hashed_email_PREHASHED', from: { type: 'column', data: 'hashed_email' }, is_primary_identifier: true })], path: ['mappings'], fix: 'Keep row 1 as the key' },
  { rule: '10', code: 'cron-field-count', when: 'the expression has four fields', sets: [[schedule, { frequency: 'expression', cron_expression: '0 6 * *' }]], path: [...schedule, 'cron_expression'] },
  { rule: '13', code: 'object-is-no-path', when: 'a file destination gets a folder', sets: [[['destination_attributes', 'object'], 'exports/']], context: { destination: { isFileSystem: true } }, path: ['destination_attributes', 'object'] },
  { rule: '13', code: 'object-is-no-path', when: 'a file destination gets a blank path', sets: [[['destination_attributes', 'object'], ' ']], context: { destination: { isFileSystem: true } }, path: ['destination_attributes', 'object'] },
]

// prettier-ignore
const capabilities: Case[] = [
  { rule: '4', code: 'field-order-not-supported', when: 'the object does not order fields', sets: [[['field_order'], 'mapping_order']], context: objectWith({ supports_field_ordering: undefined }), path: ['field_order'], fix: 'Remove field_order' },
  { rule: '5.12', code: 'cron-range', when: 'the expression has a range', sets: [[schedule, { frequency: 'expression', cron_expression: '0 6 * * 1-5' }]], path: [...schedule, 'cron_expression'], fix: 'Set cron_expression to 0 6 * * 1,2,3,4,5' },
  { rule: '15', code: 'mirror-from-streaming', when: 'mirror reads a stream', sets: [[['operation'], 'mirror']], context: { source: { type: 'confluent_cloud' } }, path: ['operation'] },
  { rule: '18', code: 'operation-not-supported', when: 'the object does not list the operation', sets: [], context: objectWith({ supported_operations: ['mirror'] }), path: ['operation'], fix: 'Set operation to mirror' },
  { rule: '19', code: 'key-field-not-allowed', when: 'the key fills a field that cannot be one', sets: [[[...key, 'to'], 'cohort']], context: objectWith({ fields: userData.fields?.map((field) => ({ ...field, required_for_mapping: false })) }), path: [...key, 'to'] },
  { rule: '20', code: 'required-field-not-mapped', when: 'a required field has no row', sets: [[[...key, 'to'], 'user_identifier.hashed_email_PREHASHED']], path: ['mappings'], fix: 'Map Email to email' },
  { rule: '21', code: 'unknown-field', when: 'the object has no such field', sets: [cohort({ to: 'nickname' })], context: objectWith({ allow_custom_fields: false }), path: [...third, 'to'] },
  { rule: '21', code: 'unknown-field', when: 'a field would have to be created', sets: [cohort({ to: 'nickname' })], path: [...third, 'to'], fix: 'Create nickname as a custom field' },
  { rule: '21', code: 'unknown-field', when: 'a field is spelled in other case', sets: [cohort({ to: 'Cohort' })], path: [...third, 'to'], fix: 'Set to to cohort' },
  { rule: '21', code: 'unknown-field', when: 'the object takes no new fields', sets: [cohort({ to: 'nickname', generate_field: true })], context: objectWith({ allow_custom_fields: false }), path: [...third, 'generate_field'] },
  { rule: '22', code: 'broken-lookup', when: 'lookup_field is missing', sets: [[[...row, 'lookup_field'], null]], path: [...row, 'lookup_field'], fix: 'Remove lookup_object' },
  { rule: '22', code: 'broken-lookup', when: 'lookup_object is missing', sets: [[[...row, 'lookup_object'], null]], path: [...row, 'lookup_object'], fix: 'Set lookup_object to user_list' },
  { rule: '22', code: 'broken-lookup', when: 'the field refers to another object', sets: [[[...row, 'lookup_object'], 'company']], path: [...row, 'lookup_object'], fix: 'Set lookup_object to user_list' },
  { rule: '22', code: 'broken-lookup', when: 'the field refers to nothing', sets: [cohort({ lookup_object: 'user_list', lookup_field: 'name' })], path: [...third, 'lookup_object'], fix: 'Remove the lookup' },
  { rule: '22', code: 'broken-lookup', when: 'the object cannot be found by that field', sets: [[[...row, 'lookup_field'], 'id']], path: [...row, 'lookup_field'], fix: 'Set lookup_field to name' },
  { rule: '22', code: 'broken-lookup', when: 'the object has no such field', sets: [[[...row, 'lookup_field'], 'nope']], path: [...row, 'lookup_field'], fix: 'Set lookup_field to name' },
  { rule: '23', code: 'preserve-not-supported', when: 'the field cannot be set only if empty', sets: [cohort({ preserve_values: true })], path: [...third, 'preserve_values'], fix: 'Remove preserve_values' },
  { rule: '24', code: 'array-operation-not-supported', when: 'the field is no array', sets: [cohort({ operation: 'merge' })], path: [...third, 'operation'], fix: 'Remove operation' },
  { rule: '24', code: 'array-operation-not-supported', when: 'the array does not support it', sets: [cohort({ to: 'tags', operation: 'overwrite' })], path: [...third, 'operation'], fix: 'Remove operation' },
  { rule: '25', code: 'field-mapped-twice', when: 'two rows fill one field', sets: [cohort({ to: 'list_id' })], path: [...third, 'to'], fix: 'Remove row 3' },
  { rule: '26', code: 'unknown-column', when: 'the source has no such column', sets: [cohort({ from: { type: 'column', data: 'nope' } })], path: [...third, 'from', 'data'] },
  { rule: '26', code: 'unknown-column', when: 'a column is spelled in other case', sets: [cohort({ from: { type: 'column', data: 'EMAIL' } })], path: [...third, 'from', 'data'], fix: 'Set data to Email' },
  { rule: '26', code: 'unknown-column', when: 'the high water mark is no column', sets: [[['operation'], 'append'], [['high_water_mark_attribute'], 'UPDATED_AT']], path: ['high_water_mark_attribute'], fix: 'Set high_water_mark_attribute to updated_at' },
  { rule: '26', code: 'template-syntax', when: 'a template cannot be read', sets: [cohort({ from: { type: 'liquid_template', data: '{{' } })], context: { analyseTemplate: () => [{ code: 'syntax', message: 'm' }] }, path: [...third, 'from', 'data'] },
  { rule: '27', code: 'key-column-not-allowed', when: 'the key reads a column that cannot be one', sets: [[[...key, 'from', 'data'], 'tags']], path: [...key, 'from', 'data'] },
  { rule: '28', code: 'sequence-cycle', when: 'a sync waits for itself', sets: [[['mode', 'triggers', 'sync_sequence'], { sync_id: 7 }]], context: { stored: { id: 7 } }, path: ['mode', 'triggers', 'sync_sequence', 'sync_id'], fix: 'Remove sync_sequence' },
  { rule: '28', code: 'sequence-cycle', when: 'a chain of syncs closes', sets: [[['mode', 'triggers', 'sync_sequence'], { sync_id: 8 }]], context: { stored: { id: 7 }, syncs: new Map([[8, { runsAfter: 9 }], [9, { runsAfter: 7 }]]) }, path: ['mode', 'triggers', 'sync_sequence', 'sync_id'], fix: 'Remove sync_sequence' },
  { rule: '29', code: 'sync-all-not-supported', when: 'the object takes no new fields', sets: [[['field_behavior'], 'sync_all_properties']], context: objectWith({ allow_custom_fields: false }), path: ['field_behavior'], fix: 'Set field_behavior to specific_properties' },
  { rule: '30', code: 'membership-without-dataset', when: 'the source is a model', sets: [[['source_attributes', 'object', 'type'], 'model'], cohort({ from: { type: 'segment_membership', data: { identify_by: 'name' } } })], path: [...third, 'from', 'type'] },
  { rule: '31', code: 'object-not-usable', when: 'the object was deleted', sets: [], context: objectWith({ can_be_sync_destination: false }), path: ['destination_attributes', 'object'] },
  { rule: '16', code: 'mode-type-changed', when: 'a live sync becomes triggered', sets: [], context: { stored: { id: 7, request: { mode: { type: 'live' } } } }, path: ['mode', 'type'], fix: 'Set type to live' },
  { rule: '17', code: 'fixed-sync-changed', when: 'a delete sync gets another operation', sets: [], context: { stored: { id: 7, request: { operation: 'delete' } } }, path: ['operation'], fix: 'Set operation back' },
  { rule: '17', code: 'fixed-sync-changed', when: 'a sync to Braze gets another source', sets: [], context: { stored: { id: 7, destinationType: 'Braze', request: { source_attributes: { connection_id: 13 } } } }, path: ['source_attributes'], fix: 'Set source_attributes back' },
  { rule: '0.2', code: 'live-mode-retired', when: 'the mode is live', sets: [live], path: ['mode', 'type'], fix: 'Set type to triggered' },
  { rule: '2.4', code: 'unknown-metadata-key', when: 'the key is not sync_run_id', sets: [cohort({ from: { type: 'sync_metadata', data: 'sync_id' } })], path: [...third, 'from', 'data'], fix: 'Set data to sync_run_id' },
  { rule: '2.4', code: 'unknown-metadata-key', when: 'segments are told by something else', sets: [cohort({ from: { type: 'segment_membership', data: { identify_by: 'id' } } })], path: [...third, 'from', 'data', 'identify_by'], fix: 'Set identify_by to name' },
  { rule: '2.4', code: 'unreadable-constant', when: 'a number is none', sets: [constant('ten', 'number')], path: [...third, 'from', 'data', 'value'] },
  { rule: '2.4', code: 'unreadable-constant', when: 'a boolean is none', sets: [constant('yes', 'boolean')], path: [...third, 'from', 'data', 'value'] },
  { rule: '2.4', code: 'unreadable-constant', when: 'a datetime is none', sets: [constant('soon', 'datetime')], path: [...third, 'from', 'data', 'value'] },
  { rule: '2.5', code: 'look-back-missing', when: 'a deviation alert has the documented options only', sets: [[alert, { type: 'RecordCountDeviationAlertConfiguration', options: { threshold: 20, record_type: 'records_failed' } }]], path: [...alert, 'options'] },
  { rule: '3.12', code: 'unknown-advanced-setting', when: 'the object has no such setting', sets: [[['advanced_configuration'], { nope: 1 }]], path: ['advanced_configuration', 'nope'], fix: 'Remove nope' },
  { rule: '3.12', code: 'wrong-advanced-setting', when: 'a boolean is sent as text', sets: [[['advanced_configuration'], { bulk_id_lookup: 'true' }]], path: ['advanced_configuration', 'bulk_id_lookup'], fix: 'Set bulk_id_lookup to true' },
  { rule: '3.12', code: 'wrong-advanced-setting', when: 'a text is sent as a number', sets: [[['advanced_configuration'], { data_source_country: 44 }]], path: ['advanced_configuration', 'data_source_country'], fix: 'Set data_source_country to 44' },
  { rule: '3.12', code: 'missing-advanced-setting', when: 'a required setting is missing', sets: [], context: objectWith({ advanced_configuration_field_definitions: [{ name: 'format', required: true, default: 'CSV' }] }), path: ['advanced_configuration', 'format'], fix: 'Set format to CSV' },
]

/** Without effect, or worth knowing. */
// prettier-ignore
const noEffects: Case[] = [
  { rule: '3', code: 'normalization-unused', when: 'properties are chosen', sets: [[['field_normalization'], 'snake_case']], path: ['field_normalization'], fix: 'Remove field_normalization' },
  { rule: '5', code: 'append-only-field', when: 'history is set for an upsert', sets: [[['historical_sync_operation'], 'backfill_all_records']], path: ['historical_sync_operation'], fix: 'Remove historical_sync_operation' },
  { rule: '5', code: 'append-only-field', when: 'a high water mark is set for an upsert', sets: [[['high_water_mark_attribute'], 'updated_at']], path: ['high_water_mark_attribute'], fix: 'Remove high_water_mark_attribute' },
  { rule: '6', code: 'mirror-only-field', when: 'a mirror strategy is set for an upsert', sets: [[['mirror_strategy'], 'upload_and_swap']], path: ['mirror_strategy'], fix: 'Remove mirror_strategy' },
  { rule: '7', code: 'behavior-family-unused', when: 'activateEvents stands in a batch sync', sets: [[['sync_behavior_family'], 'activateEvents']], path: ['sync_behavior_family'], fix: 'Remove sync_behavior_family' },
  { rule: '8', code: 'array-field-unused', when: 'no field is created', sets: [cohort({ array_field: true })], path: [...third, 'array_field'], fix: 'Remove array_field' },
  { rule: '8', code: 'field-type-unused', when: 'no field is created', sets: [cohort({ field_type: 'String' })], path: [...third, 'field_type'], fix: 'Remove field_type' },
  { rule: '9', code: 'deprecated-overridden', when: 'alerts stand next to the old switches', sets: [[['failed_run_notifications_enabled'], false]], path: ['failed_run_notifications_enabled'], fix: 'Remove failed_run_notifications_enabled' },
  { rule: '9', code: 'deprecated-overridden', when: 'mode stands next to the flat schedule', sets: [[['schedule_frequency'], 'hourly']], path: ['schedule_frequency'], fix: 'Remove schedule_frequency' },
  { rule: '10', code: 'schedule-key-unused', when: 'a daily schedule names a day', sets: [[[...schedule, 'day'], 'Monday']], path: [...schedule, 'day'], fix: 'Remove day' },
  { rule: '10', code: 'schedule-key-unused', when: 'an expression comes with the hour that an answer computed', sets: [[schedule, { frequency: 'expression', cron_expression: '0 6 * * *', hour: 6 }]], path: [...schedule, 'hour'], fix: 'Remove hour' },
  { rule: '10', code: 'schedule-time-missing', when: 'a daily schedule has no hour', sets: [[[...schedule, 'hour'], null]], path: [...schedule, 'hour'], fix: 'Set hour to 0' },
  { rule: '10', code: 'schedule-time-missing', when: 'an hourly schedule has no minute', sets: [[schedule, { frequency: 'hourly' }]], path: [...schedule, 'minute'], fix: 'Set minute to 0' },
  { rule: '10', code: 'schedule-hour-24', when: 'a daily schedule says 24', sets: [[[...schedule, 'hour'], 24]], path: [...schedule, 'hour'], fix: 'Set hour to 0' },
  { rule: '10', code: 'schedule-hour-24', when: 'a weekly schedule says 24', sets: [[schedule, { frequency: 'weekly', day: 'Monday', hour: 24, minute: 0 }]], path: [...schedule, 'hour'] },
  { rule: '14a', code: 'append-from-read-only', when: 'append reads a read-only connection', sets: [[['operation'], 'append']], context: { source: { readOnly: true } }, path: ['operation'] },
  { rule: '2.1', code: 'delete-not-documented', when: 'the operation is delete', sets: [[['operation'], 'delete']], path: ['operation'] },
  { rule: '5.3', code: 'loss-not-acknowledged', when: 'a mirror deletes and nobody knows', sets: [[['operation'], 'mirror'], [['mirror_strategy'], 'sync_updates_and_deletes']], context: { acknowledged: [] }, path: ['mirror_strategy'] },
  { rule: '2.1', code: 'deprecated', when: 'an old field stands alone', sets: [[['alert_attributes'], null], [['failed_run_notifications_enabled'], false]], path: ['failed_run_notifications_enabled'] },
  { rule: '2.1', code: 'unknown-key', when: 'the payload has a key of its own', sets: [[['extra'], { deep: [1] }]], path: ['extra'], fix: 'Remove extra' },
  { rule: '2.1', code: 'unknown-key', when: 'a nested object has a key of its own', sets: [[['destination_attributes', 'extra'], 1]], path: ['destination_attributes', 'extra'], fix: 'Remove extra' },
  { rule: '2.1', code: 'unknown-key', when: 'a mapping has a key of its own', sets: [cohort({ hash: true })], path: [...third, 'hash'], fix: 'Remove hash' },
  { rule: '2.1', code: 'unknown-key', when: 'a read sync still carries its id', sets: [[['id'], 61]], path: ['id'], fix: 'Remove id' },
  { rule: '2.1', code: 'label-unclear', when: 'the label is blank', sets: [[['label'], '  ']], path: ['label'], fix: 'Remove label' },
  { rule: '2.1', code: 'label-unclear', when: 'the label turns text around', sets: [[['label'], 'Users \u202Etxt']], path: ['label'], fix: 'Take them out' },
  { rule: '2.1', code: 'label-unclear', when: 'the label is endless', sets: [[['label'], 'x'.repeat(10_000)]], path: ['label'] },
  { rule: '2.4', code: 'compound-key', when: 'an answer brought a key of the service', sets: [[third, { from: { type: 'compound_key', data: {} }, to: 'cohort' }]], path: [...third, 'from', 'type'], fix: 'Remove row 3' },
  { rule: '5.9', code: 'conversion-lossy', when: 'the fraction would be lost', sets: [cohort()], context: typed('NUMBER(10,2)', { type: 'Integer' }), path: [...third, 'to'] },
  { rule: '5.9', code: 'conversion-impossible', when: 'a list fills one boolean', sets: [cohort()], context: typed('array', { type: 'Boolean' }), path: [...third, 'to'] },
  { rule: '5.9', code: 'conversion-impossible', when: 'a constant is no number', sets: [constant('cohort_1', 'text')], context: typed('text', { type: 'Number' }), path: [...third, 'to'] },
  { rule: '2.5', code: 'alert-options-unused', when: 'a failure alert has options', sets: [[alert, { type: 'FailureAlertConfiguration', options: { threshold: 1 } }]], path: [...alert, 'options', 'threshold'], fix: 'Remove threshold' },
  { rule: '2.5', code: 'alert-twice', when: 'two say the same but for their ids and what is left out', context: { stored: { id: 7, request: { alert_attributes: [{ id: 1 }] } } }, sets: [[['alert_attributes'], [{ id: 1, type: 'FailureAlertConfiguration', options: null }, { type: 'FailureAlertConfiguration', send_for: 'first_time', should_send_recovery: true, options: {} }]]], path: ['alert_attributes', 1], fix: 'Remove alert 2' },
  { rule: '2.5', code: 'alert-id-unknown', when: 'a new sync names the alert of another', sets: [[alert, { id: 901, type: 'FailureAlertConfiguration' }]], path: [...alert, 'id'], fix: 'Remove id' },
  { rule: '2.5', code: 'alert-id-unknown', when: 'a stored sync has no such alert', sets: [[alert, { id: 901, type: 'FailureAlertConfiguration' }]], context: { stored: { id: 7, request: { alert_attributes: [{ id: 9 }] } } }, path: [...alert, 'id'], fix: 'Remove id' },
  { rule: '14', code: 'alert-never-raised', when: 'an append tells of its full syncs', sets: [[['operation'], 'append'], [alert, { type: 'FullSyncTriggerAlertConfiguration' }]], context: objectWith({ supported_operations: ['append'] }), path: alert, fix: 'Remove alert 1' },
]

const cases = [...requirements, ...capabilities, ...noEffects]

function given({ sets, context }: Pick<Case, 'sets' | 'context'>) {
  const payload = applyEdits(
    plainUpsert,
    sets.map(([path, value]) => ({ op: 'set', path, value })),
  )
  return { payload, context: { ...fullContext, ...context } }
}

describe('rules', () => {
  it('have nothing to say about a plain upsert', () => {
    expect(checkSync(plainUpsert, fullContext)).toStrictEqual([])
    expect(checkSync(plainUpsert)).toStrictEqual([])
  })

  describe.each([
    ['requirement', 'error', requirements],
    ['capability', 'warning', capabilities],
    ['no-effect', 'warning', noEffects],
  ] as const)('of basis %s give an %s', (basis, severity, own) => {
    it.each(own)('$rule: $code when $when', ({ code, path, fix, ...otherwise }) => {
      const { payload, context } = given(otherwise)
      const found = checkSync(payload, context)
      expect(found).toMatchObject([{ code, path, basis, severity }])
      expect(found[0]?.fix?.label).toBe(fix)
    })
  })

  it.each(cases.filter(({ fix }) => fix !== undefined))(
    '$rule: the fix of $code mends it when $when',
    (mended) => {
      const { payload, context } = given(mended)
      const [problem] = checkSync(payload, context)
      const after = checkSync(applyEdits(payload, problem?.fix?.edits ?? []), context)
      expect(after.filter(({ code }) => code === mended.code)).toStrictEqual([])
    },
  )

  it('are all shown above', () => {
    const shown = cases.map(({ code }) => code)
    const hidden = rules.filter((rule) => !shown.some((code) => code.startsWith(rule.code)))
    // These come with live mode, which is a problem of its own.
    expect(hidden.map(({ code }) => code)).toStrictEqual([
      'live-to-batch-destination',
      'triggers-unused',
    ])
  })

  it('warn about a live sync to a batch destination, and of triggers it cannot have', () => {
    const { payload } = given({ sets: [[['mode', 'type'], 'live']] })
    const context = { ...fullContext, destination: { type: 'Google Sheets' } }
    expect(checkSync(payload, context).map(({ code }) => code)).toStrictEqual([
      'live-to-batch-destination',
      'live-mode-retired',
      'triggers-unused',
    ])
  })

  describe('stay silent', () => {
    const silent: [string, Sets, SyncContext?][] = [
      [
        'without a key where the operation needs none',
        [
          [['operation'], 'append'],
          [[...key, 'is_primary_identifier'], false],
        ],
      ],
      [
        'about the field of a key that the service chooses',
        [
          [['operation'], 'append'],
          [[...key, 'to'], 'unique_id'],
        ],
        objectWith({
          fields: userData.fields?.map((field) => ({ ...field, required_for_mapping: false })),
        }),
      ],
      [
        'about null in keys that a frequency does not use',
        [
          [[...schedule, 'day'], null],
          [[...schedule, 'cron_expression'], null],
        ],
      ],
      [
        'about deprecated fields that an answer leaves empty',
        [
          [['schedule_day'], null],
          [['triggers'], {}],
        ],
      ],
      [
        'about a deviation alert with a look-back under some name',
        [
          [
            alert,
            {
              type: 'RecordCountDeviationAlertConfiguration',
              options: { threshold: 20, record_type: 'records_failed', runs: 5 },
            },
          ],
        ],
      ],
      [
        'about the id of an alert that the stored sync has',
        [namedAlert],
        { stored: { id: 7, request: { alert_attributes: [{ id: 9 }] } } },
      ],
      [
        'about the id of an alert of a sync that nobody has read',
        [namedAlert],
        { stored: { id: 7 } },
      ],
      ['about the id of an alert in a change', [namedAlert], { partial: true }],
      ['about a label of any script', [[['label'], '顧客 → عملاء 😀 <img onerror> =cmd()']]],
      [
        'about alerts of one type that say different things',
        [
          [
            ['alert_attributes'],
            [10, 20].map((threshold) => ({
              type: 'InvalidRecordPercentAlertConfiguration',
              options: { threshold },
            })),
          ],
        ],
      ],
      ['about constants that can be read', [constant('-1.5e3', 'number')]],
      [
        'about a sequence that closes without this sync',
        [[['mode', 'triggers', 'sync_sequence'], { sync_id: 8 }]],
        {
          stored: { id: 7 },
          syncs: new Map([
            [8, { runsAfter: 9 }],
            [9, { runsAfter: 8 }],
          ]),
        },
      ],
      ['about types that nobody knows', [cohort()], typed('geography', { type: 'Colour' })],
      ['about numbers that become text', [cohort()], typed('number', { type: 'String' })],
      [
        'about what a lookup turns into the id of a record',
        [cohort({ lookup_object: 'user_list', lookup_field: 'name' })],
        typed('boolean', { type: 'Date', lookup_object: 'user_list' }),
      ],
      [
        'about fields of a file, which are whatever is mapped',
        [cohort({ to: 'anything' })],
        { destination: { isFileSystem: true } },
      ],
    ]
    it.each(silent)('%s', (_, sets, context) => {
      const otherwise = context ? { sets, context } : { sets }
      const { payload, context: all } = given(otherwise)
      expect(checkSync(payload, all)).toStrictEqual([])
    })

    it('about columns, fields and connections of which nothing is known', () => {
      const needsToKnow = [
        '4',
        '15',
        '18',
        '19',
        '20',
        '21',
        '23',
        '24',
        '26',
        '27',
        '29',
        '31',
        '3.12',
      ]
      for (const { sets } of capabilities.filter(({ rule }) => needsToKnow.includes(rule))) {
        const found = checkSync(given({ sets }).payload)
        expect(found.filter(({ basis }) => basis === 'capability')).toStrictEqual([])
      }
    })
  })

  it('offer the fix of a cron expression once, below all that it mends', () => {
    const expression = { frequency: 'expression', cron_expression: '1-2 3-4 * * MON' }
    const { payload, context } = given({ sets: [[schedule, expression]] })
    expect(checkSync(payload, context).map(({ code, fix }) => [code, fix?.label])).toStrictEqual([
      ['cron-range', undefined],
      ['cron-range', undefined],
      ['cron-name', 'Set cron_expression to 1,2 3,4 * * 1'],
    ])
  })

  it('judge only what a PATCH body carries', () => {
    const partial = { ...fullContext, partial: true }
    expect(checkSync({ paused: true }, partial)).toStrictEqual([])
    expect(checkSync({ field_normalization: 'snake_case' }, partial)).toStrictEqual([])
    expect(checkSync({ mappings: [] }, partial)).toMatchObject([
      { code: 'key-missing' },
      { code: 'required-field-not-mapped' },
    ])
    expect(checkSync({ paused: 'yes' }, partial)).toMatchObject([{ path: ['paused'] }])
  })
})
