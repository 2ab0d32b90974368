import type { AdvancedField } from '../destination.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { mostFindings, removable, setting, type Finding, type Scene } from './rule.ts'
import { kindOf, oneOf, shorten } from './wording.ts'

type Known = ReadonlyMap<string, AdvancedField>

/** The keys of `advanced_configuration` that the object defines; undefined when not known. */
function definitionsOf({ context }: Scene): Known | undefined {
  const { object } = context
  const fields = object?.advanced_configuration_field_definitions
  if (fields) return new Map(fields.map((field) => [field.name, field]))
  // The older form tells no more than the type.
  const types = object?.configurable_field_definitions
  if (!types) return undefined
  return new Map(
    Object.entries(types).map(([name, type]) => [
      name,
      { name, type: typeof type === 'string' ? type : undefined },
    ]),
  )
}

function settingsOf(body: JsonObject): JsonObject | undefined {
  return isJsonObject(body.advanced_configuration) ? body.advanced_configuration : undefined
}

/** Reference 2.1, 3.12. */
export function unknownAdvancedKeys(scene: Scene): Finding[] {
  const known = definitionsOf(scene)
  if (!known) return []
  return Object.keys(settingsOf(scene.body) ?? {})
    .filter((key) => !known.has(key))
    .slice(0, mostFindings)
    .map((key) =>
      removable(
        ['advanced_configuration', key],
        `${shorten(scene.context.object?.full_name ?? 'The object')} has no advanced setting ${shorten(key)}`,
      ),
    )
}

/** Reference 3.12: `type` and `supported_values`. */
export function wrongAdvancedValues(scene: Scene): Finding[] {
  const known = definitionsOf(scene)
  const settings = settingsOf(scene.body)
  if (!known || !settings) return []
  return [...known.values()].flatMap((field): Finding[] => {
    const key = field.name
    const value = Object.hasOwn(settings, key) ? settings[key] : undefined
    // Null stands for a setting that is left to the API; the shapes speak of other kinds.
    if (value == null || typeof value === 'object') return []
    const path = ['advanced_configuration', key]
    const type = jsonTypes.get(field.type?.toLowerCase() ?? '')
    const values = field.supported_values
    const isOffered = !values || values.length === 0 || values.includes(value)
    if (isOffered && (type === undefined || typeof value === type)) return []
    const wanted = isOffered ? typeWords.get(type ?? '') : oneOf(values)
    const message = `${shorten(key)} must be ${wanted}, not ${kindOf(value)}`
    const meant = meantValue(value, type, values)
    return [meant === undefined ? { path, message } : { path, message, fix: setting(path, meant) }]
  })
}

/** Reference 3.12: `required`. */
export function missingAdvancedKeys(scene: Scene): Finding[] {
  const settings = settingsOf(scene.body)
  if (scene.context.partial && !settings) return []
  return [...(definitionsOf(scene)?.values() ?? [])]
    .filter(({ name, required }) => required && (settings?.[name] ?? null) === null)
    .map((field) => {
      const path = ['advanced_configuration', field.name]
      const message = `${scene.context.object?.full_name} needs the advanced setting ${shorten(field.name)}`
      const value = field.default
      const isPlain =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return isPlain ? { path, message, fix: setting(path, value) } : { path, message }
    })
}

/** Kinds that definitions use, as JSON has them; the list is not documented, others are let be. */
const jsonTypes = new Map([
  ['boolean', 'boolean'],
  ['integer', 'number'],
  ['number', 'number'],
  ['float', 'number'],
  ['string', 'string'],
  ['text', 'string'],
])

const typeWords = new Map([
  ['boolean', 'true or false'],
  ['number', 'a number'],
  ['string', 'a text'],
])

/** The same value in the kind that is asked for, when that one is allowed. */
function meantValue(
  value: string | number | boolean,
  type: string | undefined,
  values: readonly unknown[] | null | undefined,
): string | number | boolean | undefined {
  const text = String(value).trim()
  return [
    text,
    ...(/^(true|false)$/i.test(text) ? [text.toLowerCase() === 'true'] : []),
    ...(/^-?\d{1,15}$/.test(text) ? [Number(text)] : []),
  ].find(
    (candidate) =>
      candidate !== value &&
      (type === undefined || typeof candidate === type) &&
      (!values || values.length === 0 || values.includes(candidate)),
  )
}
