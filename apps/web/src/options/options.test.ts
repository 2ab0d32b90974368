import {
  applyEdits,
  destinationObjectSchema,
  editDraft,
  emptyDraft,
  fromCreateSync,
  toCreateSync,
  type JsonObject,
  type JsonValue,
} from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import exampleJson from '../../../../examples/create-sync.json' with { type: 'json' }
import type { StepForm } from '../draft/useStepForm.ts'
import type { Texts } from '../draft/fieldText.ts'
import { advancedForm, fieldName, settingsOf } from './advanced.ts'
import { switchFieldBehavior } from './fieldBehavior.ts'
import { fieldsWithoutEffect, optionsForm } from './optionsForm.ts'

function typed(form: StepForm<Texts>, payload: JsonObject, change: Texts): JsonObject {
  return applyEdits(payload, form.write({ ...form.read(payload), ...change }, payload))
}

const example: JsonObject = JSON.parse(JSON.stringify(exampleJson))

const object = destinationObjectSchema.parse({
  full_name: 'user_data',
  advanced_configuration_field_definitions: [
    { name: 'bulk.lookup', type: 'boolean', sort_order: 2, default: false },
    { name: 'country', type: 'text', label: 'Country', sort_order: 1, placeholder: 'US' },
    { name: 'size', type: 'number', sort_order: 3, required: true },
    { name: 'format', type: 'text', supported_values: ['CSV', 'TSV'], sort_order: 4 },
    { name: 'key', type: 'text', input_type: 'textarea' },
  ],
})

describe('optionsForm', () => {
  it('sets every other field of the API’s example', () => {
    const names = Object.keys(optionsForm.read({}))
    const wanted = optionsForm.read(example)
    const built = typed(optionsForm, {}, wanted)
    const set = Object.keys(built)
    expect(names.filter((name) => wanted[name] !== '').length).toBeGreaterThan(9)
    expect(built).toEqual(
      Object.fromEntries(Object.entries(example).filter(([key]) => set.includes(key))),
    )
    expect(set).toEqual(
      expect.arrayContaining([
        'high_water_mark_attribute',
        'high_water_mark_attributes',
        'historical_sync_operation',
        'sync_behavior_family',
        'failed_run_notifications_enabled',
        'failed_record_notifications_enabled',
        'failed_record_notifications_threshold_percent',
      ]),
    )
    expect(typed(optionsForm, built, optionsForm.read({}))).toEqual({})
  })

  it('writes nothing over any payload that was not touched', () => {
    const value = fc.json().map((text): JsonValue => JSON.parse(text))
    const keys = Object.keys(optionsForm.read({})).concat('high_water_mark_attributes')
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), (payload) => {
        expect(optionsForm.write(optionsForm.read(payload), payload)).toEqual([])
      }),
    )
  })
})

describe('fieldsWithoutEffect', () => {
  it.each<[JsonObject, string[]]>([
    [
      { operation: 'mirror', field_behavior: 'sync_all_properties' },
      ['historical_sync_operation', 'high_water_mark_attribute', 'sync_behavior_family'],
    ],
    [{ operation: 'append' }, ['mirror_strategy', 'sync_behavior_family', 'field_normalization']],
    [
      { operation: 'append', mode: { type: 'live' }, field_behavior: 'sync_all_properties' },
      ['mirror_strategy'],
    ],
  ])('of %j are %j', (payload, fields) => expect(fieldsWithoutEffect(payload)).toEqual(fields))
})

describe('switchFieldBehavior', () => {
  const all = editDraft(switchFieldBehavior(emptyDraft(), 'sync_all_properties'), [
    { op: 'set', path: ['field_normalization'], value: 'snake_case' },
  ])

  it.each(['specific_properties', undefined] as const)(
    'parks the normalization while it is %s and brings it back',
    (other) => {
      const there = switchFieldBehavior(all, other)
      expect(toCreateSync(there)).not.toHaveProperty('field_normalization')
      const back = switchFieldBehavior(there, 'sync_all_properties')
      expect(toCreateSync(back)).toEqual(toCreateSync(all))
    },
  )

  it('keeps the normalization over steps without it', () => {
    const there = switchFieldBehavior(switchFieldBehavior(all, 'specific_properties'), undefined)
    expect(toCreateSync(switchFieldBehavior(there, 'sync_all_properties'))).toEqual(
      toCreateSync(all),
    )
  })

  it('leaves what an import brought', () => {
    const draft = fromCreateSync(toCreateSync(all))
    expect(toCreateSync(switchFieldBehavior(draft, 'specific_properties'))).toMatchObject({
      field_normalization: 'snake_case',
    })
  })
})

describe('settingsOf', () => {
  it('gives the settings in the object’s order, each with its control', () => {
    expect(settingsOf(object)?.map(({ name, control }) => [name, control])).toEqual([
      ['country', 'text'],
      ['bulk.lookup', 'choice'],
      ['size', 'number'],
      ['format', 'choice'],
      ['key', 'long text'],
    ])
  })

  it('knows the older form, and says when nothing is known', () => {
    const older = destinationObjectSchema.parse({
      full_name: 'x',
      configurable_field_definitions: { batch_size: 'number' },
    })
    expect(settingsOf(older)).toMatchObject([{ name: 'batch_size', control: 'number' }])
    expect(settingsOf(undefined)).toBeUndefined()
  })
})

describe('advancedForm', () => {
  const form = advancedForm(object)

  it('sends values in the kind that the object wants and goes when the last is emptied', () => {
    const change = { [fieldName(0)]: 'US, GB', [fieldName(1)]: 'true', [fieldName(2)]: '2.5' }
    const payload = typed(form, {}, change)
    expect(payload).toEqual({
      advanced_configuration: { country: 'US, GB', 'bulk.lookup': true, size: 2.5 },
    })
    expect(typed(form, payload, form.read({}))).toEqual({})
  })

  it('keeps a number that is none as it was typed', () => {
    expect(typed(form, {}, { [fieldName(2)]: 'many' })).toEqual({
      advanced_configuration: { size: 'many' },
    })
  })

  it.each<[string, JsonValue]>([
    ['text', 'none'],
    ['a list', [1]],
    ['settings that are objects', { size: { a: 1 }, other: null }],
  ])('reads %s and writes nothing back', (_, advanced_configuration) => {
    const payload = { advanced_configuration }
    expect(form.write(form.read(payload), payload)).toEqual([])
  })
})
