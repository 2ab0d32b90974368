import type { Text } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import { createSyncJsonSchema } from '@sync-builder/schema/json-schema'
import { membersOf, rootOf, stringIn } from './members.ts'
import type { Step } from './spots.ts'

/** A part of the JSON Schema of a request. */
export type Schema = Exclude<
  NonNullable<(typeof createSyncJsonSchema)['properties']>[string],
  boolean
>

/**
 * What the JSON Schema says of a place: of what can stand there in one of several forms, those that
 * fit the constants that are written beside it.
 */
export function schemasAt(doc: Text, top: SyntaxNode, way: readonly Step[]): Schema[] {
  let schemas = formsOf([createSyncJsonSchema], doc, rootOf(top))
  for (const { key, value } of way) {
    const below = schemas.flatMap((schema): Schema[] => childrenOf(schema, key))
    schemas = formsOf(below, doc, value)
  }
  return schemas
}

function childrenOf(schema: Schema, key: string | number): Schema[] {
  const { properties, items } = schema
  const child =
    typeof key === 'number'
      ? Array.isArray(items)
        ? undefined
        : items
      : properties && Object.hasOwn(properties, key)
        ? properties[key]
        : undefined
  return typeof child === 'object' ? [child] : []
}

/** The schemas with the forms that they offer a choice of, without those that do not fit `node`. */
function formsOf(schemas: readonly Schema[], doc: Text, node: SyntaxNode | undefined): Schema[] {
  const written = new Map<string, string | undefined>()
  if (node?.name === 'Object') {
    for (const { key, value } of membersOf(doc, node)) {
      if (value?.name === 'String') {
        written.set(String(key), stringIn(doc.sliceString(value.from, value.to)))
      }
    }
  }
  const fits = ({ properties = {} }: Schema) =>
    Object.entries(properties).every(([key, property]) => {
      const text = written.get(key)
      return (
        text === undefined ||
        typeof property !== 'object' ||
        property.const === undefined ||
        property.const === text
      )
    })
  return schemas.flatMap((schema) => {
    const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(
      (choice) => typeof choice === 'object',
    )
    const fitting = choices.filter(fits)
    const forms = formsOf(fitting.length > 0 ? fitting : choices, doc, node)
    return [schema, ...forms]
  })
}

/** The keys that can stand in an object, each with what is said of it first. */
export function keysOf(schemas: readonly Schema[]): Map<string, Schema> {
  const keys = new Map<string, Schema>()
  for (const { properties = {} } of schemas) {
    for (const [key, schema] of Object.entries(properties)) {
      if (typeof schema === 'object' && !keys.has(key)) keys.set(key, schema)
    }
  }
  return keys
}

/** The values that can stand in a place, as JSON, where they are few. */
export function valuesOf(schemas: readonly Schema[]): string[] {
  const values = schemas.flatMap((schema): unknown[] => {
    if (schema.const !== undefined) return [schema.const]
    if (schema.enum) return schema.enum
    const types = typesOf(schema)
    return [
      ...(types.includes('boolean') ? [true, false] : []),
      ...(types.includes('null') ? [null] : []),
    ]
  })
  return [...new Set(values.map((value) => JSON.stringify(value)))]
}

/** What kind of value can stand in a place, in a few words. */
export function kindWords(schemas: readonly Schema[]): string {
  const kinds = new Set(schemas.flatMap(typesOf))
  return [...kinds].map((kind) => kindNames[kind] ?? kind).join(' or ')
}

const kindNames: Readonly<Record<string, string>> = {
  array: 'list',
  integer: 'whole number',
  string: 'text',
}

function typesOf({ type }: Schema): string[] {
  return Array.isArray(type) ? type : type === undefined ? [] : [type]
}

/** The schemas of a key's value, its forms included, without a look at what is written there. */
export function allForms(schema: Schema): Schema[] {
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  return [
    schema,
    ...choices.flatMap((choice) => (typeof choice === 'object' ? allForms(choice) : [])),
  ]
}
