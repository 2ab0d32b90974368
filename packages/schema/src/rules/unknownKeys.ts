import * as z from 'zod'
import { deviationOptionsSchema } from '../alert.ts'
import { isJsonObject, type JsonValue, type Path } from '../json.ts'
import { keysOfFrequency, scheduleSchema } from '../mode.ts'
import { createSyncSchema } from '../sync.ts'
import { removable, type Finding, type Scene } from './rule.ts'
import { pathText } from './wording.ts'

/** Keys that a variant does not name and that another rule speaks of. */
const judgedElsewhere: ReadonlyMap<z.core.$ZodType, readonly string[]> = new Map([
  [scheduleSchema, Object.values(keysOfFrequency).flat()],
])

/** Keys of a sync that come in answers only. Source: reference 3.1. */
const answersOnly: ReadonlySet<string> = new Set([
  'id',
  'status',
  'created_at',
  'updated_at',
  'match_rate_details',
  'last_run_at',
  'next_run_at',
  'last_run_id',
  'resource_identifier',
])

/**
 * Keys that no shape names, wherever a shape names keys at all. The walk follows the shapes, so
 * its depth is theirs and what stands below an unknown key is not looked at.
 */
export function unknownKeys({ body }: Scene): Finding[] {
  const findings: Finding[] = []
  walk(createSyncSchema, body, [], findings)
  return findings
}

function walk(schema: z.core.$ZodType, value: JsonValue, path: Path, findings: Finding[]): void {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return walk(schema.unwrap(), value, path, findings)
  }
  if (schema instanceof z.ZodArray) {
    if (!Array.isArray(value)) return
    for (const [index, item] of value.entries())
      walk(schema.element, item, [...path, index], findings)
    return
  }
  if (!isJsonObject(value)) return
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const variant = variantOf(schema, value)
    if (variant) walkObject(variant, value, path, findings, judgedElsewhere.get(schema))
  } else if (schema instanceof z.ZodObject) {
    walkObject(schema, value, path, findings)
  }
}

function walkObject(
  { shape }: z.ZodObject,
  value: { [key: string]: JsonValue },
  path: Path,
  findings: Finding[],
  alsoKnown: readonly string[] = [],
): void {
  for (const key of Object.keys(value)) {
    const place = [...path, key]
    if (Object.hasOwn(shape, key)) {
      const child = shape[key]!
      if (!isOpen(child)) walk(child, value[key]!, place, findings)
    } else if (!alsoKnown.includes(key)) {
      findings.push(removable(place, unknownMessage(place)))
    }
  }
}

function unknownMessage(place: Path): string {
  const isAnswer = place.length === 1 && answersOnly.has(String(place[0]))
  const reason = isAnswer ? 'comes in answers only' : 'is not a field of the API this version knows'
  return `${pathText(place)} ${reason}; it is sent as it is`
}

/** True for objects whose keys are not all documented, or that a rule of their own judges. */
function isOpen(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return isOpen(schema.unwrap())
  }
  if (!(schema instanceof z.ZodObject)) return false
  return schema === deviationOptionsSchema || Object.keys(schema.shape).length === 0
}

function variantOf(
  union: z.ZodDiscriminatedUnion,
  value: { [key: string]: JsonValue },
): z.ZodObject | undefined {
  const { discriminator } = union.def
  for (const option of union.options) {
    if (!(option instanceof z.ZodObject)) continue
    const kind = option.shape[discriminator]
    if (kind instanceof z.ZodLiteral && kind.value === value[discriminator]) return option
  }
  return undefined
}
