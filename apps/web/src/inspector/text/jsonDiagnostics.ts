import type { Diagnostic } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'
import type { Path, Problem, ReadError } from '@sync-builder/schema'
import { createFinder, rootOf, type Member } from './members.ts'

const validateOnlyWords =
  'Validate and Create set this key themselves: what stands here has no effect.'

/** The problems of a payload where they are in its text. */
export function diagnosticsOf(
  doc: Text,
  top: SyntaxNode,
  problems: readonly Problem[],
  applyFix: (problem: Problem) => void,
): Diagnostic[] {
  const find = createFinder(doc, top)
  const root = rootOf(top)
  const placeOf = (path: Path) => {
    const member = find(path).at(-1)
    if (member) return rangeOf(member)
    return root ? { from: root.from, to: root.from + 1 } : undefined
  }
  const ofProblems = problems.flatMap((problem): Diagnostic[] => {
    const { path, severity, message, fix } = problem
    const place = path.length > 0 ? placeOf(path) : undefined
    if (!place) return []
    const actions = fix && [{ name: fix.label, apply: () => applyFix(problem) }]
    return [{ ...place, severity, message, ...(actions && { actions }) }]
  })
  const [validateOnly] = find(['validate_only'])
  return validateOnly
    ? [...ofProblems, { ...rangeOf(validateOnly), severity: 'info', message: validateOnlyWords }]
    : ofProblems
}

/** A value that is short, else the key or the bracket that it begins with. */
function rangeOf({ from, to, value }: Member): { from: number; to: number } {
  if (!value) return { from, to }
  const isLong = value.name === 'Object' || value.name === 'Array'
  return isLong ? { from, to: value.from + 1 } : { from: value.from, to: value.to }
}

/** Why a text cannot be read, where that is. */
export function errorDiagnostic(doc: Text, { offset, message }: ReadError): Diagnostic {
  // A text that ends too early has nothing there: its last sign stands for that.
  const from = Math.min(offset, Math.max(0, doc.length - 1))
  return { from, to: Math.min(from + 1, doc.length), severity: 'error', message }
}
