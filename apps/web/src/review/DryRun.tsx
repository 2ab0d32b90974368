import { Alert, Button, Group, Loader, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconHistoryToggle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { sessionQuery } from '../api/session.ts'
import { useBuilder } from '../draft/builder.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Ledger } from '../ui/Ledger.tsx'
import { pastWords } from '../ui/moments.ts'
import classes from './dryRun.module.css'
import { dryRunFailure } from './dryRunFailure.ts'
import type { TriedRun } from './dryRuns.ts'
import { blockedWords, dryRunWords } from './dryRunWords.ts'
import { useDryRuns } from './useDryRuns.ts'

/** What a run would do now, asked for by the operator; the sandbox alone can tell. */
export function DryRun({ blockingSteps }: { blockingSteps: readonly string[] }) {
  const session = useQuery(sessionQuery)
  if (session.data?.upstream.sandbox === true) return <Trial blockingSteps={blockingSteps} />
  return (
    <Text size="sm" c="dimmed">
      {session.data
        ? 'Not here: the API documents no way to ask for one. The product itself offers dry runs, for some destination objects. Validate checks the payload alone and reads no row.'
        : session.isError
          ? 'Sync Builder did not say whether it works with its sandbox, which alone has dry runs.'
          : 'Looking whether one can be tried.'}
    </Text>
  )
}

function Trial({ blockingSteps }: { blockingSteps: readonly string[] }) {
  const { store, payload, problems, known } = useBuilder()
  const runs = useDryRuns(store, known.stored?.id)
  const button = useRef<HTMLButtonElement>(null)
  const { since, last } = runs.now
  const isWorking = since !== undefined
  // They may lag a moment behind, and the proxy judges as well: nothing is at stake. What the API
  // said of the payload keeps nobody from trying it.
  const isBlocked = problems.some(
    ({ severity, code }) => severity === 'error' && code !== 'refused-by-api',
  )
  const isCurrent = last?.payload === payload
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          ref={button}
          size="xs"
          variant="default"
          // It keeps the focus while it is off, which a disabled button would lose to the page.
          aria-disabled={isWorking || isBlocked}
          data-disabled={isWorking || isBlocked || undefined}
          aria-describedby="dry-run-is"
          onClick={isWorking || isBlocked ? undefined : () => runs.start(payload)}
        >
          {last ? 'Try again' : 'Try a dry run'}
        </Button>
        {isWorking ? (
          <>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                runs.stop()
                button.current?.focus()
              }}
            >
              Stop
            </Button>
            <Group gap="xs" wrap="nowrap" className={classes.is}>
              <Loader size={14} aria-hidden />
              <Text size="sm" id="dry-run-is">
                Reading the source and counting <Elapsed since={since} />
              </Text>
            </Group>
          </>
        ) : (
          <Text size="sm" c="dimmed" id="dry-run-is" className={classes.is}>
            {isBlocked
              ? blockedWords(blockingSteps)
              : 'Reads the source and counts what a run would do. It changes nothing.'}
          </Text>
        )}
      </Group>
      {last?.kind === 'failed' && !isWorking && <ErrorNotice {...dryRunFailure(last.error)} />}
      {last && !isWorking && !isCurrent && (
        <Group gap={6} wrap="nowrap" align="flex-start" c="var(--sb-warning)">
          <IconHistoryToggle size={16} aria-hidden className={classes.icon} />
          <Text size="sm" fw={500}>
            {last.kind === 'told' ? 'Of an earlier state' : 'That was an earlier state'} of this
            draft: it has changed since {pastWords(last.at)}.
          </Text>
        </Group>
      )}
      <Told last={isWorking ? undefined : last} isCurrent={isCurrent} isWorking={isWorking} />
    </Stack>
  )
}

interface ToldProps {
  last: TriedRun | undefined
  isCurrent: boolean
  isWorking: boolean
}

/** The numbers; the sentence above them is announced when it comes, and that it is waited for. */
function Told({ last, isCurrent, isWorking }: ToldProps) {
  const { known } = useBuilder()
  const isFirst = known.stored === undefined
  const words = useMemo(
    () => (last?.kind === 'told' ? dryRunWords(last.answer, last.payload, isFirst) : undefined),
    [last, isFirst],
  )
  return (
    <>
      <Text role="status" size="sm" fw={600} className={classes.headline}>
        {isWorking ? <VisuallyHidden>The dry run has begun.</VisuallyHidden> : words?.headline}
      </Text>
      {last && words && (
        <>
          {words.warnings.length > 0 && (
            <Alert
              color="yellow"
              role="note"
              icon={<IconAlertTriangle aria-hidden />}
              title="Records would be lost"
            >
              {words.warnings.map((text) => (
                <Text key={text} size="sm">
                  {text}
                </Text>
              ))}
            </Alert>
          )}
          <div className={classes.numbers} data-stale={!isCurrent || undefined}>
            <div className={classes.side}>
              <Ledger label="Source" lines={words.source} />
              {words.balance !== undefined && (
                <Text size="xs" c="dimmed">
                  {words.balance}
                </Text>
              )}
            </div>
            <IconArrowRight size={20} aria-hidden className={classes.arrow} />
            <Ledger label="Destination" lines={words.destination} />
          </div>
          {words.hint !== undefined && <Text size="sm">{words.hint}</Text>}
          <Text size="xs" c="dimmed">
            {isCurrent ? 'Holds for the draft as it is now. ' : ''}Counted at {pastWords(last.at)};
            what changes in the source or the destination after that is not in it.
          </Text>
        </>
      )}
    </>
  )
}

const secondMs = 1_000

/** Seconds since then, once there are some; said aloud only to who asks for it. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), secondMs)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.floor((now - since) / secondMs)
  return (
    <>
      {seconds > 0 && `for ${seconds} s`}
      {seconds >= 10 && '. You can go on meanwhile: the result waits here'}.
    </>
  )
}
