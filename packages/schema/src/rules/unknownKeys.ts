import * as z from 'zod'
import { deviationOptionsSchema } from '../alert.ts'
import { isJsonObject, type JsonValue, type Path } from '../json.ts'
import { keysOfFrequency, scheduleSchema } from '../mode.ts'
import { answerOnlyFields, createSyncSchema } from '../sync.ts'
import { mostFindings, removable, type Finding, type Scene } from './rule.ts'
import { pathText } from './wording.ts'

/** Keys that a variant does not name and that another rule speaks of. */
const judgedElsewhere: ReadonlyMap<z.core.$ZodType, readonly string[]> = new Map([
  [scheduleSchema, Object.values(keysOfFrequency).flat()],
])

/**
 * Keys that no shape names, wherever a shape names keys at all. The walk follows the shapes, so
 * its depth is theirs and what stands below an unknown key is not looked at.
 */
export function unknownKeys({ body }: Scene): Finding[] {
  const findings: Finding[] = []
  walk(planOfRequest, body, [], findings)
  return findings
}

function unknownKey(place: Path): Finding {
  const isAnswer = place.length === 1 && answerOnlyFields.has(String(place[0]))
  const reason = isAnswer ? 'comes in answers only' : 'is not a field of the API this version knows'
  return removable(place, `${pathText(place)} ${reason}; it is sent as it is`)
}

/** What a shape says of keys, made once: the walk passes every mapping at every change. */
type Plan =
  | { items: Plan }
  | { discriminator: string; variants: ReadonlyMap<unknown, Plan> }
  | { keys: ReadonlySet<string>; children: readonly [key: string, plan: Plan][] }

/** The plan of a shape; undefined where no keys are named below. */
function planOf(schema: z.core.$ZodType, alsoKnown: readonly string[] = []): Plan | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return planOf(schema.unwrap())
  }
  if (schema instanceof z.ZodArray) {
    const items = planOf(schema.element)
    return items && { items }
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def
    const variants = schema.options.flatMap((option): [unknown, Plan][] => {
      const kind = option instanceof z.ZodObject ? option.shape[discriminator] : undefined
      const plan = planOf(option, judgedElsewhere.get(schema))
      return kind instanceof z.ZodLiteral && plan ? [[kind.value, plan]] : []
    })
    return { discriminator, variants: new Map(variants) }
  }
  if (!(schema instanceof z.ZodObject) || schema === deviationOptionsSchema) return undefined
  const entries = Object.entries(schema.shape)
  // An alert without options: a rule of its own judges what stands there.
  if (entries.length === 0) return undefined
  return {
    keys: new Set([...entries.map(([key]) => key), ...alsoKnown]),
    children: entries.flatMap(([key, child]): [string, Plan][] => {
      const plan = planOf(child)
      return plan ? [[key, plan]] : []
    }),
  }
}

const planOfRequest = planOf(createSyncSchema)

/** `path` is where the walk is: one list for the whole of it, copied for a finding only. */
function walk(
  plan: Plan | undefined,
  value: JsonValue | undefined,
  path: (string | number)[],
  findings: Finding[],
): void {
  if (!plan) return
  if ('items' in plan) {
    if (!Array.isArray(value)) return
    for (let index = 0; index < value.length && findings.length < mostFindings; index += 1) {
      path.push(index)
      walk(plan.items, value[index], path, findings)
      path.pop()
    }
    return
  }
  if (!isJsonObject(value)) return
  if ('variants' in plan) {
    walk(plan.variants.get(value[plan.discriminator]), value, path, findings)
    return
  }
  for (const key of Object.keys(value)) {
    if (findings.length === mostFindings) return
    if (!plan.keys.has(key)) findings.push(unknownKey([...path, key]))
  }
  for (const [key, child] of plan.children) {
    path.push(key)
    walk(child, value[key], path, findings)
    path.pop()
  }
}
