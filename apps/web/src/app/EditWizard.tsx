import { Anchor, Skeleton, Text } from '@mantine/core'
import {
  asNewSync,
  fromStoredSync,
  patchOf,
  syncLabel,
  type JsonObject,
  valueAt,
  type Side,
} from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useCallback, useEffect, useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import { destinationsQuery } from '../api/metadata.ts'
import { SaveBar } from '../create/SaveBar.tsx'
import { SaveOutcome } from '../create/SaveOutcome.tsx'
import { useSaves, useSaveStanding } from '../create/useSaves.ts'
import { objectOf, type EditedSync } from '../draft/editedSync.ts'
import { newDraft } from '../draft/newDraft.ts'
import { useBuilder } from '../draft/builder.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import Changes from '../editing/Changes.tsx'
import { lazyPart } from '../ui/lazyPart.ts'
import { pastWords } from '../ui/moments.ts'
import type { Ending } from './ending.ts'
import { Wizard, type WizardProps } from './Wizard.tsx'
import type { SaveProgress, Saves } from '../create/saves.ts'

const MergeChoice = lazyPart(() => import('../editing/MergeChoice.tsx'))

interface EditWizardProps extends Omit<WizardProps, 'ending'> {
  /** The sync, as it was when the draft was opened. */
  edited: EditedSync
}

/** The wizard over a draft that changes a stored sync. */
export default function EditWizard({ edited, ...frame }: EditWizardProps) {
  const { draftId, store } = frame
  const saves = useSaves(draftId, store, edited)
  const { progress, verdict, base, readAt } = useSaveStanding(saves)
  const [, navigate] = useLocation()
  useEffect(() => {
    if (progress.kind === 'saved' && progress.isAll) navigate(`/syncs/${edited.id}`)
  }, [progress, navigate, edited.id])
  const destinations = useQuery(destinationsQuery)
  const connectionId = valueAt(base, ['destination_attributes', 'connection_id'])
  const type = destinations.data?.items.find(({ id }) => id === connectionId)?.type
  const label = labelOf(edited)

  const changeOf = useCallback((payload: JsonObject) => patchOf(base, payload), [base])
  const ending = useMemo(
    (): Ending => ({
      title: `Editing ${label}`,
      heading: <Heading syncId={edited.id} label={label} readAt={readAt} />,
      refused: verdict?.kind === 'refused' ? verdict : undefined,
      outcome: <EditOutcome saves={saves} syncId={edited.id} store={store} />,
      renderBar: (parts) => <SaveBar saves={saves} {...parts} />,
      changes: <Changes base={base} />,
      changeOf,
      stored: { id: edited.id, request: base, ...(type && { destinationType: type }) },
    }),
    [saves, verdict, base, changeOf, readAt, edited.id, label, type, store],
  )
  return <Wizard {...frame} ending={ending} />
}

function labelOf({ id, base }: EditedSync): string {
  return syncLabel({ id, label: objectOf(base).label })
}

function Heading({ syncId, label, readAt }: { syncId: number; label: string; readAt: number }) {
  return (
    <Text size="sm" lineClamp={2} title={label}>
      Editing{' '}
      <Anchor
        component={Link}
        href={`/syncs/${syncId}`}
        size="sm"
        fw={600}
        underline="always"
        // What is beside the line is cut off.
        style={{ outlineOffset: 0 }}
      >
        {label}
      </Anchor>{' '}
      <Text span size="xs" c="dimmed">
        sync {syncId}, as read at {pastWords(readAt)}
      </Text>
    </Text>
  )
}

function EditOutcome({
  saves,
  syncId,
  store,
}: {
  saves: Saves
  syncId: number
  store: DraftStore
}) {
  return (
    <SaveOutcome
      saves={saves}
      syncId={syncId}
      onMakeNew={() => newDraft(asNewSync(store.snapshot().draft))}
      renderChoice={(progress) => <Choice progress={progress} saves={saves} />}
    />
  )
}

interface ChoiceProps {
  progress: SaveProgress & { kind: 'changed meanwhile' }
  saves: Saves
}

function Choice({ progress, saves }: ChoiceProps) {
  const { payload } = useBuilder()
  const { base } = useSaveStanding(saves)
  const { theirs, readAt } = progress
  const request = useMemo(() => fromStoredSync(theirs), [theirs])
  return (
    <Suspense fallback={<Skeleton height={240} role="status" aria-label="Loading both changes" />}>
      <MergeChoice
        base={base}
        mine={payload}
        theirs={request}
        readAt={readAt}
        onDecide={(choices: ReadonlyMap<string, Side>) => {
          saves.decide(choices)
          // The button that was pressed goes with the panel.
          document.getElementById('main')?.focus()
        }}
      />
    </Suspense>
  )
}
