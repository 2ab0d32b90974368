import { Button, Group, Text, Title, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import type { Problem } from '@sync-builder/schema'
import { memo, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useBuilder, type Builder } from '../draft/builder.ts'
import classes from './problems.module.css'

/** What is drawn at first: a hundred of them would be painted with each key press in the step. */
const shownFirst = 20

/**
 * All problems of the payload: each leads to its control, if it has a place, and is fixed by one
 * click if it can be.
 */
export const ProblemList = memo(function ProblemList() {
  const { problems, applyFix, jumpTo } = useBuilder()
  // The same elements as long as the problems are the same: there may be a hundred of them.
  return useMemo(
    () => <Problems problems={problems} applyFix={applyFix} jumpTo={jumpTo} />,
    [problems, applyFix, jumpTo],
  )
})

function Problems({
  problems,
  applyFix,
  jumpTo,
}: Pick<Builder, 'problems' | 'applyFix' | 'jumpTo'>) {
  const section = useRef<HTMLElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [showsAll, setShowsAll] = useState(false)
  const shown = useMemo(
    () => (showsAll ? problems : problems.slice(0, shownFirst)),
    [showsAll, problems],
  )
  const hiddenCount = problems.length - shown.length
  useEffect(() => {
    // The button that was pressed is gone: the focus goes on to what it has brought.
    if (showsAll) list.current?.children[shownFirst]?.querySelector('button')?.focus()
  }, [showsAll])
  useNewInSight(list, shown)
  const blocking = problems.filter(({ severity }) => severity === 'error').length

  return (
    <section ref={section} tabIndex={-1} aria-label="Problems" className={classes.problems}>
      <Group justify="space-between" className={classes.head}>
        <Title order={2} size="sm">
          Problems
        </Title>
        <Text size="xs" c="dimmed">
          {problems.length === 0
            ? 'None found'
            : `${blocking} blocking, ${problems.length - blocking} to look at`}
        </Text>
      </Group>
      {problems.length > 0 && (
        <ul ref={list} className={classes.list}>
          {shown.map((problem, index) => (
            <li key={`${keyOf(problem)} ${index}`} className={classes.item}>
              {problem.path.length === 0 ? (
                <div className={classes.entry}>
                  <ProblemText problem={problem} />
                </div>
              ) : (
                <UnstyledButton
                  className={`${classes.entry} ${classes.jump}`}
                  onClick={() => jumpTo(problem.path)}
                >
                  <ProblemText problem={problem} />
                </UnstyledButton>
              )}
              {problem.fix && (
                <Button
                  size="compact-xs"
                  variant="default"
                  className={classes.fix}
                  onClick={() => {
                    // The button goes with its problem, the focus stays here.
                    if (applyFix(problem)) section.current?.focus()
                  }}
                >
                  {problem.fix.label}
                </Button>
              )}
            </li>
          ))}
          {hiddenCount > 0 && (
            <li className={classes.item}>
              <Button size="compact-sm" variant="subtle" onClick={() => setShowsAll(true)}>
                Show {hiddenCount} more
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

function keyOf({ code, path }: Problem): string {
  return `${code} ${path.join('.')}`
}

/** Brings the first problem that blocks anew in sight, unless the list is being read. */
function useNewInSight(list: RefObject<HTMLUListElement | null>, shown: readonly Problem[]) {
  const known = useRef<ReadonlySet<string>>(undefined)
  useEffect(() => {
    const before = known.current
    known.current = new Set(shown.map(keyOf))
    const at = shown.findIndex(
      (problem) => problem.severity === 'error' && !before?.has(keyOf(problem)),
    )
    const [scroller, item] = [list.current, list.current?.children[at]]
    if (!before || !scroller || !item || scroller.matches(':hover, :focus-within')) return
    const [outer, inner] = [scroller.getBoundingClientRect(), item.getBoundingClientRect()]
    // By itself alone: what it stands in stays where it is.
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      scroller.scrollTop += inner.top - outer.top
    }
  }, [list, shown])
}

function ProblemText({ problem }: { problem: Problem }) {
  return (
    <>
      <SeverityIcon problem={problem} />
      <span>
        <Text span size="sm" lh={1.35} display="block">
          {problem.message}
        </Text>
        <Text span size="xs" c="dimmed" ff="monospace">
          {problem.path.join('.') || 'payload'}
        </Text>
      </span>
    </>
  )
}

function SeverityIcon({ problem }: { problem: Problem }) {
  const isError = problem.severity === 'error'
  const Icon = isError ? IconCircleX : IconAlertTriangle
  return (
    <>
      <Icon
        size={16}
        color={isError ? 'var(--mantine-color-error)' : 'var(--sb-warning)'}
        className={classes.icon}
        aria-hidden
      />
      <VisuallyHidden>{isError ? 'Blocks: ' : 'Note: '}</VisuallyHidden>
    </>
  )
}
