import type * as z from 'zod'
import { valueAt } from '../edit.ts'
import { isJsonObject, type JsonObject, type JsonValue, type Path } from '../json.ts'
import type { Fix } from '../problem.ts'
import { createSyncFields, createSyncSchema, updateSyncSchema } from '../sync.ts'
import { answeredSourceFix } from './answeredSource.ts'
import { type Finding, mostFindings, setting } from './rule.ts'
import { openChoice } from './openChoice.ts'
import { kindOf, oneOf, pathText, sameButCase } from './wording.ts'

type Issue = z.core.$ZodIssue

/** Where the payload does not have the request's shape: one finding for each wrong place. */
export function shapeFindings(payload: JsonValue, partial: boolean): Finding[] {
  const places = new Set<string>()
  return issuesOf(payload, partial).flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    const place = JSON.stringify(path)
    if (places.has(place)) return []
    places.add(place)
    const finding = findingOf(issue, path, payload)
    const fix = answeredSourceFix(payload, path)
    return [fix ? { ...finding, fix } : finding]
  })
}

/** What a payload may hold any number of. */
const collections: readonly string[] = ['mappings', 'alert_attributes', 'advanced_configuration']
const sliceLength = 1000

/** Versions of a draft share the mappings that did not change: what was in shape still is. */
const mappingsInShape = new WeakSet<JsonObject>()

/** What the schema says; the mappings that are known to be in shape are not shown to it again. */
function issuesOf(payload: JsonValue, partial: boolean): Issue[] {
  const schema = partial ? updateSyncSchema : createSyncSchema
  if (!isJsonObject(payload)) return schema.safeParse(payload).error?.issues ?? []
  const { mappings } = payload
  if (!Array.isArray(mappings)) return issuesBySlice(schema, payload, mappings)

  const places: number[] = []
  for (const [place, mapping] of mappings.entries()) {
    if (!isJsonObject(mapping) || !mappingsInShape.has(mapping)) places.push(place)
  }
  const open = places.map((place) => mappings[place] ?? null)
  const issues = issuesBySlice(schema, payload, open)
  // A judgement that was cut short says nothing of the mappings behind the cut.
  if (issues.length < mostFindings) {
    const wrong = new Set(issues.map(({ path }) => (path[0] === 'mappings' ? path[1] : undefined)))
    for (const [at, mapping] of open.entries()) {
      if (isJsonObject(mapping) && !wrong.has(at)) mappingsInShape.add(mapping)
    }
  }
  return issues.map((issue) => {
    const [key, at, ...rest] = issue.path
    if (key !== 'mappings' || typeof at !== 'number') return issue
    return { ...issue, path: [key, places[at] ?? at, ...rest] }
  })
}

/**
 * What the schema says, of long collections slice by slice: it cannot be told to stop, and a body
 * of a million wrong mappings would keep the process busy for many seconds. Fields that it does
 * not know are not shown to it: it would copy each of them. `mappings` stand for the payload's own.
 */
function issuesBySlice(
  schema: typeof createSyncSchema | typeof updateSyncSchema,
  payload: JsonObject,
  mappings: JsonValue | undefined,
): Issue[] {
  const first: JsonObject = {}
  const later: { key: string; slices: Generator<JsonValue> }[] = []
  for (const key of createSyncFields) {
    const given = key === 'mappings' ? mappings : payload[key]
    const value = Object.hasOwn(payload, key) ? given : undefined
    if (value === undefined) continue
    const isLong = collections.includes(key) && typeof value === 'object' && value !== null
    const slices = isLong ? slicesOf(value) : undefined
    first[key] = slices?.next().value ?? value
    if (slices) later.push({ key, slices })
  }
  const issues: Issue[] = schema.safeParse(first).error?.issues ?? []
  for (const { key, slices } of later) {
    let start = 0
    for (const slice of slices) {
      start += sliceLength
      if (issues.length >= mostFindings) break
      const found = updateSyncSchema.safeParse({ [key]: slice }).error?.issues ?? []
      for (const issue of found) issues.push(movedBy(start, issue))
    }
  }
  return issues.slice(0, mostFindings)
}

/** The parts of a list or an object, made as they are asked for; none where it is empty. */
function* slicesOf(collection: JsonValue[] | JsonObject): Generator<JsonValue> {
  if (Array.isArray(collection)) {
    for (let start = 0; start < collection.length; start += sliceLength) {
      yield collection.slice(start, start + sliceLength)
    }
    return
  }
  const keys = Object.keys(collection)
  for (let start = 0; start < keys.length; start += sliceLength) {
    const names = keys.slice(start, start + sliceLength)
    yield Object.fromEntries(names.map((name) => [name, collection[name] ?? null]))
  }
}

function movedBy(start: number, issue: Issue): Issue {
  const [collection, at, ...rest] = issue.path
  if (collection === undefined || typeof at !== 'number') return issue
  return { ...issue, path: [collection, at + start, ...rest] }
}

function findingOf(issue: Issue, path: Path, payload: JsonValue): Finding {
  const name = path.length === 0 ? 'The payload' : pathText(path)
  if (issue.code === 'custom') return { path, code: 'shape', message: issue.message }
  const value = valueAt(payload, path)
  const wanted = expected(issue)
  const choice = openChoice(payload, path)
  if (value === undefined && path.length > 0) {
    const message = choice ?? `${name} is missing: it must be ${wanted}`
    return { path, code: 'missing', message }
  }
  if (choice !== undefined) return { path, code: 'shape', message: choice }
  const finding = {
    path,
    code: 'shape',
    message: `${name} must be ${wanted}, not ${kindOf(value)}`,
  }
  const fix = mendValue(issue, path, value)
  return fix ? { ...finding, fix } : finding
}

/** What may stand there, in words. */
function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? `of type ${issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return oneOf(allowedKinds(issue) ?? ['a text', 'a number', 'true', 'false'])
    case 'too_small':
      if (issue.origin === 'string') return 'a text that is not empty'
      return issue.inclusive === false
        ? `a whole number above ${issue.minimum}`
        : `a whole number, ${issue.minimum} or more`
    case 'too_big':
      return `a whole number, ${issue.maximum} or less`
    default:
      return 'another value'
  }
}

const typeWords: Record<string, string | undefined> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

/** The discriminators that a request may carry; undefined for a union of plain values. */
function allowedKinds(issue: Issue & { code: 'invalid_union' }): unknown[] | undefined {
  if (!('options' in issue) || !issue.options) return undefined
  // `compound_key` is taken, since answers carry it, but nobody is to choose it.
  return issue.options.filter((kind) => kind !== 'compound_key')
}

/** The value that was meant, where nothing is guessed: other case, a number written as text. */
function mendValue(issue: Issue, path: Path, value: JsonValue | undefined): Fix | undefined {
  if (typeof value !== 'string') return undefined
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') {
    const kinds = issue.code === 'invalid_value' ? issue.values : (allowedKinds(issue) ?? [])
    const meant = sameButCase(
      value,
      kinds.filter((kind) => typeof kind === 'string'),
    )
    return meant === undefined ? undefined : setting(path, meant)
  }
  if (issue.code !== 'invalid_type') return undefined
  const isNumber = issue.expected === 'int' || issue.expected === 'number'
  if (isNumber && /^\d{1,15}$/.test(value)) return setting(path, Number(value))
  if (issue.expected === 'boolean' && (value === 'true' || value === 'false')) {
    return setting(path, value === 'true')
  }
  return undefined
}
