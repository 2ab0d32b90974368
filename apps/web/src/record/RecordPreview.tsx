import {
  ActionIcon,
  Alert,
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { sampleKindNames } from '../draft/sampleKinds.ts'
import type { Sample } from '../draft/samples.ts'
import { useSamples } from '../draft/useSamples.ts'
import { FragileRows } from './FragileRows.tsx'
import { fragileGroups, neighbour } from './previewWords.ts'
import classes from './record.module.css'
import { RecordFields } from './RecordFields.tsx'
import { useRecordPreview } from './useRecordPreview.ts'

const SamplesDrawer = lazy(() => import('./SamplesDrawer.tsx'))

type View = 'record' | 'fragile'

/** The record that the destination would get of a sample, and the rows that are fragile. */
export default function RecordPreview() {
  const samples = useSamples()
  const [pickedId, setPickedId] = useState<string>()
  const [view, setView] = useState<View>('record')
  const [isEditing, setIsEditing] = useState(false)
  const [isEdited, setIsEdited] = useState(false)
  const sample = samples.all.find(({ id }) => id === pickedId) ?? samples.all[0]
  const preview = useRecordPreview(samples, sample)
  const { evaluated, isCurrent, payload } = preview
  const result = evaluated?.kind === 'done' ? evaluated.result : undefined
  const groups = result ? fragileGroups(result.fragile) : []
  const fragileCount = new Set(result?.fragile.map(({ row }) => row)).size

  return (
    <div className={classes.preview}>
      <Group gap={6} wrap="nowrap">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Previous sample"
          onClick={() => setPickedId(neighbour(samples.all, sample?.id, -1)?.id)}
        >
          <IconArrowLeft size={16} aria-hidden />
        </ActionIcon>
        <NativeSelect
          size="xs"
          className={classes.pick}
          aria-label="Sample record"
          value={sample?.id ?? ''}
          data={samples.all.map((one) => ({ value: one.id, label: nameOf(one, samples.given) }))}
          onChange={({ currentTarget }) => setPickedId(currentTarget.value)}
        />
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Next sample"
          onClick={() => setPickedId(neighbour(samples.all, sample?.id, 1)?.id)}
        >
          <IconArrowRight size={16} aria-hidden />
        </ActionIcon>
        <Button
          size="xs"
          variant="default"
          className={classes.edit}
          onClick={() => {
            setIsEditing(true)
            setIsEdited(true)
          }}
        >
          Edit samples
        </Button>
      </Group>
      <SegmentedControl<View>
        size="xs"
        fullWidth
        aria-label="Show"
        value={view}
        onChange={setView}
        data={[
          { value: 'record', label: 'Record' },
          { value: 'fragile', label: `Fragile rows (${fragileCount})` },
        ]}
      />
      {evaluated && evaluated.kind !== 'done' && (
        <NoAnswer evaluated={evaluated} onRetry={preview.retry} />
      )}
      {!evaluated && <Skeleton height={120} role="status" aria-label="Making the record" />}
      {result && (
        <div className={classes.result} data-stale={!isCurrent || undefined} aria-busy={!isCurrent}>
          {!isCurrent && <span className={classes.stale}>Updating…</span>}
          {view === 'fragile' ? (
            <FragileRows groups={groups} />
          ) : (
            <>
              {result.record?.invalid !== undefined && (
                <Alert color="red" variant="light" title="This record is not sent" p="xs">
                  {result.record.invalid}
                </Alert>
              )}
              <RecordFields fields={result.record?.fields ?? []} payload={payload} />
            </>
          )}
        </div>
      )}
      <VisuallyHidden role="status">
        {sample && result && isCurrent
          ? `${nameOf(sample, samples.given)}: ${fieldsWords(result.record?.fields.length ?? 0)}`
          : ''}
      </VisuallyHidden>
      {isEdited && (
        <Suspense fallback={null}>
          <SamplesDrawer
            opened={isEditing}
            samples={samples}
            shown={sample}
            onShow={setPickedId}
            onClose={() => setIsEditing(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function fieldsWords(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`
}

/** Samples that were given are counted; of those made up there is one of each kind. */
function nameOf(sample: Sample, given: readonly Sample[]): string {
  const at = given.indexOf(sample)
  return at === -1
    ? `${sampleKindNames[sample.kind]} (made up)`
    : `${sampleKindNames[sample.kind]} ${at + 1}`
}

function NoAnswer(props: {
  evaluated: { kind: 'took too long'; limitMs: number } | { kind: 'failed' }
  onRetry: () => void
}) {
  const { evaluated, onRetry } = props
  return (
    <Alert
      color="yellow"
      variant="light"
      p="xs"
      title={
        evaluated.kind === 'failed'
          ? 'The preview could not be loaded'
          : 'The preview took too long'
      }
    >
      <Text size="sm" mb={6}>
        {evaluated.kind === 'failed'
          ? 'The part of Sync Builder that makes it did not start. The network may be gone.'
          : `A template needs more than ${evaluated.limitMs / 1000} s for these samples, so it was stopped.`}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        Try again
      </Button>
    </Alert>
  )
}
