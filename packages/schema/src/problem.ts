import type { Edit } from './edit.ts'
import type { Path } from './json.ts'

/**
 * What a rule rests on, and so how hard it judges:
 * `requirement`: shape, enums, documented musts; blocks.
 * `capability`: what the connected source and destination can do; the API decides.
 * `no-effect`: documented as meaningless in this combination; also what the API takes and the
 * operator should know of, such as a deprecated field.
 */
export type Basis = 'requirement' | 'capability' | 'no-effect'

/** One click that mends a problem. */
export interface Fix {
  /** What the button says, a verb first: "Remove mirror_strategy". */
  label: string
  edits: Edit[]
}

/** Something about a payload that the operator should know. */
export interface Problem {
  severity: 'error' | 'warning'
  basis: Basis
  /** The value it speaks of; where a value is missing, the place where it belongs. */
  path: Path
  /** Stable name of the rule, in kebab case. */
  code: string
  /** One sentence for the operator that names the culprit. */
  message: string
  fix?: Fix
}
