import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { createSyncJsonSchema } from './jsonSchema.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { createSyncFields, createSyncSchema } from './sync.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(createSyncJsonSchema)

const isValidByZod = (payload: unknown) => createSyncSchema.safeParse(payload).success

const example = (name: string): JsonValue =>
  JSON.parse(readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8'))

const upsert: JsonObject = {
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'Contact' },
  mappings: [{ from: { type: 'column', data: 'EMAIL' }, to: 'Email' }],
}
const table = { type: 'table', table_catalog: 'A', table_schema: 'P', table_name: 'USERS' }
const dataset = { type: 'dataset', id: 123 }

const anyJson = fc.json({ maxDepth: 2 }).map((text): JsonValue => JSON.parse(text))

/** What may stand where it should not: the edges of every range, and words of other fields. */
const words =
  'x table dataset model topic column weekly daily expression Monday triggered live merge compound_key'
const outOfPlace = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, '', [], {}),
  fc.constantFrom<JsonValue>(-1, 0, 1, 1.5, 24, 25, 59, 60, 100, 101, 2 ** 53 - 1, 2 ** 53, 1e300),
  fc.constantFrom<JsonValue>(...words.split(' ')),
)

/** One value somewhere in a payload replaced, or left out when there is none to take its place. */
interface Damage {
  at: number
  value: JsonValue | undefined
}
const anyDamage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat(),
  value: fc.oneof(fc.constant(undefined), outOfPlace, anyJson),
})

function damaged(payload: JsonValue, { at, value }: Damage): JsonValue {
  const copy = structuredClone(payload)
  const places = placesIn(copy)
  const place = places[at % places.length]
  if (!place) return value ?? null
  const [holder, key] = place
  if (value === undefined) Reflect.deleteProperty(holder, key)
  else Reflect.set(holder, key, value)
  // A value left out of a list would leave a hole, which JSON can't carry.
  return JSON.parse(JSON.stringify(copy))
}

function placesIn(value: JsonValue): [object, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    [value, key] satisfies [object, string],
    ...placesIn(inner),
  ])
}

describe('createSyncJsonSchema', () => {
  it('describes every field of a request and marks the deprecated ones', () => {
    expect(Object.keys(createSyncJsonSchema.properties ?? {})).toEqual(createSyncFields)
    expect(createSyncJsonSchema.properties).toMatchObject({
      mappings: { description: 'What fills each destination field.' },
      schedule_day: { deprecated: true },
    })
  })

  it.each(['create-sync.json', 'create-sync.by-hand.json'])('takes examples/%s', (name) => {
    expect(validate(example(name))).toBe(true)
  })

  it.each([
    // source_attributes, taken
    [{ connection_id: 12, object: table }, true],
    [{ object: table }, false],
    [{ connection_id: null, object: table }, false],
    [{ object: dataset }, true],
    [{ filter_segment_id: 9, object: dataset }, true],
    [{ cohort_id: 9, object: dataset }, true],
    [{ connection_id: 12, filter_segment_id: 9, object: table }, false],
    [{ filter_segment_id: null, cohort_id: 4, object: { type: 'model', id: 4 } }, false],
    [{ filter_segment_id: null, cohort_id: null, object: { type: 'model', id: 4 } }, true],
    [{ object: { type: 'model', name: 'test_ads' } }, true],
    [{ object: { type: 'topic', id: null, name: '' } }, false],
    [{ object: { type: 'topic' } }, false],
    [{ object: { type: 'view', id: 4 } }, false],
  ])('judges the source %j as Zod does: %s', (source_attributes, isTaken) => {
    const payload = { ...upsert, source_attributes }
    expect({ byZod: isValidByZod(payload), byJsonSchema: validate(payload) }).toEqual({
      byZod: isTaken,
      byJsonSchema: isTaken,
    })
  })

  it('agrees with Zod on random requests, whole and damaged', { timeout: 60_000 }, () => {
    const verdicts = { taken: 0, refused: 0 }
    const requests = fc.tuple(valuesOf(createSyncJsonSchema), fc.array(anyDamage, { maxLength: 2 }))
    fc.assert(
      fc.property(requests, ([request, damages]) => {
        const json = damages.reduce(damaged, request)
        const byZod = isValidByZod(json)
        expect({ byZod, byJsonSchema: validate(json) }).toEqual({ byZod, byJsonSchema: byZod })
        verdicts[byZod ? 'taken' : 'refused'] += 1
      }),
      { numRuns: 3000 },
    )
    // A comparison of nothing but refusals would say little.
    expect(verdicts.taken).toBeGreaterThan(300)
    expect(verdicts.refused).toBeGreaterThan(300)
  })
})

/** Values that a JSON Schema takes, as far as the keywords say that Zod's export writes. */
function valuesOf(schema: JsonSchema | boolean): fc.Arbitrary<JsonValue> {
  if (typeof schema === 'boolean') return anyJson
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const union = schema.oneOf ?? (schema.type === undefined ? schema.anyOf : undefined)
  if (union) return fc.oneof(...union.map(valuesOf))
  const types = [schema.type ?? 'any'].flat()
  return fc.oneof(...types.map((type) => valuesOfType(type, schema)))
}

function valuesOfType(type: string, schema: JsonSchema): fc.Arbitrary<JsonValue> {
  switch (type) {
    case 'object': {
      const { required, properties = {}, additionalProperties = true } = schema
      const named = Object.entries(properties).map(([key, value]) => [key, valuesOf(value)])
      const anyKey = fc.stringMatching(/^[a-z]{1,3}$/)
      return fc
        .tuple(
          fc.dictionary(anyKey, valuesOf(additionalProperties), { maxKeys: 2 }),
          fc.record<JsonObject>(Object.fromEntries(named), { requiredKeys: required ?? [] }),
        )
        .map(([others, known]) => ({ ...others, ...known }))
    }
    case 'array': {
      const items = Array.isArray(schema.items) ? true : (schema.items ?? true)
      return fc.array(valuesOf(items), { maxLength: 3 })
    }
    case 'integer': {
      const { minimum = -1000, maximum = 1000, exclusiveMinimum } = schema
      const least = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : minimum
      return fc.integer({ min: Math.max(least, -1000), max: Math.min(maximum, 1000) })
    }
    case 'string':
      return fc.string({ minLength: schema.minLength ?? 0, maxLength: 5 })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anyJson
  }
}

/** The keys below a schema, in all its forms, of which it says nothing. */
function undescribed(schema: JsonSchema, path: string): string[] {
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), schema.items]
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
      if (typeof field !== 'object') return []
      const place = `${path}.${key}`
      return [...(field.description === undefined ? [place] : []), ...undescribed(field, place)]
    }),
    ...forms.flatMap((form) =>
      typeof form === 'object' && !Array.isArray(form) ? undescribed(form, path) : [],
    ),
  ]
}

it('says something of each key that is not deprecated', () => {
  const current = Object.entries(createSyncJsonSchema.properties ?? {}).filter(
    ([, field]) => typeof field === 'object' && !field.deprecated,
  )
  const silent = current.flatMap(([key, field]) =>
    typeof field === 'object' ? undescribed(field, key) : [],
  )
  expect([...new Set(silent)]).toEqual([])
})
