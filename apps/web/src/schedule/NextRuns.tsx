import { Paper, Table, Text } from '@mantine/core'
import { scheduleSchema, valueAt } from '@sync-builder/schema'
import { scheduleInWords } from '@sync-builder/schema/schedule'
import { useMemo } from 'react'
import { useBuilder } from '../draft/builder.ts'
import { schedulePath } from './frequency.ts'
import { runTimes } from './runTimes.ts'

/** The schedule in words and when it fires next. `now` is in ms since the epoch. */
export function NextRuns({ now, zone }: { now: number; zone: string }) {
  const { payload } = useBuilder()
  const found = valueAt(payload, schedulePath)
  const schedule = useMemo(() => scheduleSchema.safeParse(found).data, [found])
  const times = useMemo(
    () => schedule && runTimes(schedule, new Date(now), zone),
    [schedule, now, zone],
  )
  if (found == null) return null
  if (!schedule || !times) {
    return (
      <Text size="sm" c="dimmed">
        The next runs are shown once the schedule is complete.
      </Text>
    )
  }
  return (
    <Paper component="section" aria-label="Next runs" withBorder p="md" maw={640}>
      <Text fw={600}>{scheduleInWords(schedule)}</Text>
      {Array.isArray(times) ? (
        <Table mt="xs" verticalSpacing={4} layout="fixed" captionSide="top">
          <Table.Caption ta="left" fz="xs">
            {payload.paused === true
              ? 'The next runs, if it were not created paused'
              : 'The next runs, once it is created'}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>UTC</Table.Th>
              <Table.Th>Your time ({zone})</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {times.map(({ at, utc, local }) => (
              <Table.Tr key={at.getTime()}>
                <Table.Td>{utc}</Table.Td>
                <Table.Td>{local}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <Text size="sm" mt={4}>
          {times.none}
        </Text>
      )}
    </Paper>
  )
}
