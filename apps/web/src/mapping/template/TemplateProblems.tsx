import type { EditorView } from '@codemirror/view'
import { Anchor, Text, VisuallyHidden } from '@mantine/core'
import type { TemplateProblem } from '@sync-builder/schema'
import classes from './template.module.css'

/** What is wrong with a template, each with its place and, where one is known, what mends it. */
export function TemplateProblems(props: {
  template: string
  /** The text that the problems are about; the template may be further by now. */
  judged: string
  problems: readonly TemplateProblem[]
  view: EditorView | undefined
}) {
  const { template, judged, problems, view } = props
  const change = (spec: Parameters<EditorView['dispatch']>[0]) => {
    if (!view || template !== judged) return
    view.dispatch(spec)
    view.focus()
  }
  return (
    <>
      <VisuallyHidden role="status">
        {problems.length > 0 && `${countWords(problems.length)}: `}
        {problems.map(wordsOf).join('. ')}
      </VisuallyHidden>
      {problems.length > 0 && (
        <ul className={classes.problems} aria-label="Problems of the template">
          {problems.map((problem) => (
            <Text key={problem.message} component="li" size="xs" c="var(--sb-warning)">
              <Place problem={problem} onGo={change} /> {wordsOf(problem)}{' '}
              {problem.fix && <FixButton fix={problem.fix} onFix={change} />}
            </Text>
          ))}
        </ul>
      )}
    </>
  )
}

type Change = (spec: Parameters<EditorView['dispatch']>[0]) => void

function Place({ problem, onGo }: { problem: TemplateProblem; onGo: Change }) {
  const { position, places } = problem
  const place = places?.[0]
  if (!position || !place) return null
  return (
    <Anchor
      component="button"
      type="button"
      size="xs"
      className={classes.place}
      onClick={() =>
        onGo({ selection: { anchor: place.from, head: place.to }, scrollIntoView: true })
      }
    >
      Line {position.line}, column {position.column}:
    </Anchor>
  )
}

function FixButton({ fix, onFix }: { fix: NonNullable<TemplateProblem['fix']>; onFix: Change }) {
  const { label, changes } = fix
  return (
    <Anchor
      component="button"
      type="button"
      size="xs"
      className={classes.place}
      onClick={() => onFix({ changes: [...changes], userEvent: 'input.fix' })}
    >
      {label}
    </Anchor>
  )
}

function wordsOf({ message, suggestion }: TemplateProblem): string {
  return suggestion === undefined ? message : `${message}; the nearest name is ${suggestion}`
}

function countWords(count: number): string {
  return count === 1 ? 'One problem' : `${count} problems`
}
