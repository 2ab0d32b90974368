import { Alert, Code, Table, Text } from '@mantine/core'
import { isJsonObject, type JsonObject, type Sync } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { sentPayload } from '../draft/storage.ts'
import { differences, wasChanged, type Difference } from './compare.ts'

/** So many differences are shown; what is more is counted. */
const shownAtMost = 50

/** Whether what the API stored is what this browser sent; nothing for syncs made elsewhere. */
export function ReadBack({ sync }: { sync: Sync }) {
  const sent = useQuery({
    queryKey: ['drafts', 'created', sync.id],
    queryFn: () => sentPayload(sync.id),
    networkMode: 'always',
    staleTime: Infinity,
    retry: false,
  })
  if (!sent.data || !isJsonObject(sync)) return null
  const found = differences(sent.data, sync satisfies JsonObject)
  const real = found.filter(({ byNature }) => byNature === undefined)
  const renamed = found.length - real.length

  if (real.length === 0) {
    return (
      <Alert color="green" title="Created, and stored as it was sent">
        <Text size="sm">
          The sync was read back from the API and compared with the payload.
          {renamed > 0 &&
            ` ${renamed} ${renamed === 1 ? 'value comes' : 'values come'} back under another name, as the API always does.`}
        </Text>
      </Alert>
    )
  }
  const isChanged = wasChanged(sync)
  return (
    <Alert
      color={isChanged ? 'gray' : 'yellow'}
      title={
        isChanged
          ? 'Changed since it was created'
          : 'Created, but not stored exactly as it was sent'
      }
    >
      <Text size="sm" mb="xs">
        {isChanged
          ? 'The API tells a later change of this sync, which explains what differs from the payload that made it.'
          : 'The API read the payload in its own way, or the sync was changed at once.'}
      </Text>
      <DifferenceTable differences={real.slice(0, shownAtMost)} />
      {real.length > shownAtMost && (
        <Text size="sm">And {real.length - shownAtMost} more differences.</Text>
      )}
    </Alert>
  )
}

function DifferenceTable({ differences: rows }: { differences: readonly Difference[] }) {
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Where</Table.Th>
            <Table.Th>Sent</Table.Th>
            <Table.Th>Stored</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ path, sent, stored }) => (
            <Table.Tr key={path.join('.')}>
              <Table.Td>
                <Code>{path.join('.')}</Code>
              </Table.Td>
              <Table.Td>
                <Code>{JSON.stringify(sent)}</Code>
              </Table.Td>
              <Table.Td>
                <Code>{stored === undefined ? 'not returned' : JSON.stringify(stored)}</Code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
