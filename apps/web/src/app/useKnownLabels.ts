import { useEffect } from 'react'
import { useSettledBuilder } from '../draft/builder.ts'
import type { DraftSummary } from '../draft/draftFormat.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import { useSourceNames } from '../source/useSourceNames.ts'

/** Keeps beside the draft what the API calls its two ends: the list of drafts asks for nothing. */
export function useKnownLabels(store: DraftStore, { source, object }: DraftSummary): void {
  const { payload, known } = useSettledBuilder()
  const { name } = useSourceNames(payload)
  const label = known.object?.full_name === object ? known.object?.label : undefined
  useEffect(() => {
    const { labels = {}, editedSync } = store.snapshot().local
    // A stored sync has a label of its own.
    if (editedSync) return
    const found: Record<string, string> = {}
    for (const [word, now] of [
      [source, name],
      [object, label],
    ] as const) {
      const said = word === undefined ? undefined : now || labels[word]
      if (word !== undefined && said && said !== word) found[word] = said
    }
    if (JSON.stringify(found) !== JSON.stringify(labels)) store.keepLocal({ labels: found })
  }, [store, source, name, object, label])
}
