import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { isRunOver, type SyncRecord, type SyncRun } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { countRecords } from '../api/runs.ts'
import { ReadingState } from '../ui/ReadingState.tsx'
import { RecordGroups } from './RecordGroups.tsx'
import { recordFailure } from './recordFailure.ts'
import { recordGroups } from './recordGroups.ts'
import { RecordList } from './RecordList.tsx'
import { countedBy, viewFilter, viewWords, type RecordView } from './recordViews.ts'
import classes from './records.module.css'
import { countText } from './runOutcome.ts'
import { useRecords } from './useRecords.ts'

interface RecordPanelProps {
  run: SyncRun
  view: RecordView
  onAgain: () => void
  onClose: () => void
}

/** Records of a run by pages, with what they have in common. */
export function RecordPanel({ run, view, onAgain, onClose }: RecordPanelProps) {
  const id = useId()
  const words = viewWords(view)
  const { records, unreadable, isReading, error, hasMore, onMore } = useRecords(
    run.id,
    viewFilter(view),
  )
  const total = useTotal(run, view)
  // What was read while the run went on is a part of what there will be.
  const [isWhole] = useState(() => isRunOver(run))
  const isSorted = view.kind === 'rejected' || view.kind === 'invalid'
  const groups = useMemo(() => (isSorted ? recordGroups(records) : []), [isSorted, records])
  const [cause, setCause] = useState<string>()
  const group = groups.find(({ message }) => message === cause)
  const failure = recordFailure(error)
  const difference = isWhole && differenceWords(run, view, total)
  const title = useRef<HTMLHeadingElement>(null)
  // What had the focus is gone: the panel that asked for this one, or the button of the last page.
  useEffect(() => focusIfLost(title.current), [])
  // Asked for at the lower edge of the window, it would come unseen.
  useEffect(() => {
    title.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  useEffect(() => {
    if (!hasMore) focusIfLost(title.current)
  }, [hasMore])
  const hasNothing = records.length === 0 && unreadable === 0

  return (
    <section aria-labelledby={`${id}-title`} className={classes.panel}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title
          order={3}
          size="h6"
          id={`${id}-title`}
          ref={title}
          tabIndex={-1}
          className={classes.title}
        >
          {words.title}
        </Title>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
      {words.about && (
        <Text size="sm" c="dimmed">
          {words.about}
        </Text>
      )}
      {!isWhole && (
        <Group gap="sm">
          <Text size="sm">
            {isRunOver(run)
              ? 'The run has ended since these were read.'
              : 'The run goes on: these are the records that it has logged so far.'}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onAgain}>
            Read again
          </Button>
        </Group>
      )}
      <RecordGroups groups={groups} read={records.length} chosen={group} onChoose={setCause} />
      {records.length > 0 && <RecordList key={cause} records={group?.records ?? records} />}
      {hasNothing && isReading && <Skeleton height={96} />}
      <ReadingState
        what={words.several}
        isLoading={isReading}
        error={failure?.kind === 'failed' ? failure.words : undefined}
        onRetry={onMore}
      />
      {failure?.kind === 'none' && (
        <Alert
          color="gray"
          variant="light"
          icon={<IconInfoCircle aria-hidden />}
          title={failure.title}
        >
          {failure.said && <Text size="sm">“{failure.said}”</Text>}
          <Text size="sm">{failure.text}</Text>
        </Alert>
      )}
      <Group gap="sm">
        <Stack gap={2} role="status">
          <Text size="sm">
            {!failure && !isReading && readWords(view, records, unreadable, total, isWhole)}
          </Text>
        </Stack>
        {!failure && hasMore && records.length > 0 && (
          // Not `disabled` while it reads: the focus would be lost with it.
          <Button
            size="compact-sm"
            variant="default"
            aria-disabled={isReading}
            data-disabled={isReading || undefined}
            onClick={onMore}
          >
            Read 100 more
          </Button>
        )}
      </Group>
      {unreadable > 0 && (
        <Text size="sm" c="var(--sb-warning)">
          {countText(unreadable)} could not be read: the API wrote them in a form that is not known
          here.
        </Text>
      )}
      {difference && (
        <Text size="xs" c="dimmed">
          {difference}
        </Text>
      )}
    </section>
  )
}

function focusIfLost(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus()
}

/** How many records there are; undefined where that is not known. */
function useTotal(run: SyncRun, view: RecordView): number | undefined {
  const total = useQuery({
    // The identifier looked for is customer data: nothing is to be kept under it.
    queryKey: ['record-count', run.id, view.kind],
    queryFn: async ({ signal }) => (await countRecords(run.id, viewFilter(view), signal)) ?? null,
    enabled: view.kind !== 'one',
    gcTime: 0,
    staleTime: 0,
  })
  return total.data ?? undefined
}

function readWords(
  view: RecordView,
  records: readonly SyncRecord[],
  unreadable: number,
  total: number | undefined,
  isWhole: boolean,
): string {
  const { one, several } = viewWords(view)
  const read = records.length + unreadable
  const soFar = isWhole ? '' : ' so far'
  if (read === 0) {
    const none = `There are no ${several}${soFar}.`
    return view.kind === 'one'
      ? `${none} It is looked for letter by letter, and a row that had not changed is not among a run’s records.`
      : none
  }
  if (total === undefined || total <= read) {
    return `${countText(read)} ${read === 1 ? one : several} read${soFar}`
  }
  return `${countText(read)} of ${countText(total)} ${several} read`
}

/** Where the log and the run do not count the same. */
function differenceWords(run: SyncRun, view: RecordView, total: number | undefined): string {
  const counted = countedBy(run, view)
  if (total === undefined || counted === undefined || total === counted) return ''
  return `The log holds ${countText(total)}, the run itself counts ${countText(counted)}: the two are counted apart.`
}
