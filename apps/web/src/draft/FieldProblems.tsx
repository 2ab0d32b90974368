import type { Path } from '@sync-builder/schema'
import { problemsAt, useSettledBuilder } from './builder.ts'
import { ProblemTexts } from './ProblemTexts.tsx'

/** The problems of one control, below it. */
export function FieldProblems({ path, exact = false }: { path: Path; exact?: boolean }) {
  const { problems, applyFix } = useSettledBuilder()
  const mine = problemsAt(problems, path).filter(
    (problem) => !exact || problem.path.length === path.length,
  )
  return (
    <ProblemTexts
      problems={mine}
      onFix={(problem, control) => {
        if (applyFix(problem)) control?.focus()
      }}
    />
  )
}
