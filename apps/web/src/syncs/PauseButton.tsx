import { Text } from '@mantine/core'
import type { Sync } from '@sync-builder/schema'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiFailure } from '../api/apiFailure.ts'
import { errorWords } from '../api/errorWords.ts'
import { syncQuery, syncsQuery, updateSync } from '../api/syncs.ts'
import { BusyButton } from '../ui/BusyButton.tsx'

/** Pauses a sync, or lets it run again. */
export function PauseButton({ sync, label }: { sync: Sync; label: string }) {
  const queries = useQueryClient()
  const pausing = useMutation({
    mutationFn: (paused: boolean) => updateSync(sync.id, { paused }),
    onSuccess(updated) {
      queries.setQueryData(syncQuery(sync.id).queryKey, updated)
      queries.setQueryData(
        syncsQuery.queryKey,
        (list) =>
          list && {
            ...list,
            items: list.items.map((item) => (item.id === updated.id ? updated : item)),
          },
      )
    },
  })
  const failure = pausing.error instanceof ApiFailure ? errorWords(pausing.error.error) : undefined
  const verb = sync.paused ? 'Resume' : 'Pause'
  const button = (
    <BusyButton
      size="compact-sm"
      variant="default"
      aria-label={`${verb} ${label}`}
      isBusy={pausing.isPending}
      {...(failure && { color: 'red' })}
      onClick={() => pausing.mutate(!sync.paused)}
    >
      {failure ? `${verb} again` : verb}
    </BusyButton>
  )
  if (!failure) return button
  const words = [failure.title, failure.said, failure.next, failure.reference]
  return (
    <>
      {button}
      <Text
        size="xs"
        c="var(--mantine-color-error)"
        role="alert"
        title={words.filter(Boolean).join('. ')}
      >
        {failure.title}
      </Text>
    </>
  )
}
