import { Anchor, Text } from '@mantine/core'
import type { Edit, Problem } from '@sync-builder/schema'
import classes from './mapping.module.css'

/** The problems of a row, each with its one-click mend. */
export function RowProblemList(props: {
  problems: readonly Problem[]
  onMend: (edits: readonly Edit[]) => void
}) {
  return (
    <ul className={classes.problems}>
      {props.problems.map((problem) => (
        <Text
          key={`${problem.code} ${problem.path.join('.')}`}
          component="li"
          size="xs"
          c={problem.severity === 'error' ? 'var(--mantine-color-error)' : 'var(--sb-warning)'}
        >
          {problem.severity === 'error' ? 'Blocks: ' : 'Note: '}
          {problem.message}{' '}
          {problem.fix && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => problem.fix && props.onMend(problem.fix.edits)}
            >
              {problem.fix.label}
            </Anchor>
          )}
        </Text>
      ))}
    </ul>
  )
}
