import { Button, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { tableSchema, valueAt } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo, useState } from 'react'
import { failureWords } from '../api/failureWords.ts'
import { tablesQuery } from '../api/metadata.ts'
import { tablesRefresh, useRefresh } from '../api/refresh.ts'
import { pathKey, useBuilder, useEdit } from '../draft/builder.ts'
import { FieldProblems } from '../draft/FieldProblems.tsx'
import { useStepForm } from '../draft/useStepForm.ts'
import { Freshness } from '../ui/Freshness.tsx'
import { Picker } from '../ui/Picker.tsx'
import { withCurrent } from '../ui/pickerOptions.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { tableName, tableOptions, tableValue } from './sourceOptions.ts'
import { sourceForm } from './sourceForm.ts'

const path = ['source_attributes', 'object']

/** One of the connection's tables, or the names of one that is not listed. */
export function TableChoice({ connectionId }: { connectionId: number | undefined }) {
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const namesId = useId()
  const tables = useQuery(tablesQuery(connectionId))
  const refresh = useRefresh(connectionId ? tablesRefresh(connectionId) : undefined)
  const [isTyping, setIsTyping] = useState(false)

  const read = tableSchema.safeParse(valueAt(payload, path))
  const chosen = read.success && read.data.table_name !== '' ? read.data : undefined
  const value = chosen && tableValue(chosen)
  const label = chosen && tableName(chosen)
  const listed = useMemo(() => tableOptions(tables.data?.items ?? []), [tables.data])
  const options = useMemo(
    () => withCurrent(listed, value, { label, isRead: !tables.isPending }),
    [listed, value, label, tables.isPending],
  )
  const isUnlisted =
    tables.data !== undefined && value !== undefined && !listed.some((one) => one.value === value)
  // Where there is no list to pick from, the names are what is left.
  const showsNames = isTyping || tables.isError

  return (
    <Stack gap={4}>
      <Picker
        label="Table"
        placeholder="Search tables"
        options={options}
        value={value}
        onChange={(picked) => {
          const table = tables.data?.items.find((item) => tableValue(item) === picked)
          if (!table) return
          const { table_catalog, table_schema, table_name } = table
          edit(
            { op: 'set', path: [...path, 'table_catalog'], value: table_catalog },
            { op: 'set', path: [...path, 'table_schema'], value: table_schema },
            { op: 'set', path: [...path, 'table_name'], value: table_name },
          )
        }}
        loading={tables.isLoading}
        dataPath={pathKey(path)}
      />
      {isUnlisted && listed.length > 0 && (
        <Text size="xs" c="var(--sb-warning)">
          Note: The list of this connection has no table {label}. It is sent as it is.
        </Text>
      )}
      {(value !== undefined || showsNames) && <FieldProblems path={path} />}
      <ReadingState
        what="the tables of this connection"
        isLoading={tables.isLoading}
        error={failureWords(tables.error)}
        onRetry={() => void tables.refetch()}
        wayOut="The names of a table can be typed."
      />
      {tables.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          The API lists no tables for this connection. Refresh the list, or type the names.
        </Text>
      )}
      {tables.data && (
        <Freshness
          what="Tables"
          readAt={tables.dataUpdatedAt}
          refreshedAt={tables.data.lastRefreshedAt}
          unreadable={tables.data.unreadable}
          refresh={refresh}
        />
      )}
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={showsNames}
          aria-controls={namesId}
          disabled={tables.isError}
          onClick={() => setIsTyping(!isTyping)}
        >
          Type the names
        </Button>
      </div>
      <div id={namesId}>{showsNames && <TableNames />}</div>
    </Stack>
  )
}

function TableNames() {
  const form = useStepForm(sourceForm)
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
      <TextInput
        label="Catalog"
        description="Empty where the warehouse has none"
        data-path={pathKey([...path, 'table_catalog'])}
        {...form.register('table_catalog')}
      />
      <TextInput
        label="Schema"
        description="Empty where the warehouse has none"
        data-path={pathKey([...path, 'table_schema'])}
        {...form.register('table_schema')}
      />
      <TextInput
        label="Table name"
        description="Exactly as in the warehouse"
        data-path={pathKey([...path, 'table_name'])}
        {...form.register('table_name')}
      />
    </SimpleGrid>
  )
}
