import classes from './ledger.module.css'

/** One number of a ledger and what it means. */
export interface LedgerLine {
  id: string
  /** Undefined where it is not told, which is not the same as none. */
  count: number | undefined
  name: string
  meaning: string
  /** How the number counts towards the sum. */
  sign?: '+' | '−'
  /** The number is what the signed ones make of the first one. */
  isSum?: boolean
  /** What is lost, or is to be looked at; its words say so, the color only repeats it. */
  tone?: 'warning' | 'hint'
}

/** Numbers one below the other, so that they can be compared and added up. */
export function Ledger({ label, lines }: { label: string; lines: readonly LedgerLine[] }) {
  return (
    <section aria-label={label} className={classes.ledger}>
      <p className={classes.title}>{label}</p>
      <dl className={classes.lines}>
        {lines.map(({ id, count, name, meaning, sign, isSum = false, tone }) => (
          <div key={id} className={classes.line} data-sum={isSum || undefined} data-tone={tone}>
            <dt className={classes.name}>{name}</dt>
            <dd className={count === undefined ? classes.untold : classes.count}>
              {count === undefined ? (
                'not told'
              ) : (
                <>
                  {sign !== undefined && <span className={classes.sign}>{sign}</span>}
                  {count.toLocaleString('en')}
                </>
              )}
            </dd>
            {meaning !== '' && <dd className={classes.meaning}>{meaning}</dd>}
          </div>
        ))}
      </dl>
    </section>
  )
}
