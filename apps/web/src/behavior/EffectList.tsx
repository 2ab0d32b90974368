import {
  effectsOf,
  effectWords,
  possibleBehaviors,
  type Effect,
  type Effects,
  type JsonObject,
  type Outcome,
} from '@sync-builder/schema'
import { useMemo, type ReactNode } from 'react'
import classes from './effects.module.css'

const kinds = [
  ['fresh', 'New'],
  ['changed', 'Changed'],
  ['gone', 'Gone'],
] as const

/** What a sync does to new, changed and vanished rows: a small picture beside each sentence. */
export function EffectList({ payload, note }: { payload: JsonObject; note?: ReactNode }) {
  const effects = useMemo(() => effectsOf(possibleBehaviors(payload)), [payload])
  return (
    <span className={classes.effects}>
      {kinds.map(([kind, name]) => (
        <EffectLine key={kind} kind={kind} name={name} effect={effects[kind]} />
      ))}
      {note && <span className={classes.note}>{note}</span>}
    </span>
  )
}

function EffectLine(props: { kind: keyof Effects; name: string; effect: Effect }) {
  const [before, after] = statesOf(props.kind, props.effect)
  return (
    <>
      <span className={classes.name}>{props.name}: </span>
      <svg className={classes.picture} viewBox="0 0 58 14" width={58} height={14} aria-hidden>
        <RecordShape state={before} x={1} />
        <path className={classes.arrow} d="M25.5 7h6m-2.5-2.5L31.5 7 29 9.5" />
        <RecordShape state={after} x={36} />
      </svg>
      <span>{effectWords(props.kind, props.effect)}. </span>
    </>
  )
}

/** What stands in the destination for one row, before or after a run. */
type RecordState = 'absent' | 'unchanged' | 'created' | 'updated' | 'emptied'

/** New rows find no record as a rule, and the others do; a deletion is shown where there is one. */
function statesOf(kind: keyof Effects, { unmatched, matched }: Effect): [RecordState, RecordState] {
  const isThere = kind !== 'fresh' || matched[0] === 'deleted'
  const before = isThere ? 'unchanged' : 'absent'
  const [outcome = 'untouched'] = isThere ? matched : unmatched
  return [before, stateAfter[outcome] ?? before]
}

const stateAfter: Partial<Record<Outcome, RecordState>> = {
  created: 'created',
  sent: 'created',
  updated: 'updated',
  replaced: 'updated',
  deleted: 'absent',
  emptied: 'emptied',
}

/** A record as a bar: the shapes differ, not only their colours. */
function RecordShape({ state, x }: { state: RecordState; x: number }) {
  return (
    <g transform={`translate(${x} 2)`}>
      <rect className={classes[state]} width="21" height="10" rx="2" />
      {state === 'created' && <path className={classes.mark} d="M10.5 2.5v5M8 5h5" />}
      {state === 'updated' && (
        <rect className={classes.part} x="10.5" width="10.5" height="10" rx="2" />
      )}
      {state === 'unchanged' && <path className={classes.lines} d="M4 3.5h13M4 6.5h9" />}
    </g>
  )
}
