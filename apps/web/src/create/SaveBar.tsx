import type { ReactNode } from 'react'
import { ActionBar, failedColor, type StandingWords } from './ActionBar.tsx'
import type { SaveProgress, Saves } from './saves.ts'
import { useSave, type Save } from './useSaves.ts'

/** What the calls under way are called. */
const busyWords: Partial<Record<SaveProgress['kind'], string>> = {
  checking: 'Validating',
  reading: 'Reading the sync again',
  saving: 'Saving the sync',
  looking: 'Looking for the change',
}

/** Why neither action can be taken while the saving stands so. */
const whyNot: Partial<Record<SaveProgress['kind'], string>> = {
  unknown: 'First find out whether the last change arrived',
  gone: 'The sync was deleted',
  'created by the check': 'The check created a sync',
  'changed meanwhile': 'First decide what counts: the sync was changed meanwhile',
}

function standingWords({ progress, verdict, isCurrent }: Save): StandingWords {
  const busy = busyWords[progress.kind]
  if (busy !== undefined) return { text: busy, color: 'dimmed' }
  if (progress.kind === 'saved') return { text: '✓ Sync saved', color: 'var(--sb-success)' }
  if (!verdict) return { text: 'Not validated yet', color: 'dimmed' }
  if (!isCurrent) return { text: 'Changed since it was validated', color: 'dimmed' }
  if (verdict.kind === 'valid') {
    return { text: '✓ Validated for this payload', color: 'var(--sb-success)' }
  }
  if (verdict.call !== 'check') return { text: 'Sync not saved', color: failedColor }
  return { text: verdict.kind === 'refused' ? 'Not valid' : 'Not validated', color: failedColor }
}

interface SaveBarProps {
  saves: Saves
  blocking: number
  children: ReactNode
}

/** The bar of a draft that changes a stored sync. */
export function SaveBar({ saves, blocking, children }: SaveBarProps) {
  const save = useSave(saves)
  const { progress, change } = save
  const isEmpty = Object.keys(change).length === 0
  return (
    <ActionBar
      words={standingWords(save)}
      isBusy={busyWords[progress.kind] !== undefined}
      onStopValidating={progress.kind === 'checking' ? saves.stopValidating : undefined}
      whyNot={whyNot[progress.kind]}
      blocking={blocking}
      onValidate={save.validate}
      final={{
        name: 'Validate and save',
        whyNot: isEmpty ? 'Nothing differs from the stored sync' : undefined,
        onPress: save.validateAndSave,
      }}
    >
      {children}
    </ActionBar>
  )
}
