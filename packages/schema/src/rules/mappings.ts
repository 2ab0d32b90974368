import { requiredLeft } from '../requiredFields.ts'
import { columnsOf } from './columns.ts'
import { destinationFieldOf, fieldsIn } from './fields.ts'
import { isServiceKey } from './keys.ts'
import { type Finding, mostFindings, removable, removal, type Scene, setting } from './rule.ts'
import { eachRow, nameOf, placeIn, type Row } from './rows.ts'
import { oneOf, shorten } from './wording.ts'

/** Rule 20. */
export function requiredNotMapped(scene: Scene): Finding[] {
  if (!Array.isArray(scene.body.mappings)) return []
  const path = ['mappings']
  const end = scene.body.mappings.length
  const columns = columnsOf(scene)
  return requiredLeft(scene.body.mappings, scene.context.object?.fields).map((field) => {
    const message = `${shorten(field.full_name)} must be mapped: the destination requires it`
    const column = columns?.sameButCase(field.full_name)
    if (column === undefined) return { path, message }
    const value = { from: { type: 'column', data: column }, to: field.full_name }
    const label = `Map ${shorten(column)} to ${shorten(field.full_name)}`
    return {
      path,
      message,
      fix: { label, edits: [{ op: 'set', path: ['mappings', end], value }] },
    }
  })
}

/** Rule 21. */
export const unknownField = eachRow((row, scene) => {
  const { object, destination } = scene.context
  const fields = fieldsIn(object)
  // The columns of a file are whatever is mapped.
  if (row.to === undefined || row.to === '' || destination?.isFileSystem) return undefined
  const name = shorten(row.to)
  if (row.mapping.generate_field === true) {
    if (object?.allow_custom_fields !== false || fields?.has(row.to)) return undefined
    const message = `${name} cannot be created: ${object.full_name} takes no new fields`
    return { path: placeIn(row, 'generate_field'), message }
  }
  if (!fields || fields.has(row.to) || isServiceKey(scene, row)) return undefined
  if (row.from?.type === 'compound_key') return undefined
  const path = placeIn(row, 'to')
  const message = `${shorten(object?.full_name ?? 'The object')} has no field ${name}`
  const meant = fields.sameButCase(row.to)
  if (meant !== undefined) return { path, message, fix: setting(path, meant) }
  if (!object?.allow_custom_fields) return { path, message }
  const create = { op: 'set', path: placeIn(row, 'generate_field'), value: true } as const
  return {
    path,
    message: `${message}; a new one needs generate_field`,
    fix: { label: `Create ${name} as a custom field`, edits: [create] },
  }
})

/** Rule 23. */
export const preserveNotSupported = eachRow((row, scene) => {
  if (row.mapping.preserve_values !== true) return undefined
  if (destinationFieldOf(scene, row)?.preserve_values_supported !== false) return undefined
  return removable(
    placeIn(row, 'preserve_values'),
    `${shorten(row.to ?? '')} does not support preserve_values (set if empty)`,
  )
})

/** Rule 24. */
export const arrayOperationNotSupported = eachRow((row, scene) => {
  const { operation } = row.mapping
  const field = destinationFieldOf(scene, row)
  if (typeof operation !== 'string' || !field) return undefined
  const path = placeIn(row, 'operation')
  const name = shorten(row.to ?? '')
  if (field.array === false) {
    return removable(path, `operation is for array fields only; ${name} is none`)
  }
  if (!field.operations || field.operations.includes(operation)) return undefined
  return removable(
    path,
    `${name} does not support ${shorten(operation)}: it supports ${field.operations.length === 0 ? 'no operation' : oneOf(field.operations)}`,
  )
})

/** Rule 25. */
export function mappedTwice({ rows }: Scene): Finding[] {
  const first = new Map<string, Row>()
  const findings: Finding[] = []
  for (const row of rows) {
    if (row.to === undefined || row.to === '') continue
    const other = first.get(row.to)
    if (!other) {
      first.set(row.to, row)
      continue
    }
    const message = `${shorten(row.to)} is already filled by row ${other.index + 1}`
    findings.push({ path: placeIn(row, 'to'), message, fix: rowRemoval(row) })
    if (findings.length === mostFindings) break
  }
  return findings
}

/** Rule 8. */
export const customFieldOptionsWithoutField = (key: 'array_field' | 'field_type') =>
  eachRow((row) => {
    const value = row.mapping[key]
    if (row.mapping.generate_field === true || value == null || value === false) return undefined
    return removable(
      placeIn(row, key),
      `${key} has an effect only with generate_field; ${nameOf(row)} creates no field`,
    )
  })

/** Reference 2.4: managed by the service, and in answers only. */
export const compoundKey = eachRow((row) => {
  if (row.from?.type !== 'compound_key') return undefined
  const message = `${nameOf(row)} is a compound_key: the service makes such rows itself and takes none`
  return { path: placeIn(row, 'from', 'type'), message, fix: rowRemoval(row) }
})

/** The fix that takes a whole row out of the payload. */
export function rowRemoval(row: Row) {
  const edits = [{ op: 'remove' as const, path: placeIn(row) }]
  return { label: `Remove row ${row.index + 1}`, edits }
}

/** Rule 22. */
export const brokenLookup = eachRow((row, scene) => {
  const { lookup_object: object, lookup_field: field } = row.mapping
  const objectPath = placeIn(row, 'lookup_object')
  const fieldPath = placeIn(row, 'lookup_field')
  if (object == null && field == null) return undefined
  if (object == null || field == null) {
    const [missing, there] = object == null ? [objectPath, fieldPath] : [fieldPath, objectPath]
    const message = `lookup_object and lookup_field come together; ${nameOf(row)} has no ${missing.at(-1)}`
    const target = destinationFieldOf(scene, row)?.lookup_object
    const fix = object == null && target != null ? setting(missing, target) : removal(there)
    return { path: missing, message, fix }
  }
  // The shapes speak of other kinds of values.
  if (typeof object !== 'string' || typeof field !== 'string') return undefined

  const target = destinationFieldOf(scene, row)
  if (target && target.lookup_object == null && 'lookup_object' in target) {
    const message = `${shorten(row.to ?? '')} refers to no other object, so there is nothing to look up`
    const edits = [objectPath, fieldPath].map((path) => ({ op: 'remove' as const, path }))
    return { path: objectPath, message, fix: { label: 'Remove the lookup', edits } }
  }
  if (target?.lookup_object != null && target.lookup_object !== object) {
    const message = `${shorten(row.to ?? '')} refers to ${target.lookup_object}, not to ${shorten(object)}`
    return { path: objectPath, message, fix: setting(objectPath, target.lookup_object) }
  }
  const { lookupObjects } = scene.context
  const known =
    lookupObjects && Object.hasOwn(lookupObjects, object) ? lookupObjects[object] : undefined
  const fields = fieldsIn(known)
  if (!fields) return undefined
  const reference = fields.get(field)
  if (reference && reference.can_be_reference_key !== false) return undefined
  const able = (known?.fields ?? []).filter((other) => other.can_be_reference_key)
  const message = reference
    ? `${shorten(object)} cannot be looked up by ${shorten(field)}`
    : `${shorten(object)} has no field ${shorten(field)} to look up by`
  const only = able.length === 1 ? able[0] : undefined
  return only
    ? { path: fieldPath, message, fix: setting(fieldPath, only.full_name) }
    : { path: fieldPath, message }
})
