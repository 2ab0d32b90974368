import { useEffect, useMemo } from 'react'
import { createRecorder, type Recorder } from '../draft/checkpoints.ts'
import type { DraftStore } from '../draft/draftStore.ts'
import type { StepId } from './steps.ts'

/**
 * Keeps versions of the draft to come back to after a reload: when another step is shown, when the
 * page is left, and after many changes in one place.
 */
export function useRecorder(draftId: string, store: DraftStore, step: StepId): Recorder {
  const recorder = useMemo(() => {
    const { saved } = store.snapshot()
    return createRecorder(store, saved.kind === 'saved' ? saved.at : undefined, {
      keep: async (draft, words, at) => {
        const { keepCheckpoint } = await import('../draft/checkpointStorage.ts')
        await keepCheckpoint(draftId, draft, words, at)
      },
      wordsBetween: async (before, after) => {
        const { changeWords } = await import('../draft/changeWords.ts')
        return changeWords(before, after)
      },
      now: () => Date.now(),
    })
  }, [draftId, store])
  useEffect(() => {
    const record = () => void recorder.record()
    document.addEventListener('visibilitychange', record)
    return () => {
      document.removeEventListener('visibilitychange', record)
      record()
      recorder.end()
    }
  }, [recorder])
  useEffect(() => recorder.enter(step), [recorder, step])
  return recorder
}
