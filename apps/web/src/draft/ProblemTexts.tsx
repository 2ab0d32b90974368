import { Anchor, Text } from '@mantine/core'
import type { Problem } from '@sync-builder/schema'
import { useId, useRef } from 'react'
import { controlOf, useDescribedControls } from './describedControls.ts'
import classes from './problemTexts.module.css'

/**
 * What is wrong near the controls it is about, each problem with its one-click fix. The controls
 * are described by it, so that who comes to one hears it.
 */
export function ProblemTexts(props: {
  problems: readonly Problem[]
  /**
   * Applies the fix of a problem. Its button goes with the problem, so the focus needs another
   * place, such as the control that the problem is about.
   */
  onFix: (problem: Problem, control: HTMLElement | undefined) => void
}) {
  const { problems, onFix } = props
  const list = useRef<HTMLUListElement>(null)
  const id = useId()
  useDescribedControls(list, problems)
  if (problems.length === 0) return null
  return (
    <ul ref={list} className={classes.list}>
      {problems.map((problem, index) => (
        <Text
          key={`${problem.code} ${problem.path.join('.')}`}
          id={`${id}-${index}`}
          component="li"
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
              onClick={({ currentTarget }) =>
                onFix(problem, controlOf(currentTarget, problem.path))
              }
            >
              {problem.fix.label}
            </Anchor>
          )}
        </Text>
      ))}
    </ul>
  )
}
