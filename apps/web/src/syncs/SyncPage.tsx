import {
  Anchor,
  Button,
  Code,
  Container,
  Group,
  Modal,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import { isJsonObject, readMode, syncLabel, type JsonObject, type Sync } from '@sync-builder/schema'
import { scheduleInWords } from '@sync-builder/schema/schedule'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useMemo, useState, type ComponentType, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { ApiFailure } from '../api/apiFailure.ts'
import { failureWords } from '../api/failureWords.ts'
import { datasetQuery, destinationsQuery, objectQuery, sourcesQuery } from '../api/metadata.ts'
import { deleteSync, syncQuery, syncsQuery } from '../api/syncs.ts'
import { ModeWords } from '../draft/ModeWords.tsx'
import { BusyButton } from '../ui/BusyButton.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { foldKey, jsonLines } from '../ui/jsonLines.ts'
import { JsonLines } from '../ui/JsonLines.tsx'
import { momentWords } from '../ui/moments.ts'
import { CloneButton } from './CloneButton.tsx'
import { PauseButton } from './PauseButton.tsx'
import { ReadBack } from './ReadBack.tsx'
import classes from './syncPage.module.css'
import { destinationOf, operationWords, sourceOf, unknownMode } from './syncWords.ts'

interface SyncPageProps {
  id: number
  /** The ways in which a sync leaves the builder: the frame hands them over. */
  Export: ComponentType<{ sync: Sync }>
  /** How the sync is, and its runs: the frame hands them over. */
  Activity: ComponentType<{ sync: Sync }>
}

/** One sync as the API has stored it. */
export default function SyncPage({ id, Export, Activity }: SyncPageProps) {
  const sync = useQuery({ ...syncQuery(id), refetchOnMount: 'always' })
  useEffect(() => {
    document.title = `${syncLabel(sync.data ?? { id })} · Sync Builder`
  }, [sync.data, id])

  // What was read before a failure is still what there is, unless the sync is gone.
  const isShown = sync.data !== undefined && !isGone(sync.error)

  return (
    <Container size="xl" py="lg" w="100%" component="main" id="main" tabIndex={-1}>
      <Stack gap="lg">
        <Anchor component={Link} href="/" size="sm">
          All syncs
        </Anchor>
        {sync.error && (
          <>
            {!isShown && (
              <Title order={1} size="h2">
                Sync {id}
              </Title>
            )}
            <SyncError id={id} error={sync.error} onRetry={() => void sync.refetch()} />
          </>
        )}
        {isShown && (
          <SyncDetails
            sync={sync.data}
            isFresh={sync.isFetchedAfterMount}
            Export={Export}
            Activity={Activity}
          />
        )}
        {sync.isPending && (
          <Stack aria-busy aria-label="Reading the sync">
            <Skeleton height={32} width={320} />
            <Skeleton height={160} />
            <Skeleton height={240} />
          </Stack>
        )}
      </Stack>
    </Container>
  )
}

function SyncError({ id, error, onRetry }: { id: number; error: Error; onRetry: () => void }) {
  const failure = failureWords(error)
  if (!failure || isGone(error)) {
    return (
      <ErrorNotice
        title={`There is no sync ${id}`}
        next="It may have been deleted, or belong to another workspace."
      />
    )
  }
  return <ErrorNotice {...failure} onRetry={onRetry} />
}

function isGone(error: Error | null): boolean {
  return error instanceof ApiFailure && error.error.kind === 'refused' && error.error.status === 404
}

/** As wide as the button that comes: the buttons before it must not move under a pointer. */
function ExportPlace() {
  return (
    <Button size="compact-sm" variant="default" disabled>
      Export
    </Button>
  )
}

interface SyncDetailsProps extends Pick<SyncPageProps, 'Export' | 'Activity'> {
  sync: Sync
  /** Whether it was read since the page came. */
  isFresh: boolean
}

function SyncDetails({ sync, isFresh, Export, Activity }: SyncDetailsProps) {
  const label = syncLabel(sync)
  return (
    <>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={1} size="h2" className={classes.title}>
            {label}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            Sync {sync.id}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            component={Link}
            href={`/syncs/${sync.id}/edit`}
          >
            Edit
          </Button>
          <CloneButton sync={sync} label={label} />
          <Suspense fallback={<ExportPlace />}>
            <Export sync={sync} />
          </Suspense>
          <PauseButton sync={sync} label={label} />
          <DeleteButton sync={sync} label={label} />
        </Group>
      </Group>
      {isFresh && <ReadBack sync={sync} />}
      <Suspense fallback={<Skeleton height={320} aria-label="Loading" />}>
        <Activity key={sync.id} sync={sync} />
      </Suspense>
      <Facts sync={sync} />
      <StoredJson key={sync.id} sync={sync} />
    </>
  )
}

function Facts({ sync }: { sync: Sync }) {
  const sources = useQuery(sourcesQuery)
  const destinations = useQuery(destinationsQuery)
  const source = sourceOf(sync)
  const destination = destinationOf(sync)
  const written = destinations.data?.items.find(({ id }) => id === destination.connectionId)
  // A path on a file system is no object that could be asked for.
  const object = useQuery(
    objectQuery(written?.is_file_system_destination ? undefined : written?.id, destination.object),
  )
  const dataset = useQuery(datasetQuery(source.datasetId))
  const read = dataset.data?.name ? `dataset ${dataset.data.name}` : source.object
  const sourceName = sources.data?.items.find(({ id }) => id === source.connectionId)?.name
  const label = object.data?.label || destination.object
  const mode = readMode(sync)
  const facts: [string, ReactNode][] = [
    ['Source', `${read} in ${sourceName ?? `connection ${source.connectionId ?? '?'}`}`],
    [
      'Destination',
      <>
        {label} in {written?.name ?? `connection ${destination.connectionId ?? '?'}`}
        {label !== destination.object && <Code ml={6}>{destination.object}</Code>}
      </>,
    ],
    ['Behavior', operationWords(sync)],
    ['Schedule', mode ? <ModeWords mode={mode} wordsOf={scheduleInWords} /> : unknownMode],
    ['Mappings', Array.isArray(sync.mappings) ? String(sync.mappings.length) : '0'],
    ['Created', timeWords(sync.created_at)],
    ['Last changed', timeWords(sync.updated_at)],
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A time of the API in the operator's zone, named. */
function timeWords(text: string | null | undefined): string {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? 'Not told' : momentWords(time)
}

function StoredJson({ sync }: { sync: Sync }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Disclosure title="As the API has stored it" isOpen={isOpen} onToggle={setIsOpen}>
      <StoredLines sync={sync} />
    </Disclosure>
  )
}

function StoredLines({ sync }: { sync: Sync }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set())
  const lines = useMemo(
    () => jsonLines(isJsonObject(sync) ? (sync satisfies JsonObject) : {}, folded),
    [sync, folded],
  )
  return (
    <div className={classes.json}>
      <JsonLines
        lines={lines}
        onToggle={(path) =>
          setFolded((before) => {
            const after = new Set(before)
            if (!after.delete(foldKey(path))) after.add(foldKey(path))
            return after
          })
        }
      />
    </div>
  )
}

function DeleteButton({ sync, label }: { sync: Sync; label: string }) {
  const [isAsking, setIsAsking] = useState(false)
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const deleting = useMutation({
    mutationFn: () => deleteSync(sync.id),
    async onSuccess() {
      navigate('/')
      queries.removeQueries({ queryKey: syncQuery(sync.id).queryKey })
      await queries.invalidateQueries({ queryKey: syncsQuery.queryKey })
    },
  })
  const failure = failureWords(deleting.error)
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setIsAsking(true)}>
        Delete
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Delete ${label}`}
        closeButtonProps={{ 'aria-label': 'Keep it and close' }}
      >
        <Stack>
          <Text size="sm">
            The sync stops and its definition is gone for good. Records in the destination stay as
            they are.
          </Text>
          {failure && <ErrorNotice {...failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
              Keep it
            </Button>
            <BusyButton color="red" isBusy={deleting.isPending} onClick={() => deleting.mutate()}>
              Delete sync {sync.id}
            </BusyButton>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
