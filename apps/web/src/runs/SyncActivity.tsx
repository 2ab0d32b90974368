import { Alert, Skeleton, Stack, Text, Title } from '@mantine/core'
import { isRunOver, type Sync } from '@sync-builder/schema'
import { failureWords } from '../api/failureWords.ts'
import { unreadableOf, type HeldRuns } from '../api/runsHeld.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { useNow } from '../ui/useNow.ts'
import { CancelRun, useIsCanceling } from './CancelRun.tsx'
import { outlookWords } from './nextStarts.ts'
import { NextStarts } from './NextStarts.tsx'
import { ReadTime } from './ReadTime.tsx'
import { RunButtons, RunNotice, useRunNow } from './RunNow.tsx'
import { countText } from './runOutcome.ts'
import { RunPicture } from './RunPicture.tsx'
import { RunTable } from './RunTable.tsx'
import { StateCard } from './StateCard.tsx'
import { SyncAlerts } from './SyncAlerts.tsx'
import classes from './syncActivity.module.css'
import { syncState, tellingRun } from './syncState.ts'
import { useRuns } from './useRuns.ts'

/** How a sync is, its runs, and the way to one more. */
export default function SyncActivity({ sync }: { sync: Sync }) {
  const runNow = useRunNow(sync.id)
  const { held, newest, older, readOlder } = useRuns(sync, runNow.asked)
  const now = useNow()
  const telling = held && (tellingRun(held.runs) ?? null)
  const state = syncState(sync, telling, useIsCanceling(telling ?? undefined))
  const working = telling && !isRunOver(telling) ? telling : undefined
  const failure = failureWords(newest.error)
  const readAgain = () => void newest.refetch()
  return (
    <>
      <StateCard
        syncId={sync.id}
        state={state}
        outlook={held?.runs.length === 0 ? outlookWords(sync, new Date(now)) : undefined}
        actions={
          <>
            <RunButtons sync={sync} runNow={runNow} working={working} />
            {telling && <CancelRun key={telling.id} run={telling} onAsked={readAgain} />}
            {sync.paused && (
              <Text size="xs" c="dimmed">
                Only what starts it by itself is paused: it can still be run.
              </Text>
            )}
          </>
        }
      >
        {held && <ReadTime readAt={newest.dataUpdatedAt} failure={failure} onRetry={readAgain} />}
      </StateCard>
      <RunNotice syncId={sync.id} runNow={runNow} runs={held?.runs ?? []} />
      <div className={classes.columns}>
        <section aria-label="Runs" className={classes.runs}>
          <Title order={2} size="h5">
            Runs{held && held.runs.length > 0 && ` (${countOf(held)})`}
          </Title>
          {held ? (
            <HeldRunsView
              syncId={sync.id}
              held={held}
              readAt={newest.dataUpdatedAt}
              older={{
                isReading: older.isPending,
                error: failureWords(older.error),
                onRead: readOlder,
              }}
            />
          ) : failure ? (
            <ErrorNotice {...failure} onRetry={readAgain} />
          ) : (
            <Stack gap="xs" role="status" aria-label="Reading the runs">
              <Skeleton height={112} />
              <Skeleton height={240} />
            </Stack>
          )}
        </section>
        <div className={classes.aside}>
          <NextStarts sync={sync} now={now} />
          <SyncAlerts sync={sync} />
        </div>
      </div>
    </>
  )
}

interface HeldRunsViewProps {
  syncId: number
  held: HeldRuns
  /** When the newest were read, in ms since the epoch. */
  readAt: number
  older: Parameters<typeof RunTable>[0]['older']
}

function HeldRunsView({ syncId, held, readAt, older }: HeldRunsViewProps) {
  const { runs, total, isWhole } = held
  const unreadable = unreadableOf(held)
  return (
    <>
      {unreadable > 0 && (
        <Alert color="yellow">
          {unreadable === 1 ? '1 run' : `${countText(unreadable)} runs`} could not be read: the API
          wrote {unreadable === 1 ? 'it' : 'them'} in a form that is not known here.
        </Alert>
      )}
      {runs.length === 0 && unreadable === 0 && (
        <Text size="sm" c="dimmed">
          None yet. What each run found, sent and could not send will stand here.
        </Text>
      )}
      {runs.length > 0 && (
        <>
          <RunPicture syncId={syncId} runs={runs} now={readAt} />
          <RunTable
            syncId={syncId}
            runs={runs}
            now={readAt}
            total={total}
            isWhole={isWhole}
            older={older}
          />
        </>
      )}
    </>
  )
}

function countOf({ runs, total, isWhole }: HeldRuns): string {
  if (total !== undefined) return countText(total)
  return isWhole ? countText(runs.length) : `${countText(runs.length)} and more`
}
