import { Alert, Anchor, Badge, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { isJsonObject } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { syncsQuery } from '../api/syncs.ts'
import { useBuilder, useFact } from '../draft/builder.ts'
import type { DraftLocal } from '../draft/draftLocal.ts'
import { otherSyncsOf, type OtherSync } from './otherSyncs.ts'

/** So many fields are named, and so many syncs shown at first. */
const mostFields = 4
const mostShown = 5

/** What else in the workspace writes where this sync will; nothing of it keeps one from creating. */
export function OtherSyncs() {
  const { payload, store } = useBuilder()
  const ownId = useFact(store, ({ local }) => storedIdOf(local))
  const syncs = useQuery(syncsQuery)
  const others = useMemo(
    () => otherSyncsOf(payload, syncs.data?.items ?? [], ownId),
    [payload, syncs.data, ownId],
  )
  const [isWhole, setIsWhole] = useState(false)
  if (!others) {
    return (
      <Text size="sm" c="dimmed">
        Other syncs are named once a destination object is chosen.
      </Text>
    )
  }
  if (!syncs.data) {
    return syncs.isError ? (
      <Alert color="yellow" role="note" title="Other syncs are not known">
        <Stack gap="xs" align="flex-start">
          <Text size="sm">
            The list of syncs could not be loaded, so nothing is said of others that write the same
            object. That keeps nothing from being created.
          </Text>
          <Button size="xs" variant="default" onClick={() => void syncs.refetch()}>
            Try again
          </Button>
        </Stack>
      </Alert>
    ) : (
      <Skeleton height={48} role="status" aria-label="Looking for other syncs of this object" />
    )
  }
  const { unreadable } = syncs.data
  if (others.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No other sync of the workspace writes the same fields of this object
        {unreadable > 0 ? `; ${unreadable} could not be read.` : '.'}
      </Text>
    )
  }
  const alike = others.filter(({ isAlike }) => isAlike)
  const shown = isWhole ? others : others.slice(0, mostShown)
  return (
    <Alert
      color="yellow"
      role="note"
      title={
        alike.length > 0
          ? 'A sync with this source, object and key exists already'
          : 'Other syncs write the same object'
      }
    >
      <Stack gap="xs" align="flex-start">
        {payload.operation === 'mirror' && (
          <Text size="sm">
            This sync mirrors the object: records that the others wrote and its own source does not
            have may be deleted or cleared.
          </Text>
        )}
        <List size="sm" spacing={4}>
          {shown.map((other) => (
            <List.Item key={other.id}>
              <Group gap={6}>
                <Anchor
                  component={Link}
                  href={`/syncs/${other.id}`}
                  size="sm"
                  c="inherit"
                  td="underline"
                >
                  {other.label}
                </Anchor>
                {other.isPaused && (
                  <Badge size="sm" variant="light" color="gray" tt="none" c="dimmed">
                    paused
                  </Badge>
                )}
                <Text size="sm">{wordsOf(other)}</Text>
              </Group>
            </List.Item>
          ))}
        </List>
        {shown.length < others.length && (
          <Button size="compact-xs" variant="default" onClick={() => setIsWhole(true)}>
            Show all {others.length}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

/** The id of the stored sync that the draft changes; undefined for a new one. */
function storedIdOf({ editedSync }: DraftLocal): number | undefined {
  return isJsonObject(editedSync) && typeof editedSync.id === 'number' ? editedSync.id : undefined
}

function wordsOf({ isAlike, mirrors, fields }: OtherSync): string {
  return [
    ...(isAlike ? ['reads the same source by the same key'] : []),
    ...(mirrors ? ['mirrors this object: what its source does not have may go'] : []),
    fieldWords(fields),
  ]
    .filter(Boolean)
    .join('; ')
}

function fieldWords(fields: readonly string[] | undefined): string {
  if (fields === undefined) return 'one of the two writes all fields'
  if (fields.length === 0) return 'writes other fields'
  const left = fields.length - mostFields
  const named = fields.slice(0, left === 1 ? mostFields + 1 : mostFields).join(', ')
  return `writes ${named}${left > 1 ? ` and ${left} more` : ''} as well`
}
