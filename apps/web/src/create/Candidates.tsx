import { Anchor, Button, Group, List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { syncsQuery } from '../api/syncs.ts'
import type { CreateAttempt } from '../draft/draftFormat.ts'
import { candidateWords, findCandidates } from './candidates.ts'
import type { Create } from './useCreate.ts'

export interface CandidatesProps {
  attempt: CreateAttempt
  create: Create
}

/** The syncs that an attempt with unknown outcome may have created, and what to make of them. */
export default function Candidates({ attempt, create }: CandidatesProps) {
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
                  {sync.label?.trim() || 'Sync without a label'} ({sync.id})
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
