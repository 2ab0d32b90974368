import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject, JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toTerraform } from './terraform.ts'

const example: JsonObject = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../examples/create-sync.json'), 'utf8'),
)

const small: JsonObject = {
  label: 'Signups',
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [{ from: { type: 'column', data: 'email' }, to: 'email', is_primary_identifier: true }],
}

function withMapping(mapping: JsonObject): JsonObject {
  return { ...small, mappings: [mapping] }
}

/** The block of this name, without its indentation. */
function blockOf(text: string, name: string): string[] {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.trim() === `${name} {`)
  const indent = lines[first]?.match(/^ */u)?.[0] ?? ''
  const last = lines.findIndex((line, index) => index > first && line === `${indent}}`)
  return lines.slice(first + 1, last).map((line) => line.trim().replaceAll(/ +=/gu, ' ='))
}

describe('toTerraform', () => {
  it('writes a small sync whole', () => {
    const { text, notes } = toTerraform(small)
    expect(notes).toEqual([])
    expect(text.slice(text.indexOf('resource'))).toBe(`resource "census_sync" "signups" {
  workspace_id = var.census_workspace_id
  label        = "Signups"
  operation    = "upsert"

  source_attributes {
    connection_id = 12

    object {
      type = "dataset"
      id   = "123"
    }
  }

  destination_attributes {
    connection_id = 15
    object        = "user_data"
  }

  field_mapping {
    from                  = "email"
    to                    = "email"
    is_primary_identifier = true
  }
}
`)
    expect(text).toContain('CENSUS_PERSONAL_ACCESS_TOKEN')
  })

  it('says of a stored sync how to take it over', () => {
    expect(blockOf(toTerraform(small, 77).text, 'import')).toEqual([
      'to = census_sync.signups',
      'id = "${var.census_workspace_id}:77"',
    ])
  })

  it("writes the API's own example, and names what it cannot say", () => {
    const { text, notes } = toTerraform(example)
    expect(text).toContain('advanced_configuration = jsonencode({')
    expect(blockOf(text, 'alert')).toEqual([
      'type = "FailureAlertConfiguration"',
      'send_for = "first_time"',
      'should_send_recovery = true',
    ])
    expect(text).toContain('threshold = "10"')
    for (const note of notes) expect(text).toContain(`# - ${note}`)
    expect(notes.length).toBeGreaterThan(0)
  })

  it.each<[what: string, source: JsonObject, lines: string[]]>([
    [
      'a table',
      {
        connection_id: 1,
        object: { type: 'table', table_catalog: 'c', table_schema: 's', table_name: 't' },
      },
      ['type = "table"', 'table_catalog = "c"', 'table_schema = "s"', 'table_name = "t"'],
    ],
    [
      'a segment',
      { connection_id: 1, filter_segment_id: 9, object: { type: 'dataset', id: 123 } },
      ['type = "segment"', 'id = "9"', 'dataset_id = "123"'],
    ],
    [
      'a cohort',
      { connection_id: 1, cohort_id: 4, object: { type: 'dataset', id: 123 } },
      ['type = "cohort"', 'id = "4"', 'dataset_id = "123"'],
    ],
  ])('reads from %s', (_, source_attributes, lines) => {
    const { text, notes } = toTerraform({ ...small, source_attributes })
    expect(blockOf(text, 'object')).toEqual(lines)
    expect(notes).toEqual([])
  })

  it.each<[what: string, from: JsonValue, lines: string[]]>([
    ['a column', { type: 'column', data: 'a' }, ['from = "a"']],
    [
      'a constant',
      { type: 'constant_value', data: { value: 'a', basic_type: 'text' } },
      ['type = "constant"', 'constant = "a"'],
    ],
    [
      'the run id',
      { type: 'sync_metadata', data: 'sync_run_id' },
      ['type = "sync_metadata"', 'sync_metadata_key = "sync_run_id"'],
    ],
    [
      'segments',
      { type: 'segment_membership', data: { identify_by: 'name' } },
      ['type = "segment_membership"', 'segment_identify_by = "name"'],
    ],
    [
      'a template',
      { type: 'liquid_template', data: "{{ record['a'] }} ${b} %{c}" },
      ['type = "liquid_template"', `liquid_template = "{{ record['a'] }} $\${b} %%{c}"`],
    ],
  ])('maps %s', (_, from, lines) => {
    const { text, notes } = toTerraform(withMapping({ from, to: 'b' }))
    expect(blockOf(text, 'field_mapping')).toEqual([...lines, 'to = "b"'])
    expect(notes).toEqual([])
  })

  it('writes each trigger as a block', () => {
    const schedule = { frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 }
    const mode = {
      type: 'triggered',
      triggers: {
        schedule,
        sync_sequence: { sync_id: 3 },
        fivetran: { job_id: 'j', job_name: 'n' },
      },
    }
    const { text, notes } = toTerraform({ ...small, mode })
    expect(blockOf(text, 'schedule')).toEqual([
      'frequency = "weekly"',
      'day = "Monday"',
      'hour = 6',
      'minute = 30',
    ])
    expect(blockOf(text, 'sync_sequence')).toEqual(['sync_id = 3'])
    expect(blockOf(text, 'fivetran')).toEqual(['job_id = "j"', 'job_name = "n"'])
    expect(notes).toEqual([])
  })

  it.each<[what: string, payload: JsonObject, note: string]>([
    ['a sync without a label', { ...small, label: '' }, 'label'],
    ['an operation', { ...small, operation: 'delete' }, '"delete"'],
    ['a key that nobody knows', { ...small, brand_new: 1 }, 'brand_new'],
    [
      'a model by its name',
      { ...small, source_attributes: { connection_id: 1, object: { type: 'model', name: 'm' } } },
      '"m"',
    ],
    ['an alert that is none', { ...small, alert_attributes: ['mail me'] }, 'Alert 1'],
    ['no source', { ...small, source_attributes: null }, 'source'],
    [
      'what lists do',
      withMapping({ from: { type: 'column', data: 'a' }, to: 'b', operation: 'merge' }),
      '"merge"',
    ],
    [
      'the type of a constant',
      withMapping({
        from: { type: 'constant_value', data: { value: '1', basic_type: 'number' } },
        to: 'b',
      }),
      '"number"',
    ],
    [
      'a key of a mapping',
      withMapping({ from: { type: 'column', data: 'a' }, to: 'b', odd: [1] }),
      'odd',
    ],
    [
      'a source of a mapping',
      withMapping({ from: { type: 'compound_key' }, to: 'b' }),
      '"compound_key"',
    ],
    ['that there are no alerts', { ...small, alert_attributes: [] }, 'alerts'],
    [
      'a key of the schedule',
      {
        ...small,
        mode: { type: 'triggered', triggers: { schedule: { frequency: 'never', zone: 'x' } } },
      },
      'zone',
    ],
    [
      'another trigger',
      { ...small, mode: { type: 'triggered', triggers: { moon: { phase: 1 } } } },
      'moon',
    ],
  ])('names %s, which the resource cannot say', (_, payload, note) => {
    const { notes, text } = toTerraform(payload)
    expect(notes).toHaveLength(1)
    expect(notes[0]).toContain(note)
    expect(text).toContain(`# - ${notes[0]}`)
  })

  it('drops no key silently, and lets no text out of its comment, whatever is imported', () => {
    const odd = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 4 })
    const keys = fc.constantFrom(
      'mode',
      'mappings',
      'source_attributes',
      'alert_attributes',
      'label',
    )
    fc.assert(
      fc.property(odd, keys, fc.jsonValue(), (others, key, value) => {
        const payload: JsonObject = JSON.parse(
          JSON.stringify({ ...small, ...others, [key]: value }),
        )
        const { text, notes } = toTerraform(payload)
        const known = ['paused', ...Object.keys(small), 'mode', 'alert_attributes']
        for (const other of Object.keys(payload).filter((one) => !known.includes(one))) {
          expect(notes.some((note) => note.startsWith(other))).toBe(true)
        }
        const head = text.slice(0, text.indexOf('variable "census_workspace_id" {'))
        expect(head.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true)
      }),
    )
  })
})
