import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { runChangesQuery } from '../api/sandbox.ts'
import { sessionQuery } from '../api/session.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Ledger } from '../ui/Ledger.tsx'
import { ReadingState } from '../ui/ReadingState.tsx'
import { ChangedRecords } from './ChangedRecords.tsx'
import classes from './runChanges.module.css'
import { runOutcome } from './runOutcome.ts'
import { changeLines, changesFailure, shownWords } from './runChangesWords.ts'
import { useWhenLeft } from './useWhenLeft.ts'
import { WrittenFiles } from './WrittenFiles.tsx'

/** What a run has changed in its destination, on demand; the sandbox alone can tell. */
export function RunChanges({ run }: { run: SyncRun }) {
  const id = useId()
  const session = useQuery(sessionQuery)
  const { kind } = runOutcome(run)
  if (!session.data || kind === 'skipped' || kind === 'queued') return null
  return (
    <section aria-labelledby={`${id}-title`}>
      <Title order={2} size="h5" mb={4} id={`${id}-title`}>
        What this run changed
      </Title>
      <Answer run={run} isSandbox={session.data.upstream.sandbox} />
    </section>
  )
}

function Answer({ run, isSandbox }: { run: SyncRun; isSandbox: boolean }) {
  if (!isSandbox) {
    return (
      <Text size="sm" c="dimmed">
        The API does not tell what a run has changed in its destination: look there, or at the
        records above.
      </Text>
    )
  }
  if (!isRunOver(run)) {
    return (
      <Text size="sm" c="dimmed">
        Told once the run is over.
      </Text>
    )
  }
  return <Asked key={run.id} runId={run.id} />
}

function Asked({ runId }: { runId: number }) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  useWhenLeft(() => setIsOpen(false))
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        The sandbox compares the destination before and after. Its records are customer data: read
        when you ask for them, kept nowhere.
      </Text>
      <Button
        ref={toggle}
        variant="default"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? 'Hide what it changed' : 'Show what it changed'}
      </Button>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Changes runId={runId} />}
      </div>
    </>
  )
}

function Changes({ runId }: { runId: number }) {
  const changes = useQuery(runChangesQuery(runId))
  const failure = changesFailure(changes.error)
  const told = changes.data
  const panel = useRef<HTMLDivElement>(null)
  // Asked for at the lower edge of the window, it would come unseen.
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <Stack gap="sm" ref={panel} className={classes.panel}>
      {changes.isPending && <Skeleton height={320} />}
      <ReadingState
        what="what the run changed"
        isLoading={changes.isPending}
        error={undefined}
        onRetry={() => undefined}
      />
      {failure?.kind === 'failed' && (
        <ErrorNotice {...failure.words} onRetry={() => void changes.refetch()} />
      )}
      {failure?.kind === 'none' && (
        <Alert
          color="gray"
          variant="light"
          icon={<IconInfoCircle aria-hidden />}
          title={failure.title}
        >
          <Text size="sm">{failure.text}</Text>
        </Alert>
      )}
      {told?.destination_before != null && (
        <div className={classes.numbers}>
          <Ledger label={`Destination: ${told.object}`} lines={changeLines(told)} />
        </div>
      )}
      <Text role="status" size="sm" fw={600} className={classes.shown}>
        {told && shownWords(told)}
      </Text>
      {told && told.records.length > 0 && <ChangedRecords records={told.records} />}
      {told && told.files.length > 0 && <WrittenFiles files={told.files} />}
    </Stack>
  )
}
