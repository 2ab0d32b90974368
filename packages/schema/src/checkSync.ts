import type { JsonValue } from './json.ts'
import type { Problem } from './problem.ts'
import type { DestinationObject } from './destination.ts'
import type { Column } from './source.ts'
import { createSyncSchema } from './sync.ts'

/** What a template analyser finds wrong with one template. */
export interface TemplateProblem {
  message: string
  code: 'syntax' | 'unknown-column' | 'unknown-variable' | 'forbidden-tag'
}

/** What is known around a payload. What is missing here is not judged. */
export interface SyncContext {
  /** The columns of the chosen source object. */
  columns?: readonly Column[]
  /** The chosen source connection. */
  source?: { type?: string; readOnly?: boolean }
  /** The chosen destination connection. */
  destination?: { type?: string; isFileSystem?: boolean }
  /** The chosen destination object with its capabilities. */
  object?: DestinationObject
  /** Objects that lookups point to, by `full_name`. */
  lookupObjects?: Readonly<Record<string, DestinationObject>>
  /** Columns are undefined when they are not known. */
  analyseTemplate?: (template: string, columns: readonly string[] | undefined) => TemplateProblem[]
  /** Other syncs, as far as sequences need them: which sync runs after which. */
  syncs?: ReadonlyMap<number, { runsAfter?: number }>
  /** The sync as it is stored, when the payload is to change it. */
  stored?: { id: number; operation?: string; modeType?: string; destinationType?: string }
  /** How many problems to give at the most; 100 unless told. */
  limit?: number
}

/** What is wrong, or worth a look, about a payload. */
export function checkSync(payload: JsonValue, _context: SyncContext = {}): Problem[] {
  const parsed = createSyncSchema.safeParse(payload)
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => ({
    severity: 'error',
    basis: 'requirement',
    path: issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
    code: issue.code,
    message: issue.message,
  }))
}
