import { Button, Code, Group, Paper, Skeleton, Table, Text, TextInput, Title } from '@mantine/core'
import { valueAt, type Column, type JsonObject } from '@sync-builder/schema'
import { useMemo, useState } from 'react'
import { ApiFailure } from '../api/apiFailure.ts'
import { failureWords } from '../api/failureWords.ts'
import { useSourceColumns } from '../api/known.ts'
import {
  datasetColumnsRefresh,
  modelColumnsRefresh,
  sourceListRefresh,
  tablesRefresh,
  useRefresh,
  type Refreshable,
} from '../api/refresh.ts'
import { useBuilder } from '../draft/builder.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Freshness } from '../ui/Freshness.tsx'

/** The columns of what was chosen, so that one sees whether it is the right thing. */
export function ColumnPreview() {
  const { payload } = useBuilder()
  const { columns, isLoading, error, refetch, readAt } = useSourceColumns(payload)
  const refresh = useRefresh(columnsRefresh(payload))
  const isStillLoading = columnsStillLoad(error)
  if (!isLoading && !error && !columns && readAt === undefined) return null
  return (
    <Paper component="section" aria-label="Columns" withBorder p="md">
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5">
          Columns{columns && columns.length > 0 ? ` (${columns.length.toLocaleString('en')})` : ''}
        </Title>
        {readAt !== undefined && <Freshness what="Columns" readAt={readAt} refresh={refresh} />}
      </Group>
      {isLoading ? (
        <Skeleton height={160} mt="sm" role="status" aria-label="Reading the columns" />
      ) : isStillLoading ? (
        <Group gap="sm" mt="sm">
          <Text size="sm">The API is still loading the columns of this table.</Text>
          <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
            Look again
          </Button>
        </Group>
      ) : error ? (
        <ErrorNotice {...failureWords(error)!} onRetry={() => void refetch()} />
      ) : columns && columns.length > 0 ? (
        <ColumnTable columns={columns} />
      ) : (
        <Text size="sm" c="dimmed" mt="sm">
          The API gives no columns for this source. In the mapping their names can be typed.
        </Text>
      )}
    </Paper>
  )
}

const firstRows = 10
const moreRows = 100

function ColumnTable({ columns }: { columns: readonly Column[] }) {
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState(firstRows)
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase()
    return columns.filter(({ name }) => name.toLowerCase().includes(wanted))
  }, [columns, search])
  const left = found.length - shown
  return (
    <>
      {columns.length > firstRows && (
        <TextInput
          mt="sm"
          size="xs"
          maw={320}
          aria-label="Search columns"
          placeholder="Search columns"
          data-own-undo
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setShown(firstRows)
          }}
        />
      )}
      <Table mt="sm" verticalSpacing={4} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Type</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.slice(0, shown).map((column) => (
            <Table.Tr key={column.name}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{column.name}</Table.Td>
              <Table.Td>
                <Code>{column.data_type ?? column.type ?? 'unknown'}</Code>
                {column.can_be_upsert_key === false && (
                  <Text span size="xs" c="dimmed" ml="xs">
                    no key
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group gap="sm" mt="xs" mih={24}>
        <Text size="xs" c="dimmed" role="status">
          {found.length === 0
            ? 'No column has this in its name'
            : `${Math.min(shown, found.length)} of ${found.length.toLocaleString('en')} shown`}
        </Text>
        {left > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => setShown((count) => count + moreRows)}
          >
            Show {Math.min(left, moreRows)} more
          </Button>
        )}
      </Group>
    </>
  )
}

/** 202 without columns: the API has only begun to load them. Source: reference 3.6. */
function columnsStillLoad(error: Error | null): boolean {
  return (
    error instanceof ApiFailure && error.error.kind === 'unreadable' && error.error.status === 202
  )
}

function columnsRefresh(payload: JsonObject): Refreshable | undefined {
  const connection = valueAt(payload, ['source_attributes', 'connection_id'])
  const type = valueAt(payload, ['source_attributes', 'object', 'type'])
  const id = valueAt(payload, ['source_attributes', 'object', 'id'])
  if (type === 'dataset' && typeof id === 'number') return datasetColumnsRefresh(id)
  if (typeof connection !== 'number') return undefined
  if (type === 'table') return tablesRefresh(connection)
  if (type === 'topic') return sourceListRefresh(connection, 'topics')
  if (type !== 'model') return undefined
  return typeof id === 'number'
    ? modelColumnsRefresh(connection, id)
    : sourceListRefresh(connection, 'models')
}
