import { canBeKey, keyRuleOf, type KeyRule } from '../keyRules.ts'
import type { Fix } from '../problem.ts'
import { columnOf } from './columns.ts'
import { destinationFieldOf } from './fields.ts'
import type { Finding, Scene } from './rule.ts'
import { nameOf, placeIn, type Row } from './rows.ts'
import { shorten } from './wording.ts'

/** The rows that say they are the sync key. */
function keyRows(scene: Scene): Row[] {
  return scene.rows.filter(({ mapping }) => mapping.is_primary_identifier === true)
}

/** The operation as far as it is a text: what is none is the shapes' to judge. */
function operationOf({ body }: Scene): string | undefined {
  return typeof body.operation === 'string' ? body.operation : undefined
}

function keyRule(scene: Scene): KeyRule {
  return keyRuleOf(scene.context.object, operationOf(scene))
}

/**
 * Rule 2: one mapping is the key, unless the object says that the operation needs none. An object
 * that cannot be read stops nobody: the API decides.
 */
export function keyMissing(scene: Scene): Finding[] {
  if (!Array.isArray(scene.body.mappings) || keyRows(scene).length > 0) return []
  if (!keyRule(scene).isNeeded) return []
  const { object, isObjectUnreadable } = scene.context
  const isLeftToApi = object === undefined && isObjectUnreadable === true
  const message = isLeftToApi
    ? 'No row is the sync key; whether this operation needs one could not be read'
    : 'No row is the sync key: choose the one that tells records apart'
  const fix = keyProposal(scene)
  return [
    {
      path: ['mappings'],
      message,
      ...(fix && { fix }),
      ...(isLeftToApi && { basis: 'capability' as const }),
    },
  ]
}

/** Rule 2: no operation takes more keys than one. */
export function keyTwice(scene: Scene): Finding[] {
  const keys = keyRows(scene)
  if (keys.length < 2) return []
  const named = keys.slice(0, 3).map(nameOf).join(', ')
  const more = keys.length > 3 ? ` and ${keys.length - 3} more` : ''
  const message = `${keys.length} rows are the sync key, only one may be: ${named}${more}`
  return [{ path: ['mappings'], message, fix: keepFirstKey(keys) }]
}

function keepFirstKey(keys: readonly Row[]): Fix {
  return {
    label: `Keep row ${keys[0]!.index + 1} as the key`,
    edits: keys.slice(1).map((row) => ({
      op: 'set',
      path: placeIn(row, 'is_primary_identifier'),
      value: false,
    })),
  }
}

/** The one row that can be the key: the only one, or the only one whose field allows it. */
function keyProposal(scene: Scene): Fix | undefined {
  const able = scene.rows.filter((row) => isAble(scene, row) === true)
  const candidates = scene.rows.length === 1 ? scene.rows : able
  const [row] = candidates
  if (!row || candidates.length !== 1 || isAble(scene, row) === false) return undefined
  return {
    label: `Make row ${row.index + 1} the key`,
    edits: [{ op: 'set', path: placeIn(row, 'is_primary_identifier'), value: true }],
  }
}

/** Whether the row's field may be the key under the operation; undefined when nobody knows. */
function isAble(scene: Scene, row: Row): boolean | undefined {
  return canBeKey(destinationFieldOf(scene, row), operationOf(scene))
}

/** Rule 19. */
export function keyFieldNotAllowed(scene: Scene): Finding[] {
  if (keyRule(scene).hidesField) return []
  return keyRows(scene)
    .filter((row) => isAble(scene, row) === false)
    .map((row) => ({
      path: placeIn(row, 'to'),
      message: `${shorten(row.to ?? '')} cannot be the key of this operation`,
    }))
}

/** Rule 27. */
export function keyColumnNotAllowed(scene: Scene): Finding[] {
  return keyRows(scene).flatMap((row): Finding[] => {
    if (row.from?.type !== 'column' || typeof row.from.data !== 'string') return []
    if (columnOf(scene, row.from.data)?.can_be_upsert_key !== false) return []
    const message = `The column ${shorten(row.from.data)} cannot be the sync key`
    return [{ path: placeIn(row, 'from', 'data'), message }]
  })
}

/** True for the key of an operation whose destination side is not the operator's to choose. */
export function isServiceKey(scene: Scene, row: Row): boolean {
  return row.mapping.is_primary_identifier === true && keyRule(scene).hidesField
}
