import { Text } from '@mantine/core'
import { Suspense, useEffect, useMemo } from 'react'
import { useLocation } from 'wouter'
import { CreateBar } from '../create/CreateBar.tsx'
import { Outcome } from '../create/Outcome.tsx'
import { useAttempts, useStanding } from '../create/useCreate.ts'
import type { CandidatesProps } from '../create/Candidates.tsx'
import type { CreateAttempt } from '../draft/draftFormat.ts'
import { lazyPart } from '../ui/lazyPart.ts'
import type { Ending } from './ending.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { PartFailure } from './PageFailure.tsx'
import { Wizard, type WizardProps } from './Wizard.tsx'

const Candidates = lazyPart(() => import('../create/Candidates.tsx'))

interface NewSyncWizardProps extends Omit<WizardProps, 'ending'> {
  /** The create that this draft was left with, if any. */
  attempt: CreateAttempt | undefined
}

/** The wizard over a draft that becomes a new sync. */
export function NewSyncWizard({ attempt, ...frame }: NewSyncWizardProps) {
  const attempts = useAttempts(frame.draftId, frame.store, attempt)
  const { progress, verdict } = useStanding(attempts)
  const [, navigate] = useLocation()
  useEffect(() => {
    if (progress.kind === 'created') navigate(`/syncs/${progress.syncId}`)
  }, [progress, navigate])
  const ending = useMemo(
    (): Ending => ({
      title: 'New sync',
      refused: verdict?.kind === 'refused' ? verdict : undefined,
      outcome: <Outcome attempts={attempts} renderCandidates={renderCandidates} />,
      renderBar: (parts) => <CreateBar attempts={attempts} {...parts} />,
    }),
    [attempts, verdict],
  )
  return <Wizard {...frame} ending={ending} />
}

function renderCandidates(props: CandidatesProps) {
  return (
    <ErrorBoundary place="candidates" Fallback={PartFailure}>
      <Suspense fallback={<Text size="sm">Reading the list of syncs</Text>}>
        <Candidates {...props} />
      </Suspense>
    </ErrorBoundary>
  )
}
