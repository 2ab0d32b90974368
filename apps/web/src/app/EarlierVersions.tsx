import {
  Alert,
  Button,
  Group,
  Modal,
  Skeleton,
  Stack,
  Table,
  Text,
  UnstyledButton,
} from '@mantine/core'
import type { SyncDraft } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { listCheckpoints, type Checkpoint } from '../draft/checkpointStorage.ts'
import type { Recorder } from '../draft/checkpoints.ts'
import { differenceLines } from '../draft/differenceLines.ts'
import { momentWords } from '../ui/moments.ts'
import classes from './earlierVersions.module.css'

/** More differences than this are told as a number. */
const mostLines = 100

interface EarlierVersionsProps {
  draftId: string
  /** The draft as it is shown now. */
  draft: SyncDraft
  recorder: Recorder
  onClose: () => void
}

/** The versions of a draft that the browser keeps, in what each differs, and the way back to it. */
export default function EarlierVersions(props: EarlierVersionsProps) {
  const { draftId, draft, recorder, onClose } = props
  const versions = useQuery({
    queryKey: ['checkpoints', draftId],
    // What is shown now is kept first: who goes back from it finds it in the list.
    queryFn: async () => {
      await recorder.record()
      return listCheckpoints(draftId)
    },
    networkMode: 'always',
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    structuralSharing: false,
  })
  const [chosen, setChosen] = useState<number>()
  const version = versions.data?.find(({ at }) => at === chosen)

  function restore({ at, draft: earlier }: Checkpoint) {
    if (!earlier) return
    void recorder.restore(earlier, `Back at the version of ${momentWords(at)}`)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="Earlier versions of this draft"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close the earlier versions' }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          A version is kept when you go to another step, leave, or change much: the last 40, in this
          browser alone.
        </Text>
        {versions.isPending && (
          <Skeleton height={160} role="status" aria-label="Reading versions" />
        )}
        {versions.isError && (
          <Alert color="yellow">This browser does not give out the earlier versions.</Alert>
        )}
        {versions.data?.length === 0 && (
          <Text size="sm">
            There is no earlier version yet: nothing was changed since it was opened.
          </Text>
        )}
        {versions.data && versions.data.length > 0 && (
          <div className={classes.columns}>
            <ol className={classes.list} reversed aria-label="Versions">
              {versions.data.map((one) => (
                <li key={one.at}>
                  <UnstyledButton
                    className={classes.version}
                    aria-pressed={one.at === chosen}
                    onClick={() => setChosen(one.at)}
                  >
                    <span className={classes.time}>{momentWords(one.at)}</span>
                    <span className={classes.words} title={one.words}>
                      {one.words}
                    </span>
                  </UnstyledButton>
                </li>
              ))}
            </ol>
            <section className={classes.preview} aria-label="Differences" tabIndex={0}>
              {version ? (
                <Preview key={version.at} draft={draft} version={version} onRestore={restore} />
              ) : (
                <Text size="sm" c="dimmed">
                  Choose a version to see in what it differs from the draft as it is now.
                </Text>
              )}
            </section>
          </div>
        )}
      </Stack>
    </Modal>
  )
}

interface PreviewProps {
  draft: SyncDraft
  version: Checkpoint
  onRestore: (version: Checkpoint) => void
}

function Preview({ draft, version, onRestore }: PreviewProps) {
  const lines = useMemo(
    () => version.draft && differenceLines(draft, version.draft),
    [draft, version],
  )
  if (!lines) return <Text size="sm">This version is damaged and cannot be read.</Text>
  if (lines.length === 0) return <Text size="sm">This version is what is shown now.</Text>
  return (
    <Stack gap="sm">
      <Table fz="xs" layout="fixed" aria-label="Differences">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th>Now</Table.Th>
            <Table.Th>In this version</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.slice(0, mostLines).map(({ what, one, other }, index) => (
            <Table.Tr key={index}>
              <Table.Td className={classes.cell}>{what}</Table.Td>
              <Table.Td className={classes.cell}>{one ?? <Nothing />}</Table.Td>
              <Table.Td className={classes.cell}>{other ?? <Nothing />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {lines.length > mostLines && (
        <Text size="xs" c="dimmed">
          and {lines.length - mostLines} more
        </Text>
      )}
      <Group>
        <Button size="xs" onClick={() => onRestore(version)}>
          Go back to this version
        </Button>
        <Text size="xs" c="dimmed">
          Undo takes it back.
        </Text>
      </Group>
    </Stack>
  )
}

function Nothing() {
  return (
    <Text span inherit c="dimmed">
      not set
    </Text>
  )
}
