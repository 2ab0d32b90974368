import type { Column, DestinationObject } from '@sync-builder/schema'
import { startTransition, useEffect, useState } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import { inSlices } from '../../draft/inSlices.ts'
import { proposing, type Proposal } from './proposals.ts'
import { indexSynonyms, type SynonymGroups } from './synonyms.ts'

type State =
  | { kind: 'working' }
  | { kind: 'ready'; proposals: readonly Proposal[] }
  | { kind: 'failed'; error: unknown }

/**
 * What auto-map proposes for columns and fields; undefined while it is working for the first time.
 * Rows that come later only take from it: see `openProposals`.
 */
export function useProposals(
  columns: readonly Column[] | undefined,
  object: DestinationObject | undefined,
  groups: SynonymGroups,
): readonly Proposal[] | undefined {
  const { store } = useBuilder()
  const [state, setState] = useState<State>({ kind: 'working' })
  useEffect(() => {
    if (!columns || !object) return undefined
    const controller = new AbortController()
    const { draft, payload } = store.snapshot()
    const steps = proposing({
      columns,
      object,
      operation: typeof payload.operation === 'string' ? payload.operation : undefined,
      rows: draft.rows,
      synonyms: indexSynonyms(groups),
    })
    inSlices(steps, controller.signal).then(
      // Drawing them is sliced as well.
      (proposals) => startTransition(() => setState({ kind: 'ready', proposals })),
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ kind: 'failed', error })
      },
    )
    return () => controller.abort()
  }, [store, columns, object, groups])
  // What cannot go wrong has gone wrong: the screen around it knows what to say.
  if (state.kind === 'failed') throw state.error
  return state.kind === 'ready' ? state.proposals : undefined
}
