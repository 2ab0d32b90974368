import { Button, Group, Text, TextInput, Title } from '@mantine/core'
import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { useId, useRef, useState, type FormEvent } from 'react'
import { countText, runOutcome } from './runOutcome.ts'
import { RecordPanel } from './RecordPanel.tsx'
import { countedBy, viewWords, type RecordView } from './recordViews.ts'
import classes from './records.module.css'
import { timeOf } from './runTimes.ts'
import { useWhenLeft } from './useWhenLeft.ts'

const offered = [{ kind: 'rejected' }, { kind: 'invalid' }, { kind: 'all' }] as const

/** The API keeps records for 14 days. Source: reference 3.3. */
const keptMs = 14 * 86_400_000

/** The records of a run, of which none is read before somebody asks for it. */
export function RecordSection({ run }: { run: SyncRun }) {
  const id = useId()
  // Each asking is one of its own: the same may be asked for again.
  const [asked, setAsked] = useState<{ view: RecordView; time: number }>()
  const opener = useRef<Element>(null)
  const view = asked?.view

  function ask(next: RecordView) {
    setAsked({ view: next, time: (asked?.time ?? 0) + 1 })
  }
  function open(next: RecordView) {
    opener.current = document.activeElement
    ask(next)
  }
  function close() {
    setAsked(undefined)
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }
  useWhenLeft(() => setAsked(undefined))

  const { kind } = runOutcome(run)
  if (kind === 'skipped' || kind === 'queued') return null
  return (
    <section aria-labelledby={`${id}-title`}>
      <Title order={2} size="h5" mb={4} id={`${id}-title`}>
        Records
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Records are customer data. They are read only when you ask for them, shown on this page
        alone and kept nowhere: they are gone when you close them or leave. {agedWords(run)}
      </Text>
      <Group gap="sm" align="flex-end">
        {offered.map((choice) => {
          const isOpen = view?.kind === choice.kind
          const count = countedBy(run, choice)
          const { several } = viewWords(choice)
          return (
            <Button
              key={choice.kind}
              variant="default"
              aria-expanded={isOpen}
              onClick={() => (isOpen ? close() : open(choice))}
              rightSection={
                count !== undefined && (
                  <Text component="span" inherit c="dimmed">
                    {` ${countText(count)}`}
                  </Text>
                )
              }
            >
              {isOpen ? 'Hide' : 'Show'} {choice.kind === 'all' ? 'all records' : several}
            </Button>
          )
        })}
        <LookUp onLook={(identifier) => open({ kind: 'one', identifier })} />
      </Group>
      {asked && (
        <RecordPanel
          key={asked.time}
          run={run}
          view={asked.view}
          onAgain={() => ask(asked.view)}
          onClose={close}
        />
      )}
    </section>
  )
}

function LookUp({ onLook }: { onLook: (identifier: string) => void }) {
  const [identifier, setIdentifier] = useState('')
  useWhenLeft(() => setIdentifier(''))
  function look(event: FormEvent) {
    event.preventDefault()
    if (identifier !== '') onLook(identifier)
  }
  return (
    <form onSubmit={look} className={classes.lookUp} autoComplete="off">
      <TextInput
        label="Exact identifier"
        value={identifier}
        onChange={(event) => setIdentifier(event.currentTarget.value)}
        required
        withAsterisk={false}
        className={classes.identifier}
      />
      <Button type="submit" variant="default">
        Look for a record
      </Button>
    </form>
  )
}

/** What is likely of a run that ended too long ago. */
function agedWords(run: SyncRun): string {
  const ended = timeOf(run.completed_at)
  if (!isRunOver(run) || ended === undefined || Date.now() - ended < keptMs) return ''
  return 'The API keeps them for 14 days: those of this run are most likely gone.'
}
