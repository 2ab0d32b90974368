import { checkSync, type Path, type Problem, type SyncDraft } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useDeferredValue, useMemo, useState, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'wouter'
import { useKnown } from '../api/known.ts'
import { BuilderContext, type Builder } from '../draft/builder.ts'
import { createDraftStore, type DraftStore } from '../draft/draftStore.ts'
import { loadDraft, saveContent } from '../draft/storage.ts'
import { stepOf, steps } from './steps.ts'

/** The wizard over one draft. */
export default function BuilderPage({ draftId, stepId }: { draftId: string; stepId: string }) {
  const loaded = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => loadDraft(draftId),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })
  const stored = typeof loaded.data === 'object' ? loaded.data : undefined
  const store = useMemo(
    () =>
      stored && createDraftStore(stored.draft, stored.savedAt, (draft) => saveNow(draftId, draft)),
    [stored, draftId],
  )
  return store && <Wizard draftId={draftId} stepId={stepId} store={store} />
}

async function saveNow(draftId: string, draft: SyncDraft): Promise<number> {
  const savedAt = Date.now()
  await saveContent(draftId, draft, savedAt)
  return savedAt
}

function Wizard(props: { draftId: string; stepId: string; store: DraftStore }) {
  const { draftId, stepId, store } = props
  const { draft, payload, saved } = useSyncExternalStore(store.subscribe, store.snapshot)
  const [, navigate] = useLocation()
  const [jump, setJump] = useState<{ path: Path }>()
  const known = useKnown(payload)
  // The rules run over the whole payload: they may lag behind a key press, the typing may not.
  const settled = useDeferredValue(payload)
  const problems = useMemo((): Problem[] => checkSync(settled, known), [settled, known])

  const builder = useMemo(
    (): Builder => ({
      draftId,
      draft,
      payload,
      saved,
      known,
      problems,
      store,
      jump,
      jumpTo(path) {
        setJump({ path })
        navigate(`/drafts/${draftId}/${stepOf(path)}`)
      },
    }),
    [draftId, draft, payload, saved, known, problems, store, jump, navigate],
  )
  const step = steps.find(({ id }) => id === stepId) ?? steps[0]!
  return (
    <BuilderContext value={builder}>
      <nav aria-label="Steps">
        {steps.map(({ id, title }) => (
          <Link key={id} href={`/drafts/${draftId}/${id}`}>
            {title}
          </Link>
        ))}
      </nav>
      <main>
        <Suspense fallback={null}>
          <step.Screen />
        </Suspense>
      </main>
      <section aria-label="Payload">
        <pre>{JSON.stringify(payload, null, 2)}</pre>
      </section>
    </BuilderContext>
  )
}
