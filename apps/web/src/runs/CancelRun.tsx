import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cancelRun } from '../api/runs.ts'
import { BusyButton } from '../ui/BusyButton.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { cancelFailure } from './runFailures.ts'

interface CancelRunProps {
  run: SyncRun
  /** Reads the run anew: how it is has changed, or was not what it seemed. */
  onAsked: () => void
}

const askedKey = (runId: number | undefined) => ['run', runId, 'was asked to end']

/** Whether a run was asked to end: it does a little later. */
export function useIsCanceling(run: SyncRun | undefined): boolean {
  // Nothing is read: it is remembered from the asking on, for as long as the run may take to end.
  const asked = useQuery({
    queryKey: askedKey(run?.id),
    queryFn: skipToken,
    gcTime: Infinity,
  })
  return run !== undefined && !isRunOver(run) && (asked.isSuccess || run.canceled === true)
}

/** Cancels a run that goes on, once that is confirmed; nothing where it is over. */
export function CancelRun({ run, onAsked }: CancelRunProps) {
  const [isAsking, setIsAsking] = useState(false)
  const queries = useQueryClient()
  const canceling = useMutation({
    mutationFn: () => cancelRun(run.id),
    onSuccess: () => {
      queries.setQueryData(askedKey(run.id), true)
      setIsAsking(false)
    },
    onSettled: onAsked,
  })
  const isAsked = useIsCanceling(run)
  const failure = cancelFailure(canceling.error)
  const isOver = isRunOver(run)
  const close = () => {
    setIsAsking(false)
    // The button that would get the focus back is gone.
    if (isOver) document.getElementById('main')?.focus()
  }
  // Whoever is asked whether to cancel is told that there is nothing left to cancel.
  if (isOver && !isAsking) return null
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        // Not `disabled`: the focus would be lost with it.
        data-disabled={isAsked || undefined}
        aria-disabled={isAsked}
        onClick={() => !isAsked && setIsAsking(true)}
      >
        {isAsked ? 'Canceling' : 'Cancel run'}
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={`Cancel run ${run.id}`}
        closeButtonProps={{ 'aria-label': 'Let it run and close' }}
      >
        <Stack>
          <Text size="sm">
            {isOver
              ? 'It has ended meanwhile: there is nothing left to cancel.'
              : 'It stops a little later. What it has sent by then stays in the destination; what it has not sent is left to the next run.'}
          </Text>
          {failure && <ErrorNotice {...failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {isOver ? 'Close' : 'Let it run'}
            </Button>
            {!isOver && (
              <BusyButton
                color="red"
                isBusy={canceling.isPending}
                onClick={() => canceling.mutate()}
              >
                Cancel run {run.id}
              </BusyButton>
            )}
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
