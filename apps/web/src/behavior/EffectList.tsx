import type { Effect, Effects, RecordState } from './operationChoices.ts'
import classes from './effects.module.css'

/** What happens to new, changed and vanished rows: a small picture beside each sentence. */
export function EffectList({ effects }: { effects: Effects }) {
  return (
    <span className={classes.effects}>
      <EffectLine name="New" effect={effects.fresh} />
      <EffectLine name="Changed" effect={effects.changed} />
      <EffectLine name="Gone" effect={effects.gone} />
      {effects.note && <span className={classes.note}>{effects.note}</span>}
    </span>
  )
}

function EffectLine({ name, effect }: { name: string; effect: Effect }) {
  return (
    <>
      <span className={classes.name}>{name}: </span>
      <svg className={classes.picture} viewBox="0 0 58 14" width={58} height={14} aria-hidden>
        <RecordShape state={effect.before} x={1} />
        <path className={classes.arrow} d="M25.5 7h6m-2.5-2.5L31.5 7 29 9.5" />
        <RecordShape state={effect.after} x={36} />
      </svg>
      <span>{effect.words}. </span>
    </>
  )
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
