import { MantineProvider } from '@mantine/core'
import { fromCreateSync, type JsonObject, type SyncContext } from '@sync-builder/schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { render } from 'vitest-browser-react'
import { BuilderContext, type Builder } from '../src/draft/builder.ts'
import { createDraftStore, type DraftStore } from '../src/draft/draftStore.ts'
import { useJudgement } from '../src/draft/useJudgement.ts'
import { useSettled } from '../src/draft/useSettled.ts'
import { cssVariables, theme } from '../src/ui/theme.ts'

interface HarnessProps {
  queries: QueryClient
  store: DraftStore
  known: SyncContext
  children: ReactNode
}

/** A builder around one part of the wizard, as the frame makes it. */
function BuilderHarness({ queries, store, known, children }: HarnessProps) {
  const { draft, payload } = useSyncExternalStore(store.subscribe, store.snapshot)
  const [jump, setJump] = useState<Builder['jump']>()
  const { problems, applyFix } = useJudgement(store, useSettled(store).payload, known)
  const builder = useMemo(
    (): Builder => ({
      draftId: 'draft',
      draft,
      payload,
      known,
      problems,
      applyFix,
      store,
      jump,
      jumpTo: (path) => setJump({ path }),
    }),
    [draft, payload, known, problems, applyFix, store, jump],
  )
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={queries}>
        <BuilderContext value={builder}>{children}</BuilderContext>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** Draws `children` over a draft of `payload` and gives the draft's store; `queries` may hold answers. */
export async function renderInBuilder(
  payload: JsonObject,
  children: ReactNode,
  known: SyncContext = {},
  queries = new QueryClient(),
): Promise<DraftStore> {
  const store = createDraftStore(fromCreateSync(payload), 0, () => Promise.resolve(0))
  await render(
    <BuilderHarness queries={queries} store={store} known={known}>
      {children}
    </BuilderHarness>,
  )
  return store
}
