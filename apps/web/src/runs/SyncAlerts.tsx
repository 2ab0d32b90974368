import { Anchor, Text, Title } from '@mantine/core'
import {
  alertTexts,
  isJsonObject,
  type JsonObject,
  type Sync,
  type SyncEventEntry,
} from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { failureWords } from '../api/failureWords.ts'
import { syncEventsQuery } from '../api/sandbox.ts'
import { sessionQuery } from '../api/session.ts'
import { pastWords } from '../ui/moments.ts'
import { runPath } from './runPath.ts'
import { timeOf } from './runTimes.ts'
import classes from './syncActivity.module.css'

/** Who is told of what about a sync, in sentences. */
export function SyncAlerts({ sync }: { sync: Sync }) {
  const session = useQuery(sessionQuery)
  const { intro, texts } = useMemo(
    () => alertTexts(isJsonObject(sync) ? (sync satisfies JsonObject) : {}),
    [sync],
  )
  return (
    <section aria-label="Alerts" className={classes.part}>
      <Title order={2} size="h5">
        Alerts
      </Title>
      {intro && <Text size="sm">{intro}</Text>}
      <ul className={classes.alerts}>
        {/* Two that say the same are told once. */}
        {[...new Set(texts)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        The API does not tell whether one is open now.
      </Text>
      {session.data?.upstream.sandbox && <ToldAlerts syncId={sync.id} />}
    </section>
  )
}

const toldAtMost = 5

/** The alerts that were raised and resolved lately, which the sandbox alone tells. */
function ToldAlerts({ syncId }: { syncId: number }) {
  const events = useQuery(syncEventsQuery(syncId))
  const failure = failureWords(events.error)
  const told = events.data?.filter(isOfAlert).slice(0, toldAtMost)
  return (
    <>
      <Title order={3} size="h6">
        Raised and resolved in the sandbox
      </Title>
      {failure && (
        <Text size="xs" c="var(--sb-warning)">
          These cannot be read. {failure.title}.
        </Text>
      )}
      {told?.length === 0 && (
        <Text size="xs" c="dimmed">
          None yet.
        </Text>
      )}
      {told && told.length > 0 && (
        <ol className={classes.alerts}>
          {told.map((entry) => (
            <ToldAlert key={`${entry.at} ${entry.event.event}`} syncId={syncId} entry={entry} />
          ))}
        </ol>
      )}
    </>
  )
}

function isOfAlert({ event }: SyncEventEntry): boolean {
  return event.event.startsWith('sync.alert.')
}

function ToldAlert({ syncId, entry: { at, event } }: { syncId: number; entry: SyncEventEntry }) {
  const time = timeOf(at)
  const { sync_run_id: runId, message, details } = event
  return (
    <li>
      {event.event === 'sync.alert.resolved' ? 'Resolved' : 'Raised'}{' '}
      {time === undefined ? at : pastWords(time)}
      {message && `: ${message}`}
      {details && (
        <Text size="xs" c="dimmed" className={classes.details}>
          {details}
        </Text>
      )}
      {runId != null && (
        <Anchor component={Link} href={runPath(syncId, runId)} size="xs">
          Run {runId}
        </Anchor>
      )}
    </li>
  )
}
