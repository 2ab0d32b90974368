import { applyEdits, type JsonObject, type JsonValue, type Path } from '@sync-builder/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  apiExample,
  appendWithHighWaterMark,
  byHandExample,
  mirrorSegmentToFile,
  upsertFromTable,
} from './examples.ts'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

const requestToHook: JsonObject = {
  operation: 'append',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 24, object: 'request' },
  mappings: [],
  advanced_configuration: { http_endpoint: 'https://hooks.example.com' },
}

const examples = {
  "the API's own example": apiExample,
  'its part that has an effect': byHandExample,
  'an upsert from a table': upsertFromTable,
  'an append with high water mark': appendWithHighWaterMark,
  'a mirror of a segment to a file': mirrorSegmentToFile,
}

/** `payload` with one value set, or removed when it is undefined. */
function withValue(payload: JsonObject, path: Path, value: JsonValue | undefined): JsonObject {
  return applyEdits(payload, [
    value === undefined ? { op: 'remove', path } : { op: 'set', path, value },
  ])
}

describe('POST /syncs', () => {
  it.each(Object.entries(examples))('finds %s valid, and creates nothing', async (_, payload) => {
    const before = await sandbox.get('/syncs?per_page=1')
    const checked = await sandbox.post('/syncs', { ...payload, validate_only: true })
    expect(checked).toMatchObject({ status: 200, body: { status: 'success', data: {} } })
    const after = await sandbox.get('/syncs?per_page=1')
    expect(after.body).toEqual(before.body)
  })

  it.each(Object.entries(examples))('creates %s and gives its id alone', async (_, payload) => {
    const created = await sandbox.post('/syncs', { ...payload, validate_only: false })
    const sync_id: unknown = expect.any(Number)
    expect(created.status).toBe(201)
    expect(created.body).toEqual({ status: 'created', data: { sync_id } })
  })

  it('takes a payload without the source connection for anything but a table', async () => {
    const payload = withValue(byHandExample, ['source_attributes', 'connection_id'], undefined)
    expect(await sandbox.post('/syncs', payload)).toMatchObject({ status: 201 })
  })

  const key: Path = ['mappings', 0]
  const second: Path = ['mappings', 1]
  const table: Path = ['source_attributes', 'object', 'table_name']

  it.each<[culprit: string, base: JsonObject, path: Path, value: JsonValue | undefined]>([
    // Shape and documented musts.
    ['operation', upsertFromTable, ['operation'], undefined],
    ['operation', upsertFromTable, ['operation'], 'replace'],
    ['mappings[1].from', upsertFromTable, [...second, 'from', 'type'], 'hash'],
    ['paused', upsertFromTable, ['paused'], 'no'],
    ['mappings', upsertFromTable, [...key, 'is_primary_identifier'], false],
    ['hour', upsertFromTable, ['mode', 'triggers', 'schedule', 'hour'], 25],
    ['cron', appendWithHighWaterMark, ['mode', 'triggers', 'schedule', 'cron_expression'], 'daily'],
    [
      '1-5',
      appendWithHighWaterMark,
      ['mode', 'triggers', 'schedule', 'cron_expression'],
      '0 6 * * 1-5',
    ],
    // What does not exist.
    ['source connection 999', upsertFromTable, ['source_attributes', 'connection_id'], 999],
    ['ANALYTICS.PUBLIC.USER', upsertFromTable, table, 'USER'],
    ['dataset 999', byHandExample, ['source_attributes', 'object', 'id'], 999],
    ['dataset 140', byHandExample, ['source_attributes', 'object', 'id'], 140],
    ['segment 999', mirrorSegmentToFile, ['source_attributes', 'filter_segment_id'], 999],
    ['segment 18', mirrorSegmentToFile, ['source_attributes', 'filter_segment_id'], 18],
    ['cohort 99', byHandExample, ['source_attributes', 'cohort_id'], 99],
    ['model 999', byHandExample, ['source_attributes', 'object'], { type: 'model', id: 999 }],
    ['topic nope', byHandExample, ['source_attributes', 'object'], { type: 'topic', name: 'nope' }],
    [
      'destination connection 999',
      upsertFromTable,
      ['destination_attributes', 'connection_id'],
      999,
    ],
    ['object Kontact', upsertFromTable, ['destination_attributes', 'object'], 'Kontact'],
    ['sync 99999', upsertFromTable, ['mode', 'triggers', 'sync_sequence'], { sync_id: 99999 }],
    // What source and destination cannot do.
    ['append', upsertFromTable, ['operation'], 'append'],
    ['EMAILL', upsertFromTable, [...key, 'from', 'data'], 'EMAILL'],
    ['email', upsertFromTable, [...key, 'from', 'data'], 'email'],
    ['Emaill', upsertFromTable, [...key, 'to'], 'Emaill'],
    ['Phone', upsertFromTable, [...key, 'to'], 'Phone'],
    ['TAGS', upsertFromTable, [...key, 'from', 'data'], 'TAGS'],
    ['Email', upsertFromTable, [...second, 'to'], 'Email'],
    [
      'NickName',
      upsertFromTable,
      second,
      { from: { type: 'column', data: 'ID' }, to: 'NickName', generate_field: true },
    ],
    ['Email', upsertFromTable, [...key, 'preserve_values'], true],
    ['FirstName', upsertFromTable, [...second, 'operation'], 'merge'],
    ['lookup_field', upsertFromTable, ['mappings', 2, 'lookup_field'], undefined],
    ['Contact', upsertFromTable, ['mappings', 2, 'lookup_object'], 'Contact'],
    ['Industry', upsertFromTable, ['mappings', 2, 'lookup_field'], 'Industry'],
    ['TOWN', upsertFromTable, ['mappings', 4, 'from', 'data'], "{{ record['TOWN'] }}"],
    ['Liquid', upsertFromTable, ['mappings', 4, 'from', 'data'], "{{ record['CITY' }}"],
    [
      'list_id',
      byHandExample,
      ['mappings', 1],
      { from: { type: 'column', data: 'list_id' }, to: 'cohort' },
    ],
    ['OCCURED_AT', appendWithHighWaterMark, ['high_water_mark_attribute'], 'OCCURED_AT'],
    ['sync_all_properties', upsertFromTable, ['field_behavior'], 'sync_all_properties'],
    ['field_order', upsertFromTable, ['field_order'], 'mapping_order'],
    [
      'segment_membership',
      upsertFromTable,
      [...second, 'from'],
      { type: 'segment_membership', data: { identify_by: 'name' } },
    ],
    ['bulk_id_lookup', byHandExample, ['advanced_configuration', 'bulk_id_lookup'], 'yes'],
    ['colour', byHandExample, ['advanced_configuration', 'colour'], 'red'],
    ['Live', upsertFromTable, ['mode'], { type: 'live' }],
    [
      'sync_alert_configurations is invalid',
      upsertFromTable,
      ['alert_attributes', 0],
      {
        type: 'RecordCountDeviationAlertConfiguration',
        options: { threshold: 20, record_type: 'source_record_count' },
      },
    ],
    [
      'Legacy_Survey__c',
      upsertFromTable,
      ['destination_attributes'],
      { connection_id: 10, object: 'Legacy_Survey__c' },
    ],
    [
      'Mirror',
      mirrorSegmentToFile,
      ['source_attributes'],
      { connection_id: 21, object: { type: 'topic', id: 7 } },
    ],
    ['http_endpoint', requestToHook, ['advanced_configuration'], {}],
  ])('names %s as the culprit', async (culprit, base, path, value) => {
    const payload = withValue(base, path, value)
    for (const validate_only of [true, false]) {
      const refused = await sandbox.post('/syncs', { ...payload, validate_only })
      expect(refused).toMatchObject({ status: 422, body: { status: 'error' } })
      expect(refused.body.message).toContain(culprit)
      expect(Object.keys(refused.body)).toEqual(['status', 'message'])
    }
  })

  it('accepts what has no effect, an unknown key included', async () => {
    const payload = { ...upsertFromTable, mirror_strategy: 'upload_and_swap', from_the_future: 1 }
    expect(await sandbox.post('/syncs', payload)).toMatchObject({ status: 201 })
  })

  it('needs no key where the object says so', async () => {
    const payload = {
      operation: 'append',
      source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
      destination_attributes: { connection_id: 10, object: 'Task' },
      mappings: [{ from: { type: 'column', data: 'EVENT_NAME' }, to: 'Subject' }],
    }
    expect(await sandbox.post('/syncs', payload)).toMatchObject({ status: 201 })
  })

  it('takes delete where the object lists it', async () => {
    const payload: JsonObject = {
      operation: 'delete',
      source_attributes: upsertFromTable.source_attributes ?? null,
      destination_attributes: { connection_id: 10, object: 'Contact' },
      mappings: [
        { from: { type: 'column', data: 'EMAIL' }, to: 'Email', is_primary_identifier: true },
        { from: { type: 'column', data: 'LAST_NAME' }, to: 'LastName' },
      ],
    }
    expect(await sandbox.post('/syncs', payload)).toMatchObject({ status: 201 })
  })

  it('bounds the message, whatever is wrong', async () => {
    const mappings = Array.from({ length: 3_000 }, (_, index) => ({
      from: { type: 'column', data: `C${index}` },
      to: `F${index}`,
    }))
    const refused = await sandbox.post('/syncs', { ...upsertFromTable, mappings })
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body).length).toBeLessThan(2_000)
  })

  it.each(['', '{"a":1', 'null]', '\uFEFF'])(
    'answers 400 to %j, which is no JSON',
    async (text) => {
      expect(await sandbox.post('/syncs', text)).toMatchObject({
        status: 400,
        body: { status: 'error' },
      })
    },
  )

  it.each([null, [], 1, true])('answers 422 to %j, which is no object', async (payload) => {
    expect(await sandbox.post('/syncs', JSON.stringify(payload))).toMatchObject({
      status: 422,
      body: { status: 'error' },
    })
  })

  it('answers 413 to a body over its limit', async () => {
    const payload = { ...upsertFromTable, label: 'x'.repeat(9_000_000) }
    expect(await sandbox.post('/syncs', payload)).toMatchObject({ status: 413 })
  })
})
