import { Badge, Paper, Table, Text } from '@mantine/core'
import type { Schedule } from '@sync-builder/schema'
import { scheduleInWords } from '@sync-builder/schema/schedule'
import { useId, useMemo, useState } from 'react'
import { Disclosure } from '../ui/Disclosure.tsx'
import classes from './nextRuns.module.css'
import { clockWords, gapWarnings, movedWords, runTimes } from './runTimes.ts'

interface NextRunsProps {
  schedule: Schedule
  /** In ms since the epoch. */
  now: number
  /** An IANA name. */
  zone: string
  isPaused: boolean
  /** The sync exists already. */
  isStored: boolean
}

/** A schedule in words, what to think of, and when it fires next. */
export function NextRuns({ schedule, now, zone, isPaused, isStored }: NextRunsProps) {
  const times = useMemo(() => runTimes(schedule, new Date(now), zone), [schedule, now, zone])
  const warnings = useMemo(() => gapWarnings(schedule), [schedule])
  const isElsewhere = zone !== 'UTC'
  const id = useId()
  return (
    <Paper component="section" aria-labelledby={id} withBorder p="md">
      <Text id={id} size="xs" c="dimmed">
        Next runs
      </Text>
      <Text fw={600}>{scheduleInWords(schedule)}</Text>
      {warnings.map((warning) => (
        <Text key={warning} size="sm" c="var(--sb-warning)" mt={4}>
          Note: {warning}
        </Text>
      ))}
      {Array.isArray(times) ? (
        <>
          <Table mt="xs" verticalSpacing={3} layout="fixed" captionSide="top">
            <Table.Caption ta="left" fz="xs">
              {isPaused
                ? 'If it were not paused'
                : isStored
                  ? 'Once it is saved'
                  : 'Once it is created'}
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>UTC</Table.Th>
                {isElsewhere && <Table.Th>{zone}</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className={classes.times}>
              {times.map(({ at, utc, local, clocksMoved }) => (
                <Table.Tr key={at.getTime()}>
                  <Table.Td>{utc}</Table.Td>
                  {isElsewhere && (
                    <Table.Td>
                      {local}
                      {clocksMoved !== 0 && (
                        <Badge className={classes.moved} size="sm" variant="light" color="yellow">
                          {movedWords(clocksMoved)}
                        </Badge>
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <ClockChanges schedule={schedule} now={now} zone={zone} />
        </>
      ) : (
        <Text size="sm" mt={4}>
          {times.none}
        </Text>
      )}
    </Paper>
  )
}

/** What the next changes of the zone's clocks do to the runs. */
function ClockChanges({ schedule, now, zone }: Pick<NextRunsProps, 'schedule' | 'now' | 'zone'>) {
  const [isOpen, setIsOpen] = useState(false)
  // A day is near enough: a year of a zone's clocks is some work for each key press.
  const today = Math.floor(now / 86_400_000) * 86_400_000
  const changes = useMemo(
    () => clockWords(schedule, new Date(today), zone),
    [schedule, today, zone],
  )
  if (changes.length === 0) return null
  return (
    <Disclosure
      title="When the clocks change"
      hint={changes[0]?.title}
      isOpen={isOpen}
      onToggle={setIsOpen}
    >
      {changes.map(({ at, title, lines }) => (
        <div key={at.getTime()} className={classes.change}>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          {lines.map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </div>
      ))}
    </Disclosure>
  )
}
