import { Text, Title } from '@mantine/core'
import { IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { isRunOver, type SyncRun } from '@sync-builder/schema'
import type { ReactNode } from 'react'
import {
  checkCounts,
  counterKeys,
  countsOf,
  hasCounted,
  type CountCheck,
  type RunCounts,
} from './counts.ts'
import { countText, runOutcome } from './runOutcome.ts'
import classes from './runCounts.module.css'

/** What a run counted on the way from source to destination, and whether the numbers add up. */
export function RunCounts({ run }: { run: SyncRun }) {
  if (runOutcome(run).kind === 'skipped') return null
  const isOver = isRunOver(run)
  return (
    <section aria-labelledby="run-counts">
      <Title order={2} size="h5" mb="xs" id="run-counts">
        {isOver ? 'Counts' : 'Counts so far'}
      </Title>
      {hasCounted(run) ? (
        <Flow run={run} />
      ) : (
        <Text size="sm">{isOver ? untoldWords(run) : 'Nothing is counted yet.'}</Text>
      )}
    </section>
  )
}

function Flow({ run }: { run: SyncRun }) {
  const counts = countsOf(run)
  const checks = checkCounts(run)
  const about = (...of: CountCheck['of'][]) => checks.filter((check) => of.includes(check.of))
  const others = run.status === 'completed' ? unchangedOf(counts) : undefined
  return (
    <div className={classes.flow}>
      <Stage title="Source" count={counts.rows} of="rows" unit={['row', 'rows']}>
        <Line
          name="New or changed"
          of="changed"
          count={counts.changed}
          says={changedWords(run, counts)}
        />
        <Line name="Gone" of="gone" count={counts.gone} says="sent before, not there any more" />
        <Line
          name="Invalid"
          of="invalid"
          count={counts.invalid}
          says="no identifier, or several rows with the same one: not sent"
          isFlaw
        />
        {others !== undefined && (
          <Line name="All others" count={others} says="neither changed nor invalid" />
        )}
        <Checks checks={about('source', 'invalid')} />
      </Stage>
      <Stage title="Sent" count={counts.sent} of="sent" unit={['record', 'records']}>
        <Checks checks={about('sent')} />
      </Stage>
      <Stage title="Destination">
        <Line name="Accepted" of="accepted" count={counts.accepted} says="by the destination" />
        <Line
          name="Rejected"
          of="rejected"
          count={counts.rejected}
          says="refused by the destination: tried again in each run"
          isFlaw
        />
        <Checks checks={about('answered')} />
      </Stage>
    </div>
  )
}

function changedWords({ full_sync }: SyncRun, { rows, changed, invalid }: RunCounts): string {
  if (full_sync !== true) return 'since they were last sent'
  // A first run may leave out the rows that were there before it. Source: reference 5.5.
  const isAll = rows !== undefined && changed !== undefined && changed + (invalid ?? 0) === rows
  return isAll ? 'in a full sync, all valid rows' : 'by this full sync'
}

function untoldWords({ status }: SyncRun): string {
  return status === 'failed'
    ? 'The run ended before it had counted anything: its numbers are 0 or not told.'
    : 'The API tells no numbers of this run.'
}

/** Rows that are neither changed nor invalid; undefined where that cannot be said. */
function unchangedOf({ rows, changed, invalid }: RunCounts): number | undefined {
  if (rows === undefined || changed === undefined || invalid === undefined) return undefined
  const others = rows - changed - invalid
  return others < 0 ? undefined : others
}

interface StageProps {
  title: string
  count?: number | undefined
  of?: keyof RunCounts
  /** Of one and of several. */
  unit?: readonly [one: string, several: string]
  children: ReactNode
}

function Stage({ title, count, of, unit: [one, several] = ['', ''], children }: StageProps) {
  return (
    <div className={classes.stage}>
      <h3 className={classes.title}>{title}</h3>
      {of && (
        <p className={classes.total}>
          <Count count={count} /> {count !== undefined && (count === 1 ? one : several)}
          <code className={classes.key}>{counterKeys[of]}</code>
        </p>
      )}
      <ul className={classes.lines}>{children}</ul>
    </div>
  )
}

interface LineProps {
  name: string
  count: number | undefined
  /** None of the API's own where it is worked out here. */
  of?: keyof RunCounts
  says: string
  isFlaw?: boolean
}

function Line({ name, count, of, says, isFlaw = false }: LineProps) {
  return (
    <li className={classes.line} data-flaw={isFlaw && (count ?? 0) > 0}>
      <Count count={count} />
      <span>
        {name} <span className={classes.says}>{says}</span>
        {of && <code className={classes.key}>{counterKeys[of]}</code>}
      </span>
    </li>
  )
}

function Count({ count }: { count: number | undefined }) {
  return count === undefined ? (
    <span className={classes.untold}>Not told</span>
  ) : (
    <span className={classes.count}>{countText(count)}</span>
  )
}

function Checks({ checks }: { checks: readonly CountCheck[] }) {
  return checks.map(({ of, result, sum, why }) => {
    const Icon = result === 'equal' ? IconCheck : IconInfoCircle
    return (
      <li key={of} className={classes.check} data-result={result}>
        <Icon size={16} aria-hidden />
        <span>
          {sum && <span className={classes.sum}>{sum}</span>} {why}
        </span>
      </li>
    )
  })
}
