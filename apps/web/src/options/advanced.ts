import type { AdvancedField, DestinationObject, JsonValue } from '@sync-builder/schema'
import { anyNumber, textForm, textOf, trueOrFalse, type TextPlace } from '../draft/fieldText.ts'
import { trueFalseOptions, type SelectOption } from '../draft/FormFields.tsx'

/** One setting of `advanced_configuration`, as its control needs it. */
export interface Setting {
  name: string
  label: string
  control: 'text' | 'long text' | 'number' | 'choice'
  /** What a choice offers. */
  options: readonly SelectOption[]
  placeholder: string | undefined
  isRequired: boolean
  /** What the API takes when it is left out, where the object tells. */
  byDefault: string | undefined
}

const path = ['advanced_configuration']

/** The settings of an object in its order; undefined where they are not known. Reference 3.12. */
export function settingsOf(object: DestinationObject | undefined): Setting[] | undefined {
  const definitions = object?.advanced_configuration_field_definitions ?? olderDefinitions(object)
  return definitions
    ?.toSorted((a, b) => (a.sort_order ?? Infinity) - (b.sort_order ?? Infinity) || 0)
    .map((field) => ({
      name: field.name,
      label: field.label || field.name,
      control: controlOf(field),
      options: valuesOf(field).map(optionOf),
      placeholder: field.placeholder ?? undefined,
      isRequired: field.required ?? false,
      byDefault: isPlain(field.default) ? textOf(field.default) || undefined : undefined,
    }))
}

/** The older form tells no more than the types. */
function olderDefinitions(object: DestinationObject | undefined): AdvancedField[] | undefined {
  const types = object?.configurable_field_definitions
  if (!types) return undefined
  return Object.entries(types).map(([name, type]) => ({
    name,
    ...(typeof type === 'string' && { type }),
  }))
}

function optionOf(value: JsonValue): SelectOption {
  const text = textOf(value)
  return trueFalseOptions.find((option) => option.value === text) ?? { value: text, label: text }
}

function controlOf(field: AdvancedField): Setting['control'] {
  if (valuesOf(field).length > 0) return 'choice'
  if (kindOf(field) === 'number') return 'number'
  return field.input_type === 'textarea' ? 'long text' : 'text'
}

function valuesOf(field: AdvancedField): JsonValue[] {
  const offered = (field.supported_values ?? []).filter(isPlain)
  return offered.length === 0 && kindOf(field) === 'boolean' ? [true, false] : offered
}

function kindOf({ type }: AdvancedField): 'number' | 'boolean' | 'text' {
  const name = type?.toLowerCase()
  if (name === 'boolean') return 'boolean'
  return name === 'number' || name === 'integer' || name === 'float' ? 'number' : 'text'
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** The name of a setting's field in the form: a setting's own name may hold dots. */
export function fieldName(index: number): string {
  return `setting${index}`
}

/** Where a setting stands in the payload. */
export function settingPath(setting: { name: string }): string[] {
  return [...path, setting.name]
}

/** The texts of an object's settings, in its order. */
export function advancedForm(object: DestinationObject | undefined) {
  const fields = object?.advanced_configuration_field_definitions ?? olderDefinitions(object) ?? []
  const byName = new Map(fields.map((field) => [field.name, field]))
  return textForm(
    Object.fromEntries(
      (settingsOf(object) ?? []).map((setting, index): [string, TextPlace] => [
        fieldName(index),
        { path: settingPath(setting), within: path, parse: parserOf(byName.get(setting.name)) },
      ]),
    ),
  )
}

function parserOf(field: AdvancedField | undefined): (text: string) => JsonValue {
  if (!field) return (text) => text
  const offered = valuesOf(field)
  const kind = kindOf(field)
  return (text) => {
    const chosen = offered.find((value) => textOf(value) === text)
    if (chosen !== undefined) return chosen
    if (kind === 'number') return anyNumber(text)
    return kind === 'boolean' ? trueOrFalse(text) : text
  }
}
