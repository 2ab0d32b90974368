import { Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { SyncRun } from '@sync-builder/schema'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Link } from 'wouter'
import { countText, type RunOutcome } from './runOutcome.ts'
import { runPath } from './runPath.ts'
import { runRow, runSentence, type RunRow } from './runRow.ts'
import classes from './runPicture.module.css'

const mostBars = 40
/** Wide enough to be hit. */
const barWidth = 24
const tallest = 64
const shortest = 3

/** What an outcome is called below the picture, in the order in which it stands there. */
const kinds: readonly (readonly [kind: RunOutcome['kind'], words: string])[] = [
  ['finished', 'finished'],
  ['flawed', 'with rejected or invalid records'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
  ['skipped', 'skipped'],
  ['working', 'running'],
  ['queued', 'queued'],
  ['unknown', 'in another state'],
]

interface RunPictureProps {
  syncId: number
  /** Newest first. */
  runs: readonly SyncRun[]
  /** When they were read, in ms since the epoch. */
  now: number
}

/** The last runs as bars, oldest first: how many records each sent, and how it ended. */
export function RunPicture({ syncId, runs, now }: RunPictureProps) {
  const { ref, width } = useElementSize()
  const fitting = Math.min(mostBars, Math.max(Math.floor(width / barWidth), 1))
  const shown = useMemo(
    () => runs.slice(0, fitting).map((run) => runRow(run, now)),
    [runs, fitting, now],
  )
  const most = Math.max(1, ...shown.map(sentOf))
  const counts = kinds
    .map(([kind, words]) => ({
      kind,
      words,
      count: shown.filter(({ outcome }) => outcome.kind === kind).length,
    }))
    .filter(({ count }) => count > 0)
  const sum = `${shown.length === 1 ? 'The last run' : `The last ${shown.length} runs`}: ${counts
    .map(({ count, words }) => `${count} ${words}`)
    .join(', ')}. At most ${countText(most)} records sent.`

  return (
    <figure className={classes.picture}>
      <div ref={ref}>
        <Bars key={syncId} label={sum} syncId={syncId} rows={shown.toReversed()} most={most} />
      </div>
      <figcaption className={classes.legend}>
        <Text span size="xs" c="dimmed">
          Height: records sent, in powers of ten, at most {countText(most)}
        </Text>
        {counts.map(({ kind, words, count }) => (
          <span key={kind} className={classes.key}>
            <span className={classes.swatch} data-kind={kind} aria-hidden />
            {count} {words}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

/** One run of all rows would leave nothing to be seen of those of a few: each tenfold is a step. */
function barHeight(sent: number, most: number): number {
  return Math.max(shortest, Math.round((Math.log1p(sent) / Math.log1p(most)) * tallest))
}

function sentOf({ run }: RunRow): number {
  return run.records_processed ?? 0
}

interface BarsProps {
  label: string
  syncId: number
  /** Oldest first. */
  rows: readonly RunRow[]
  most: number
}

/** One stop of the Tab key; the arrow keys go from run to run. */
function Bars({ label, syncId, rows, most }: BarsProps) {
  const bars = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState<number>()
  const found = rows.findIndex(({ run }) => run.id === activeId)
  const active = found === -1 ? rows.length - 1 : found

  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowLeft: active - 1, ArrowRight: active + 1, Home: 0, End: rows.length - 1 }[
      event.key
    ]
    const row = to === undefined ? undefined : rows[to]
    if (to === undefined || !row) return
    event.preventDefault()
    setActiveId(row.run.id)
    bars.current?.querySelectorAll<HTMLElement>('a')[to]?.focus()
  }

  return (
    <div ref={bars} className={classes.bars} role="group" aria-label={label}>
      {rows.map((row, index) => {
        const { run, outcome } = row
        const words = runSentence(row)
        const height = barHeight(sentOf(row), most)
        return (
          <Link
            key={run.id}
            href={runPath(syncId, run.id)}
            className={classes.bar}
            tabIndex={index === active ? 0 : -1}
            aria-label={words}
            title={words}
            onFocus={() => setActiveId(run.id)}
            onKeyDown={onKeyDown}
          >
            <span className={classes.fill} data-kind={outcome.kind} style={{ height }} />
          </Link>
        )
      })}
    </div>
  )
}
