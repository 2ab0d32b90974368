import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { useMutation, useMutationState } from '@tanstack/react-query'
import { useState } from 'react'
import { cancelRun } from '../api/runs.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { cancelFailure } from './runFailures.ts'

interface CancelRunProps {
  run: SyncRun
  /** Reads the run anew: how it is has changed, or was not what it seemed. */
  onAsked: () => void
}

const cancelKey = (id: number) => ['cancel run', id]

/** Whether a run was asked to end: it does a little later. */
export function useIsCanceling(run: SyncRun | undefined): boolean {
  const asked = useMutationState({
    filters: { mutationKey: cancelKey(run?.id ?? 0), exact: true, status: 'success' },
  })
  return run !== undefined && !isRunOver(run) && (asked.length > 0 || run.canceled === true)
}

/** Cancels a run that goes on, once that is confirmed; nothing where it is over. */
export function CancelRun({ run, onAsked }: CancelRunProps) {
  const [isAsking, setIsAsking] = useState(false)
  const canceling = useMutation({
    mutationKey: cancelKey(run.id),
    // As long as the run may take to end.
    gcTime: Infinity,
    mutationFn: () => cancelRun(run.id),
    onSuccess: () => setIsAsking(false),
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
              <Button color="red" loading={canceling.isPending} onClick={() => canceling.mutate()}>
                Cancel run {run.id}
              </Button>
            )}
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
