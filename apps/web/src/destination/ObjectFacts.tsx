import { Badge, Code, Group, Paper, Skeleton, Text, Title } from '@mantine/core'
import {
  operationNames,
  requestOperations,
  valueAt,
  type DestinationObject,
} from '@sync-builder/schema'
import type { ReactNode } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { useDestinationObject } from '../api/known.ts'
import { fieldsRefresh, useRefresh } from '../api/refresh.ts'
import { useBuilder } from '../draft/builder.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Freshness } from '../ui/Freshness.tsx'
import classes from './objectFacts.module.css'

/** What the chosen object can do: it decides what the other steps offer. */
export function ObjectFacts() {
  const { payload } = useBuilder()
  const { object } = useDestinationObject(payload)
  const connectionId = valueAt(payload, ['destination_attributes', 'connection_id'])
  const name = valueAt(payload, ['destination_attributes', 'object'])
  const refresh = useRefresh(
    typeof connectionId === 'number' && typeof name === 'string'
      ? fieldsRefresh(connectionId, name)
      : undefined,
  )
  if (!object.data && !object.error && !object.isLoading) return null
  return (
    <Paper component="section" aria-label="What the object can do" withBorder p="md">
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5">
          What {object.data?.label || object.data?.full_name || 'this object'} can do
        </Title>
        {object.data && <Freshness what="Fields" readAt={object.dataUpdatedAt} refresh={refresh} />}
      </Group>
      {object.data ? (
        <Facts object={object.data} />
      ) : object.error ? (
        <ErrorNotice
          {...failureWords(object.error)!}
          next="Nothing is checked against this object until it can be read. Names can be typed."
          onRetry={() => void object.refetch()}
        />
      ) : (
        <Skeleton
          height={120}
          mt="sm"
          role="status"
          aria-label="Reading the fields of this object"
        />
      )}
    </Paper>
  )
}

function Facts({ object }: { object: DestinationObject }) {
  const { fields, supported_operations } = object
  const required = fields?.filter((field) => field.required_for_mapping).length ?? 0
  return (
    <dl className={classes.facts}>
      <Fact name="Operations">
        {supported_operations ? (
          <Operations names={supported_operations} />
        ) : (
          'The API does not say'
        )}
      </Fact>
      <Fact name="Fields">
        {fields
          ? `${fields.length.toLocaleString('en')}, ${required === 0 ? 'none' : required} required`
          : 'The API does not say'}
      </Fact>
      <Fact name="New fields">
        {said(object.allow_custom_fields, {
          yes: 'Can be made by a mapping',
          no: 'Cannot be made: only its own fields are filled',
        })}
      </Fact>
      <Fact name="Order of fields">
        {said(object.supports_field_ordering ?? false, {
          yes: 'Can be chosen in Options',
          no: 'Is the destination’s own',
        })}
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Operations({ names }: { names: readonly string[] }) {
  return (
    <Group gap={6} component="span">
      {names.map((name) => {
        const operation = requestOperations.find((known) => known === name)
        return (
          <Badge key={name} variant="default" tt="none" fw={400} component="span" size="lg">
            {operation && operationNames[operation]} <Code>{name}</Code>
          </Badge>
        )
      })}
      {names.length === 0 && (
        <Text span size="sm">
          None
        </Text>
      )}
    </Group>
  )
}

function said(flag: boolean | null | undefined, words: { yes: string; no: string }): string {
  if (flag == null) return 'The API does not say'
  return flag ? words.yes : words.no
}
