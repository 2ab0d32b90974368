import { Button, Group, Text, Title, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import type { Problem } from '@sync-builder/schema'
import { useBuilder, useEdit } from '../draft/builder.ts'
import classes from './problems.module.css'

/** All problems of the payload: each leads to its control, and is mended by one click if it can. */
export function ProblemList() {
  const { problems, jumpTo } = useBuilder()
  const { edit } = useEdit()
  const blocking = problems.filter(({ severity }) => severity === 'error').length

  return (
    <section aria-label="Problems" className={classes.problems}>
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
        <ul className={classes.list}>
          {problems.map((problem, index) => (
            <li key={`${problem.code} ${problem.path.join('.')} ${index}`} className={classes.item}>
              <UnstyledButton className={classes.jump} onClick={() => jumpTo(problem.path)}>
                <SeverityIcon problem={problem} />
                <span>
                  <Text span size="sm" lh={1.35} display="block">
                    {problem.message}
                  </Text>
                  <Text size="xs" c="dimmed" ff="monospace">
                    {problem.path.join('.') || 'payload'}
                  </Text>
                </span>
              </UnstyledButton>
              {problem.fix && (
                <Button
                  size="compact-xs"
                  variant="default"
                  className={classes.fix}
                  onClick={() => edit(...problem.fix!.edits)}
                >
                  {problem.fix.label}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function SeverityIcon({ problem }: { problem: Problem }) {
  return problem.severity === 'error' ? (
    <IconCircleX
      size={16}
      color="var(--mantine-color-error)"
      className={classes.icon}
      aria-label="Blocks:"
    />
  ) : (
    <IconAlertTriangle
      size={16}
      color="var(--sb-warning)"
      className={classes.icon}
      aria-label="Note:"
    />
  )
}
