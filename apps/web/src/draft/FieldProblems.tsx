import { Anchor, Text } from '@mantine/core'
import type { Path } from '@sync-builder/schema'
import { problemsAt, useBuilder, useEdit } from './builder.ts'

/** The problems of one control, below it, each with its one-click mend. */
export function FieldProblems({ path, exact = false }: { path: Path; exact?: boolean }) {
  const { problems } = useBuilder()
  const { edit } = useEdit()
  const mine = problemsAt(problems, path).filter(
    (problem) => !exact || problem.path.length === path.length,
  )
  return mine.map((problem) => (
    <Text
      key={`${problem.code} ${problem.path.join('.')}`}
      size="xs"
      mt={4}
      c={problem.severity === 'error' ? 'var(--mantine-color-error)' : 'var(--sb-warning)'}
    >
      {problem.severity === 'error' ? 'Blocks: ' : 'Note: '}
      {problem.message}{' '}
      {problem.fix && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          ta="start"
          onClick={() => edit(...problem.fix!.edits)}
        >
          {problem.fix.label}
        </Anchor>
      )}
    </Text>
  ))
}
