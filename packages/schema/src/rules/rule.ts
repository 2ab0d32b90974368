import type { SyncContext } from '../checkSync.ts'
import type { Edit } from '../edit.ts'
import type { JsonObject, Path } from '../json.ts'
import type { Basis, Fix } from '../problem.ts'
import type { Row } from './rows.ts'

/** A payload with what is known around it, as every rule sees it. */
export interface Scene {
  body: JsonObject
  context: SyncContext
  /** The mappings that are objects: the others are the shapes' to judge. */
  rows: readonly Row[]
}

/** One place where a rule is broken. */
export interface Finding {
  path: Path
  message: string
  fix?: Fix
  /** For rules that tell several things apart; the rule's own code otherwise. */
  code?: string
  /** For a rule that rests on less where less is known; the rule's own basis otherwise. */
  basis?: Basis
}

/**
 * How many findings a rule gives at the most. Payloads come from anywhere: one that is wrong in a
 * million places must not take a million messages to refuse.
 */
export const mostFindings = 5000

/** A row of the table of rules. */
export interface Rule {
  /** Its number in reference 2.11, or the section that says it. */
  rule: string
  basis: Basis
  code: string
  check: (scene: Scene) => Finding[]
}

/** The fix that takes a value out of the payload. */
export function removal(path: Path): Fix {
  const key = path.at(-1)
  const label = typeof key === 'number' ? `Remove item ${key + 1}` : `Remove ${key}`
  return { label, edits: [{ op: 'remove', path }] }
}

/** The fix that sets one value. */
export function setting(path: Path, value: string | number | boolean | null): Fix {
  const label = `Set ${path.at(-1)} to ${String(value)}`
  return { label, edits: [{ op: 'set', path, value }] satisfies Edit[] }
}

/** A finding at a value that is better gone. */
export function removable(path: Path, message: string): Finding {
  return { path, message, fix: removal(path) }
}
