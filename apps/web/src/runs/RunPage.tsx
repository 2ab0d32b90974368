import { Anchor, Code, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { isRunOver, syncLabel, type SyncRun } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ApiFailure } from '../api/apiFailure.ts'
import { failureWords } from '../api/failureWords.ts'
import { runQuery } from '../api/runs.ts'
import { syncQuery } from '../api/syncs.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { CancelRun } from './CancelRun.tsx'
import { OutcomeBadge } from './OutcomeBadge.tsx'
import { ReadTime } from './ReadTime.tsx'
import { RecordSection } from './RecordSection.tsx'
import { RunChanges } from './RunChanges.tsx'
import { RunCounts } from './RunCounts.tsx'
import { RunError } from './RunError.tsx'
import { RunFacts } from './RunFacts.tsx'
import { runOutcome } from './runOutcome.ts'
import { RunSteps } from './RunSteps.tsx'
import classes from './runPage.module.css'
import { runPath } from './runPath.ts'
import { stepWords } from './stepWords.ts'

interface RunPageProps {
  syncId: number
  runId: number
}

/** One run of a sync: what it did, and why it did not. */
export default function RunPage({ syncId, runId }: RunPageProps) {
  const run = useQuery(runQuery(runId))
  const sync = useQuery(syncQuery(syncId))
  const label = syncLabel(sync.data ?? { id: syncId })
  useEffect(() => {
    document.title = `Run ${runId} of ${label} · Sync Builder`
  }, [runId, label])

  // What was read before a failure is still what there is, unless the run is gone.
  const isShown = run.data !== undefined && !isUnknown(run.error)
  const isLive = isShown && !isRunOver(run.data)
  return (
    <Container size="lg" py="lg" w="100%" component="main" id="main" tabIndex={-1}>
      <Stack gap="lg">
        <Anchor component={Link} href={`/syncs/${syncId}`} size="sm" className={classes.back}>
          {label}
        </Anchor>
        {isShown ? (
          <RunHead
            run={run.data}
            readAt={run.dataUpdatedAt}
            error={run.error}
            onRead={() => void run.refetch()}
          />
        ) : (
          <Title order={1} size="h2">
            Run {runId}
          </Title>
        )}
        {run.error && !isLive && (
          <RunReadError id={runId} error={run.error} onRetry={() => void run.refetch()} />
        )}
        {isShown && <RunParts syncId={syncId} run={run.data} />}
        {run.isPending && (
          <Stack aria-busy aria-label="Reading the run">
            <Skeleton height={112} />
            <Skeleton height={200} />
          </Stack>
        )}
      </Stack>
    </Container>
  )
}

function RunReadError(props: { id: number; error: Error; onRetry: () => void }) {
  const { id, error, onRetry } = props
  const failure = failureWords(error)
  if (!failure || isUnknown(error)) {
    return (
      <ErrorNotice
        title={`There is no run ${id}`}
        next="Its sync may have been deleted, or belong to another workspace."
      />
    )
  }
  return <ErrorNotice {...failure} onRetry={onRetry} />
}

function isUnknown(error: Error | null): boolean {
  return error instanceof ApiFailure && error.error.kind === 'refused' && error.error.status === 404
}

interface RunHeadProps {
  run: SyncRun
  /** In ms since the epoch. */
  readAt: number
  error: Error | null
  onRead: () => void
}

function RunHead({ run, readAt, error, onRead }: RunHeadProps) {
  const outcome = runOutcome(run)
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Title order={1} size="h2">
          Run {run.id}
        </Title>
        <Group gap="xs" mt={4}>
          <Group gap="xs" role="status">
            <OutcomeBadge outcome={outcome} />
            {outcome.kind === 'working' && run.current_step && (
              <Text size="sm" c="dimmed">
                {stepWords(run.current_step)}
              </Text>
            )}
          </Group>
          <Code>{run.canceled ? `${run.status}, canceled` : run.status}</Code>
        </Group>
        {!isRunOver(run) && (
          <ReadTime readAt={readAt} failure={failureWords(error)} onRetry={onRead} />
        )}
      </div>
      <CancelRun run={run} onAsked={onRead} />
    </Group>
  )
}

function RunParts({ syncId, run }: { syncId: number; run: SyncRun }) {
  const isOfAnother = run.sync_id != null && run.sync_id !== syncId
  if (isOfAnother) {
    return (
      <Text size="sm">
        This is a run of another sync:{' '}
        <Anchor component={Link} href={runPath(run.sync_id ?? syncId, run.id)} inherit>
          open it there
        </Anchor>
        .
      </Text>
    )
  }
  return (
    <>
      <RunError run={run} syncId={syncId} />
      <RunFacts run={run} />
      <RunSteps run={run} />
      <RunCounts run={run} />
      <RecordSection run={run} />
      <RunChanges run={run} />
    </>
  )
}
