import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { errorWords } from '../api/errorWords.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import type { Attempts } from './attempt.ts'
import type { CandidatesProps } from './Candidates.tsx'
import { CreatedBefore } from './CreatedBefore.tsx'
import { InSight } from './InSight.tsx'
import { useCreate, type Create } from './useCreate.ts'

interface OutcomeProps {
  attempts: Attempts
  /** Helps to find what an attempt may have created: few ever need it, so it loads then. */
  renderCandidates: (props: CandidatesProps) => ReactNode
}

/** What the operator must know of the last call, above the step; nothing when all is well. */
export function Outcome({ attempts, renderCandidates }: OutcomeProps) {
  const create = useCreate(attempts)
  const told = outcomeOf(create, renderCandidates)
  return told && <InSight key={create.progress.kind}>{told}</InSight>
}

function outcomeOf(create: Create, renderCandidates: OutcomeProps['renderCandidates']) {
  const { progress, verdict, isCurrent } = create
  switch (progress.kind) {
    case 'unknown':
      return (
        <UnknownOutcome
          attempt={progress.attempt}
          create={create}
          renderCandidates={renderCandidates}
        />
      )
    // Seen when one comes back before the page of the sync was there.
    case 'created':
    case 'created before':
      return <CreatedBefore syncId={progress.syncId} />
    case 'created by the check':
      return (
        <Alert color="yellow" title="The check itself created a sync">
          <Text size="sm">
            The API answered the check with a sync that exists. Nothing else was sent, and this
            draft creates no other.{' '}
            <Anchor component={Link} href={`/syncs/${progress.syncId}`}>
              Open sync {progress.syncId}
            </Anchor>
          </Text>
        </Alert>
      )
    case 'never sent':
      return (
        <ErrorNotice
          title="The sync was not created"
          next="The page closed, or the connection broke, before the create reached Sync Builder. Nothing was sent to the API."
          onRetry={create.validateAndCreate}
        />
      )
    case 'not kept':
      return (
        <ErrorNotice
          title="Nothing was sent"
          next="The browser could not keep the key that protects against creating the sync twice. Free some storage or allow this site to keep data, then try again."
          onRetry={create.validateAndCreate}
        />
      )
    case 'creating':
      return (
        <Alert color="gray" title="Creating the sync" role="status">
          <Text size="sm">
            The API may inspect the destination first, which can take minutes. You can close this
            page: the sync is created once, and this draft shows how it ended.
          </Text>
          {progress.error && (
            <Text size="sm">{errorWords(progress.error).title}. Still asking.</Text>
          )}
        </Alert>
      )
    case 'checking':
      return null
    case 'idle':
      if (!verdict || verdict.kind === 'valid' || !isCurrent) return null
      return (
        <ErrorNotice
          {...errorWords(verdict.error)}
          onRetry={verdict.call === 'check' ? create.validate : create.validateAndCreate}
        />
      )
  }
}

interface UnknownOutcomeProps extends CandidatesProps {
  renderCandidates: OutcomeProps['renderCandidates']
}

function UnknownOutcome({ attempt, create, renderCandidates }: UnknownOutcomeProps) {
  const [isLooking, setIsLooking] = useState(false)
  return (
    <Alert color="yellow" title="It is not known whether the sync was created">
      <Stack gap="xs">
        <Text size="sm">
          The create was sent, and no answer came that says how it ended. It is not sent again by
          itself: that could make a second sync. Look for it first.
        </Text>
        {isLooking ? (
          renderCandidates({ attempt, create })
        ) : (
          <Group>
            <Button size="xs" onClick={() => setIsLooking(true)}>
              Look for the sync
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}
