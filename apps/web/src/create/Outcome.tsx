import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { errorWords } from '../api/errorWords.ts'
import { syncsQuery } from '../api/syncs.ts'
import type { CreateAttempt } from '../draft/draftFormat.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import type { Attempts } from './attempt.ts'
import { candidateWords, findCandidates } from './candidates.ts'
import { CreatedBefore } from './CreatedBefore.tsx'
import { InSight } from './InSight.tsx'
import { useCreate, type Create } from './useCreate.ts'

/** What the operator must know of the last call, above the step; nothing when all is well. */
export function Outcome({ attempts }: { attempts: Attempts }) {
  const create = useCreate(attempts)
  const told = outcomeOf(create)
  return told && <InSight key={create.progress.kind}>{told}</InSight>
}

function outcomeOf(create: Create) {
  const { progress, verdict, isCurrent } = create
  switch (progress.kind) {
    case 'unknown':
      return <UnknownOutcome attempt={progress.attempt} create={create} />
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

interface AttemptProps {
  attempt: CreateAttempt
  create: Create
}

function UnknownOutcome({ attempt, create }: AttemptProps) {
  const [isLooking, setIsLooking] = useState(false)
  return (
    <Alert color="yellow" title="It is not known whether the sync was created">
      <Stack gap="xs">
        <Text size="sm">
          The create was sent, and no answer came that says how it ended. It is not sent again by
          itself: that could make a second sync. Look for it first.
        </Text>
        {isLooking ? (
          <Candidates attempt={attempt} create={create} />
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

function Candidates({ attempt, create }: AttemptProps) {
  const syncs = useQuery({ ...syncsQuery, staleTime: 0, refetchOnMount: 'always' })
  if (syncs.isFetching) return <Text size="sm">Reading the list of syncs</Text>
  if (syncs.error) {
    return (
      <Group>
        <Text size="sm">The list of syncs could not be read.</Text>
        <Button size="xs" variant="default" onClick={() => void syncs.refetch()}>
          Try again
        </Button>
      </Group>
    )
  }
  const found = findCandidates(syncs.data?.items ?? [], attempt.payload, attempt.startedAt)
  return (
    <>
      <Text size="sm">{candidateWords(found.length, syncs.data?.unreadable ?? 0)}</Text>
      {found.length > 0 && (
        <List size="sm">
          {found.map((sync) => (
            <List.Item key={sync.id}>
              <Group gap="xs">
                <Anchor
                  component={Link}
                  href={`/syncs/${sync.id}`}
                  size="sm"
                  c="inherit"
                  underline="always"
                >
                  {sync.label ?? 'Sync without a label'} ({sync.id})
                </Anchor>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Sync ${sync.id} is it`}
                  onClick={() => create.recognise(sync.id)}
                >
                  This is it
                </Button>
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      <Group>
        <Button size="xs" variant="default" onClick={() => void syncs.refetch()}>
          Look again
        </Button>
        <Button size="xs" variant="default" onClick={create.giveUpAttempt}>
          {found.length === 0 ? 'It was not created' : 'None of these is it'}
        </Button>
      </Group>
    </>
  )
}
