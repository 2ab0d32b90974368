import fc from 'fast-check'
import type { JsonObject, JsonValue } from '../src/json.ts'

/** Keys that objects have by nature, among common ones. */
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'mappings', 'from', 'type', '0', ''),
  fc.string({ maxLength: 6 }),
)

const { json, object } = fc.letrec<{ json: JsonValue; object: JsonObject }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ maxLength: 6 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(key, tie('json')), { maxLength: 5 })
    .map((entries) => Object.fromEntries(entries)),
}))

/** Any JSON value, with keys such as `__proto__` as own keys. For property tests. */
export const anyJson: fc.Arbitrary<JsonValue> = json

/** Any JSON object, half of them with a list of mappings. */
export const anyJsonObject: fc.Arbitrary<JsonObject> = fc.oneof(
  object,
  fc
    .tuple(object, fc.array(anyJson, { maxLength: 4 }))
    .map(([body, mappings]) => ({ ...body, mappings })),
)

/** Any place, there or not. */
export const anyPath = fc.array(fc.oneof(key, fc.integer({ min: -1, max: 5 })), { maxLength: 4 })
