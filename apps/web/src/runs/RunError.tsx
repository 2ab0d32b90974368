import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { SyncRun } from '@sync-builder/schema'
import { useState } from 'react'
import { Link } from 'wouter'
import { errorReport, runError } from './runError.ts'
import { runOutcome, type RunOutcome } from './runOutcome.ts'

interface RunErrorProps {
  run: SyncRun
  syncId: number
}

/** Why a run did not come to its end: the API's words, and what can be done. */
export function RunError({ run, syncId }: RunErrorProps) {
  const error = runError(run)
  const { kind } = runOutcome(run)
  if (!error) return <NoError kind={kind} sent={run.records_processed} />
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={kind === 'failed' ? 'The run failed' : 'The run tells an error'}
    >
      <Stack gap={6} align="flex-start">
        {error.message && <Text size="sm">{error.message}</Text>}
        {error.detail && <Detail text={error.detail} />}
        {error.advice && <Text size="sm">{error.advice}</Text>}
        <Group gap="md" mt={4}>
          <Button
            component={Link}
            href={`/syncs/${syncId}/edit`}
            size="compact-xs"
            variant="default"
          >
            Edit the sync
          </Button>
          <CopyError text={errorReport(run)} />
          {error.code && (
            <Text size="xs" ff="monospace">
              {error.code}
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}

/** A name, as of a column, or a sentence. */
function Detail({ text }: { text: string }) {
  return /\s/u.test(text) ? <Text size="sm">{text}</Text> : <Code>{text}</Code>
}

interface NoErrorProps {
  kind: RunOutcome['kind']
  /** How many records were sent; null or undefined where that is not told. */
  sent: number | null | undefined
}

function NoError({ kind, sent }: NoErrorProps) {
  const words = {
    failed: ['The run failed', 'The API does not tell why.'],
    canceled: [
      'The run was canceled',
      sent === 0
        ? 'It had sent nothing by then.'
        : 'What the destination had accepted by then stays there. The next run goes on with what is left.',
    ],
    skipped: [
      'The run was skipped',
      'Another run of this sync was going on when it was to start: there is one at a time.',
    ],
  } as const
  if (kind !== 'failed' && kind !== 'canceled' && kind !== 'skipped') return null
  const [title, text] = words[kind]
  return (
    <Alert
      color={kind === 'failed' ? 'red' : 'gray'}
      variant="light"
      icon={<IconInfoCircle aria-hidden />}
      title={title}
    >
      <Text size="sm">{text}</Text>
    </Alert>
  )
}

function CopyError({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setSaid('Copied')
    } catch {
      setSaid('The browser did not allow copying.')
    }
  }
  return (
    <Group gap="xs">
      <Button size="compact-xs" variant="default" onClick={() => void copy()}>
        Copy error
      </Button>
      <Text size="xs" role="status">
        {said}
      </Text>
    </Group>
  )
}
