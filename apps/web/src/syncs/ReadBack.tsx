import { Alert, Code, Table, Text } from '@mantine/core'
import { isJsonObject, type JsonObject, type Sync } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { lastSent, type LastSent } from '../draft/storage.ts'
import { differences, wasChanged, type Difference } from './compare.ts'
import classes from './syncPage.module.css'

/** So many differences are shown; what is more is counted. */
const shownAtMost = 50

/** Whether what the API stored is what this browser sent; nothing for syncs made elsewhere. */
export function ReadBack({ sync }: { sync: Sync }) {
  const sent = useQuery({
    queryKey: ['drafts', 'sent', sync.id],
    queryFn: () => lastSent(sync.id),
    networkMode: 'always',
    staleTime: Infinity,
    retry: false,
  })
  if (!sent.data || sent.isFetching || !isJsonObject(sync)) return null
  const { kind, payload } = sent.data
  const words = wordsOf[kind]
  const found = differences(payload, sync satisfies JsonObject)
  const real = found.filter(({ byNature }) => byNature === undefined)
  const renamed = found.length - real.length

  if (real.length === 0) {
    return (
      <Alert color="green" title={`${words.done}, and stored as it was sent`}>
        <Text size="sm">
          The sync was read back from the API and compared with {words.sent}.
          {renamed > 0 &&
            ` ${renamed} ${renamed === 1 ? 'value comes' : 'values come'} back under another name, as the API always does.`}
        </Text>
      </Alert>
    )
  }
  const isChanged = kind === 'created' ? wasChanged(sync) : wasChangedAfter(sync, sent.data)
  return (
    <Alert
      color={isChanged ? 'gray' : 'yellow'}
      title={
        isChanged
          ? `Changed since it was ${words.done.toLowerCase()}`
          : `${words.done}, but not stored exactly as it was sent`
      }
    >
      <Text size="sm" mb="xs">
        {isChanged
          ? `The API tells a later change of this sync, which explains what differs from ${words.sent}.`
          : `The API read ${words.sent} in its own way, or the sync was changed at once.`}
      </Text>
      <DifferenceTable differences={real.slice(0, shownAtMost)} />
      {real.length > shownAtMost && (
        <Text size="sm">And {real.length - shownAtMost} more differences.</Text>
      )}
    </Alert>
  )
}

const wordsOf: Record<LastSent['kind'], { done: string; sent: string }> = {
  created: { done: 'Created', sent: 'the payload that made it' },
  saved: { done: 'Saved', sent: 'the change that was saved' },
}

/** Whether the API tells of another time of change than when this change was saved. */
function wasChangedAfter(sync: Sync, { updatedAt }: LastSent): boolean {
  return updatedAt !== undefined && sync.updated_at !== updatedAt
}

function DifferenceTable({ differences: rows }: { differences: readonly Difference[] }) {
  return (
    <Table layout="fixed" className={classes.differences}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Where</Table.Th>
          <Table.Th>Sent</Table.Th>
          <Table.Th>Stored</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ path, sent, stored }) => (
          <Table.Tr key={JSON.stringify(path)}>
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
  )
}
