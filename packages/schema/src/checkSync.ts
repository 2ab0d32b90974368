import type { DestinationObject } from './destination.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'
import type { Basis, Problem } from './problem.ts'
import { inPayloadOrder } from './rules/order.ts'
import { rowsOf } from './rules/rows.ts'
import { type Finding, mostFindings, type Scene } from './rules/rule.ts'
import { shapeFindings } from './rules/shape.ts'
import { rules } from './rules/table.ts'
import type { Column } from './source.ts'

/** What a template analyser finds wrong with one template. */
export interface TemplateProblem {
  code:
    | 'syntax'
    | 'forbidden-tag'
    | 'unknown-filter'
    | 'unknown-column'
    | 'unknown-variable'
    | 'too-long'
  message: string
  /** The known name that is nearest to the unknown one. */
  suggestion?: string
  /** Where it is first, unless it is the template as a whole; line and column count from 1. */
  position?: { offset: number; line: number; column: number }
  /** Everywhere it is, in the order of the text: each from an offset up to, not including, another. */
  places?: readonly { from: number; to: number }[]
  /** What mends it: new texts for parts of the template, in its order. */
  fix?: { label: string; changes: readonly { from: number; to: number; insert: string }[] }
}

/**
 * What is known around a payload. What is missing here is not judged. Lists are indexed once and
 * recognised by identity: hand over the same array as long as its content is the same.
 */
export interface SyncContext {
  /** The columns of the chosen source object. */
  columns?: readonly Column[]
  /**
   * The columns are what the operator typed in, since the API tells none: they are offered, and
   * nothing is judged by them, as they may be incomplete and their types are guessed.
   */
  areColumnsTyped?: boolean
  /** The chosen source connection. */
  source?: { type?: string; readOnly?: boolean }
  /** The chosen destination connection. */
  destination?: { type?: string; isFileSystem?: boolean }
  /** The chosen destination object with its capabilities. */
  object?: DestinationObject
  /**
   * The object cannot be read, or is not asked for: what only it can say, such as whether an
   * operation needs a key, is then the API's to judge. Without this, and without `object`, every
   * operation is taken to need a key.
   */
  isObjectUnreadable?: boolean
  /** Objects that lookups point to, by `full_name`. */
  lookupObjects?: Readonly<Record<string, DestinationObject>>
  /** Columns are undefined when they are not known. */
  analyseTemplate?: (template: string, columns: readonly string[] | undefined) => TemplateProblem[]
  /** Other syncs, as far as sequences need them: which sync runs after which. */
  syncs?: ReadonlyMap<number, { runsAfter?: number }>
  /** The sync that the payload is to change: what was sent for it, as far as that is kept. */
  stored?: { id: number; request?: JsonObject; destinationType?: string }
  /** What the operator has said to know of; see acknowledgement. */
  acknowledged?: readonly string[]
  /** The payload is the body of a PATCH: a top-level field that it leaves out keeps its value. */
  partial?: boolean
  /** How many problems to give at the most; 100 unless told. */
  limit?: number
}

/** How hard a rule judges. Source: DESIGN, "Problems". */
const severities = {
  requirement: 'error',
  capability: 'warning',
  'no-effect': 'warning',
} as const satisfies Record<Basis, Problem['severity']>

/**
 * What is wrong, or worth a look, about a payload, which may be any JSON: errors first, then in
 * the payload's order. When there are more than `context.limit`, the last entry has the code
 * `more-problems` and says how many were left out; a payload that is wrong in thousands of places
 * is not judged to its end. Mappings are recognised by identity: change a copy, as `applyEdits`
 * does. Never throws.
 */
export function checkSync(payload: JsonValue, context: SyncContext = {}): Problem[] {
  const steps = checkSyncInSteps(payload, context)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/**
 * The same, rule by rule: for a page that must answer between them, though a payload has thousands
 * of mappings.
 */
export function* checkSyncInSteps(
  payload: JsonValue,
  context: SyncContext = {},
): Generator<undefined, Problem[]> {
  const shape = shapeFindings(payload, context.partial ?? false).map((finding) =>
    problemOf('requirement', 'shape', finding),
  )
  yield
  const isHopeless = shape.length >= mostFindings
  const { problems, isCut } =
    isJsonObject(payload) && !isHopeless
      ? yield* judge(payload, context)
      : { problems: [], isCut: isHopeless }
  const ordered = inPayloadOrder(payload, [...shape, ...problems])
  return bounded(ordered, context.limit ?? 100, isCut)
}

function* judge(
  body: JsonObject,
  context: SyncContext,
): Generator<undefined, { problems: Problem[]; isCut: boolean }> {
  const scene: Scene = { body, context, rows: rowsOf(body.mappings) }
  const problems: Problem[] = []
  let isCut = false
  for (const { basis, code, check } of rules) {
    yield
    const findings = check(scene)
    isCut ||= findings.length >= mostFindings
    for (const finding of findings) problems.push(problemOf(basis, code, finding))
  }
  yield
  return { problems, isCut }
}

function problemOf(basis: Basis, code: string, finding: Finding): Problem {
  return { severity: severities[finding.basis ?? basis], basis, code, ...finding }
}

function bounded(problems: Problem[], limit: number, isCut: boolean): Problem[] {
  if (problems.length <= limit) return problems
  const kept = problems.slice(0, Math.max(0, limit - 1))
  const left = problems.slice(kept.length)
  const errors = left.filter(({ severity }) => severity === 'error').length
  const warnings = left.length - errors
  const counts = [
    ...(errors > 0 ? [`${errors} more ${errors === 1 ? 'error' : 'errors'}`] : []),
    ...(warnings > 0 ? [`${warnings} more ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
  ]
  const message = `${isCut ? 'At least ' : ''}${counts.join(' and ')}`
  // Errors come first, so the first that was cut off is the worst.
  const { severity, basis } = left[0]!
  return [...kept, { severity, basis, path: [], code: 'more-problems', message }]
}
