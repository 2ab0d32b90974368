import { Alert, Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { isRunOver, type Sync, type SyncRun } from '@sync-builder/schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { runsQuery, triggerSync } from '../api/runs.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { triggerFailure } from './runFailures.ts'
import { runPath } from './runPath.ts'

/** For so long after a run was asked for, a second press is taken for the rest of the first. */
const holdMs = 1_000

/** Asks for runs of a sync, one at a time; `asked` is the run that the API gave last. */
export function useRunNow(syncId: number) {
  const queries = useQueryClient()
  const isAsking = useRef(false)
  const trigger = useMutation({
    mutationFn: (isFull: boolean) => triggerSync(syncId, isFull),
    // Until the run is seen, nobody is to ask for it again. Also after a failure: it may be there.
    onSettled: async () => {
      const { queryKey } = runsQuery(syncId, { byItself: false })
      const held = Promise.withResolvers<void>()
      setTimeout(held.resolve, holdMs)
      await Promise.all([queries.invalidateQueries({ queryKey }), held.promise])
    },
  })
  return {
    ...trigger,
    asked: trigger.data === undefined ? undefined : { id: trigger.data, at: trigger.submittedAt },
    /** Whether it is asked for as a full sync, or was last. */
    isFull: trigger.variables === true,
    run: (isFull: boolean) => {
      // The state of a mutation is told a little later: two clicks can come before.
      if (isAsking.current) return
      isAsking.current = true
      trigger.mutate(isFull, {
        onSettled: () => {
          isAsking.current = false
        },
      })
    },
  }
}

type RunNow = ReturnType<typeof useRunNow>

interface RunButtonsProps {
  sync: Sync
  runNow: RunNow
  /** The run that goes on, if one does. */
  working: SyncRun | undefined
}

/** Starts a run, or one that takes all rows for changed. */
export function RunButtons({ sync, runNow, working }: RunButtonsProps) {
  const [isAskingFull, setIsAskingFull] = useState(false)
  const reasonId = useId()
  const isAppend = sync.operation === 'append'
  const isOff = working !== undefined || runNow.isPending
  // Not `disabled`, nor `loading`: the focus would be lost with it.
  const off = { 'data-disabled': isOff || undefined, 'aria-disabled': isOff }
  return (
    <>
      <Group gap="xs">
        <Button
          size="compact-md"
          {...off}
          title={working && 'A run goes on: one that would start now would be skipped.'}
          onClick={() => !isOff && runNow.run(false)}
        >
          {runNow.isPending && !runNow.isFull ? 'Starting' : 'Run now'}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          {...off}
          {...(isAppend && {
            'data-disabled': true,
            'aria-disabled': true,
            'aria-describedby': reasonId,
          })}
          onClick={() => !isOff && !isAppend && setIsAskingFull(true)}
        >
          {runNow.isPending && runNow.isFull ? 'Starting' : 'Run as full sync'}
        </Button>
      </Group>
      {isAppend && (
        <Text id={reasonId} size="xs" c="dimmed">
          An append cannot be run again in full: each row is sent once.
        </Text>
      )}
      <Modal
        opened={isAskingFull}
        onClose={() => setIsAskingFull(false)}
        title="Run as full sync"
        closeButtonProps={{ 'aria-label': 'Close without a run' }}
      >
        <Stack>
          <Text size="sm">
            All rows of the source count as changed: each is sent again, also those that the
            destination has. That takes as long as a first run, and costs what so many rows cost at
            the warehouse and at the destination.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIsAskingFull(false)} data-autofocus>
              Do not run
            </Button>
            <Button
              onClick={() => {
                setIsAskingFull(false)
                runNow.run(true)
              }}
            >
              Run all rows
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

interface RunNoticeProps {
  syncId: number
  runNow: RunNow
  runs: readonly SyncRun[]
}

/** What became of the run that was asked for, where its row alone does not tell. */
export function RunNotice({ syncId, runNow, runs }: RunNoticeProps) {
  const failure = triggerFailure(runNow.error)
  if (failure) return <ErrorNotice {...failure} onRetry={() => runNow.run(runNow.isFull)} />
  const started = runs.find(({ id }) => id === runNow.asked?.id)
  if (started?.status !== 'skipped') return null
  const working = runs.find((run) => !isRunOver(run))
  return (
    <Alert
      color="yellow"
      role="status"
      title="That run was skipped: another run of this sync was going on"
    >
      <Text size="sm">
        {working ? (
          <>
            <Anchor component={Link} href={runPath(syncId, working.id)} inherit>
              Run {working.id}
            </Anchor>{' '}
            still goes on. Run again when it has ended.
          </>
        ) : (
          'It has ended meanwhile. Run again if it came too early for you.'
        )}
      </Text>
    </Alert>
  )
}
