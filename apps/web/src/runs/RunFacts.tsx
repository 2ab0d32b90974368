import { isRunOver, type SyncRun } from '@sync-builder/schema'
import { useState, type ReactNode } from 'react'
import { momentWords } from '../ui/moments.ts'
import { runOutcome } from './runOutcome.ts'
import { durationWords, latenessWords, timeOf, tookMs, utcWords } from './runTimes.ts'
import classes from './runPage.module.css'
import { stepWords } from './stepWords.ts'
import { useSeconds } from './useSeconds.ts'

/** When a run was, what started it, and which rows it looked at. */
export function RunFacts({ run }: { run: SyncRun }) {
  const isOver = isRunOver(run)
  const isSkipped = runOutcome(run).kind === 'skipped'
  const scheduled = timeOf(run.scheduled_execution_time)
  return (
    <dl className={classes.facts}>
      <Moment name={isSkipped ? 'Skipped' : 'Started'} at={timeOf(run.created_at)} />
      {!isSkipped && (
        <>
          {isOver && <Moment name="Ended" at={timeOf(run.completed_at)} />}
          <Fact name={isOver ? 'Took' : 'For'}>
            <Duration run={run} />
          </Fact>
        </>
      )}
      {scheduled !== undefined && (
        <Moment
          name="Scheduled for"
          at={scheduled}
          note={isSkipped ? undefined : latenessWords(run)}
        />
      )}
      <Trigger run={run} />
      <LastStep run={run} />
      <FullSync run={run} />
    </dl>
  )
}

/**
 * Where a run ended before its time. The API tells the step only while a run works: what was seen
 * here is all that is known.
 */
function LastStep({ run }: { run: SyncRun }) {
  const { current_step: current } = run
  const [seen, setSeen] = useState(current ?? undefined)
  if (current && current !== seen) setSeen(current)
  if (run.status !== 'failed' || !isRunOver(run)) return null
  return seen ? (
    <Fact name="Last step seen here">{stepWords(seen)}</Fact>
  ) : (
    <Fact name="Step at the end" note="The API names it only while a run works.">
      Not told
    </Fact>
  )
}

interface FactProps {
  name: string
  isWide?: boolean
  note?: string | undefined
  children: ReactNode
}

function Fact({ name, isWide = false, note, children }: FactProps) {
  return (
    <div className={`${classes.fact} ${isWide ? classes.wide : ''}`}>
      <dt>{name}</dt>
      <dd>
        {children}
        {note && <div className={classes.note}>{note}</div>}
      </dd>
    </div>
  )
}

interface MomentProps {
  name: string
  at: number | undefined
  note?: string | undefined
}

function Moment({ name, at, note }: MomentProps) {
  if (at === undefined) return <Fact name={name}>Not told</Fact>
  const notes = [utcWords(at), note].filter((part) => part !== undefined)
  return (
    <Fact name={name} note={notes.join(', ') || undefined}>
      {momentWords(at)}
    </Fact>
  )
}

function Duration({ run }: { run: SyncRun }) {
  const took = tookMs(run, useSeconds(!isRunOver(run)))
  return took === undefined ? 'Not told' : durationWords(took)
}

function Trigger({ run: { sync_trigger_reason: reason } }: { run: SyncRun }) {
  const { ui_tag: tag, ui_detail: detail } = reason ?? {}
  const isBoth = tag && detail
  return (
    <Fact name="Started by" note={isBoth ? detail : undefined}>
      {tag || detail || 'Not told'}
    </Fact>
  )
}

function FullSync({ run }: { run: SyncRun }) {
  if (runOutcome(run).kind === 'skipped') return null
  // Which rows it looks at is not settled when it begins, and it may not have come to that.
  if (run.status !== 'completed' && run.full_sync !== true) return null
  if (run.full_sync == null) return <Fact name="Full sync">Not told</Fact>
  return run.full_sync ? (
    <Fact
      name="Full sync"
      isWide
      note="All rows count as changed. The API does not tell why with the run: it may be the first one, asked for, or due to a changed mapping. An alert on full syncs names the reason."
    >
      Yes
    </Fact>
  ) : (
    <Fact
      name="Full sync"
      isWide
      note="Only rows that are new or changed since they were last sent."
    >
      No
    </Fact>
  )
}
