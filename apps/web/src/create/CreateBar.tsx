import type { ReactNode } from 'react'
import { ActionBar, failedColor, type StandingWords } from './ActionBar.tsx'
import type { Attempts, Progress, Verdict } from './attempt.ts'
import { useCreate, type Create } from './useCreate.ts'

/** What was said of a payload that is still the one on the screen. */
function verdictWords(verdict: Verdict): StandingWords {
  switch (verdict.kind) {
    case 'valid':
      return { text: '✓ Validated for this payload', color: 'var(--sb-success)' }
    case 'refused':
      return { text: verdict.call === 'check' ? 'Not valid' : 'Refused', color: failedColor }
    case 'failed':
      return {
        text: verdict.call === 'check' ? 'Not validated' : 'Not created',
        color: failedColor,
      }
  }
}

function standingWords({ verdict, isCurrent, progress }: Create): StandingWords {
  if (progress.kind === 'checking') return { text: 'Validating', color: 'dimmed' }
  if (progress.kind === 'creating') return { text: 'Creating the sync', color: 'dimmed' }
  if (progress.kind === 'created by the check') return { text: 'Created', color: 'dimmed' }
  if (!verdict) return { text: 'Not validated yet', color: 'dimmed' }
  if (!isCurrent) return { text: 'Changed since it was validated', color: 'dimmed' }
  return verdictWords(verdict)
}

/** Why neither action can be taken while an attempt to create stands so. */
const attemptWords: Partial<Record<Progress['kind'], string>> = {
  unknown: 'First find out how the last attempt ended',
  created: 'This draft is created already',
  'created before': 'This draft is created already',
  'created by the check': 'This draft is created already',
}

interface CreateBarProps {
  attempts: Attempts
  blocking: number
  children: ReactNode
}

/** The bar of a draft that becomes a new sync. */
export function CreateBar({ attempts, blocking, children }: CreateBarProps) {
  const create = useCreate(attempts)
  const { progress } = create
  return (
    <ActionBar
      words={standingWords(create)}
      isBusy={progress.kind === 'checking' || progress.kind === 'creating'}
      onStopValidating={progress.kind === 'checking' ? create.stopValidating : undefined}
      whyNot={attemptWords[progress.kind]}
      blocking={blocking}
      onValidate={create.validate}
      final={{ name: 'Validate and create', onPress: create.validateAndCreate }}
    >
      {children}
    </ActionBar>
  )
}
