import { emptyDraft } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isBegun } from '../draft/begunDrafts.ts'
import { neverKept } from '../draft/draftFormat.ts'
import { createDraftStore } from '../draft/draftStore.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { lazyPart } from '../ui/lazyPart.ts'
import { NewSyncWizard } from './NewSyncWizard.tsx'
import { openDraft } from '../draft/openDraft.ts'
import { PageSkeleton } from './PageSkeleton.tsx'

const NoDraft = lazyPart(() => import('./NoDraft.tsx'))
const EditWizard = lazyPart(() => import('./EditWizard.tsx'))

/** The wizard over one draft, or why there is none to show. */
export default function BuilderPage({ draftId, stepId }: { draftId: string; stepId: string }) {
  const loaded = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => openDraft(draftId),
    networkMode: 'always',
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    // A store is no answer to be compared with the one before: it is another one each time.
    structuralSharing: false,
  })
  // Where the browser keeps nothing, one can still build; nothing is saved over what was not read.
  const opened = useMemo(() => {
    if (loaded.isError) {
      return { store: createDraftStore(emptyDraft(), neverKept, refuseToSave), attempt: undefined }
    }
    return typeof loaded.data === 'object' ? loaded.data : undefined
  }, [loaded.isError, loaded.data])
  const reload = () => void loaded.refetch()

  if (opened) {
    // Anew with each reading: a wizard goes with one store.
    const key = `${loaded.dataUpdatedAt} ${loaded.errorUpdatedAt}`
    const frame = {
      draftId,
      stepId,
      store: opened.store,
      notice: loaded.isError && (isBegun(draftId) ? <NothingKept /> : <NotRead onRetry={reload} />),
      onReload: reload,
    }
    const { editedSync } = opened.store.snapshot().local
    return editedSync ? (
      <EditWizard key={key} {...frame} edited={editedSync} />
    ) : (
      <NewSyncWizard key={key} {...frame} attempt={opened.attempt} />
    )
  }
  if (typeof loaded.data === 'string') return <NoDraft draftId={draftId} why={loaded.data} />
  return <PageSkeleton />
}

function refuseToSave(): Promise<never> {
  return Promise.reject(new Error('The draft was not read, so nothing is saved over it'))
}

function NotRead({ onRetry }: { onRetry: () => void }) {
  return (
    <ErrorNotice
      title="This draft could not be read"
      next="The browser did not give it out. What is built here meanwhile is not saved, so that the draft stays as it is."
      onRetry={onRetry}
    />
  )
}

function NothingKept() {
  return (
    <ErrorNotice
      title="This draft will not be kept"
      next="This browser does not let the page keep data: what is built here is gone when the page goes. Allow it for this site, or leave private browsing."
    />
  )
}
