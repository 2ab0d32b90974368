import {
  beforeRuns,
  runOnce,
  type Behavior,
  type DestinationRecord,
  type Outcome,
  type SourceRow,
  type SyncState,
} from '@sync-builder/schema'

/** The moments that a picture of two runs has, in their order. */
export const moments = ['before', 'first', 'second'] as const
export type Moment = (typeof moments)[number]

/** What a source holds, before the first run and before the second, and its destination. */
export interface Example {
  records: readonly DestinationRecord[]
  sources: readonly [first: readonly SourceRow[], second: readonly SourceRow[]]
}

/** Hours of a day, as the high water mark column of the example holds them. */
const [eight, nine, halfPastNine, ten, eleven, twelve] = [8, 9, 9.5, 10, 11, 12] as const

/**
 * Five people: Ada stays as she is, Ben changes, Cleo leaves the source and Dan comes to it between
 * the runs, Zoe was never there. With a high water mark Eve comes late, with a time from before.
 */
export function exampleFor(behaviors: readonly Behavior[]): Example {
  const isByTime = behaviors.some((one) => one.operation === 'append' && one.isByTime)
  const isDelete = behaviors.some(({ operation }) => operation === 'delete')
  const ada = { key: 'Ada', value: 'free', at: ten }
  return {
    records: [
      { key: 'Ben', value: 'trial' },
      ...(isDelete ? [{ key: 'Dan', value: 'trial' }] : []),
      { key: 'Zoe', value: 'pro' },
    ],
    sources: [
      [ada, { key: 'Ben', value: 'free', at: nine }, { key: 'Cleo', value: 'pro', at: eight }],
      [
        ada,
        { key: 'Ben', value: 'pro', at: eleven },
        { key: 'Dan', value: 'free', at: twelve },
        ...(isByTime ? [{ key: 'Eve', value: 'free', at: halfPastNine }] : []),
      ],
    ],
  }
}

/** One key at one moment: its row, its records, and what the run that was just made did about it. */
export interface PictureRow {
  key: string
  row: SourceRow | undefined
  /** How the row differs from the moment before. */
  change: 'new' | 'changed' | 'gone' | undefined
  /** The key's records; empty when there is none, or when it is open which. */
  records: readonly DestinationRecord[]
  /** What has just been deleted. */
  deleted: readonly DestinationRecord[]
  /** What was done; several where the choice is left to the API, none before the first run. */
  outcomes: readonly Outcome[]
  /** What the destination holds of it depends on a choice that is left to the API. */
  isOpen: boolean
}

/** One moment of the example, a row for each key of it. */
export interface MomentPicture {
  moment: Moment
  rows: readonly PictureRow[]
}

/**
 * The example before the runs, after the first and after the second. Each behavior is run; where
 * they come to different ends, that is left open.
 */
export function runPictures(behaviors: readonly Behavior[], example: Example): MomentPicture[] {
  const { records, sources } = example
  const keys = [...new Set([...sources.flat(), ...records].map(({ key }) => key))].toSorted()
  const worlds = behaviors.map((behavior) => {
    const first = runOnce(behavior, beforeRuns(records), sources[0])
    return [beforeRuns(records), first, runOnce(behavior, first, sources[1])] as const
  })
  return moments.map((moment, index) => ({
    moment,
    rows: keys.map((key) => {
      const ends = worlds.map((world) => world[index]!)
      const rowsNow = sources[Math.max(index - 1, 0)]!
      const row = rowsNow.find((one) => one.key === key)
      const before = index === 2 ? sources[0].find((one) => one.key === key) : row
      const held = new Set(ends.map((state) => JSON.stringify(recordsOf(state, key))))
      const outcomes = [...new Set(ends.flatMap((state) => outcomeOf(state, key) ?? []))]
      const isOpen = held.size > 1
      return {
        key,
        row,
        change: changeOf(before, row),
        records: isOpen || !ends[0] ? [] : recordsOf(ends[0], key),
        deleted: !isOpen && outcomes[0] === 'deleted' ? recordsOf(worlds[0]![index - 1]!, key) : [],
        outcomes,
        isOpen,
      }
    }),
  }))
}

function recordsOf({ records }: SyncState, key: string): DestinationRecord[] {
  return records.filter((record) => record.key === key)
}

function outcomeOf(
  state: SyncState & { outcomes?: ReadonlyMap<string, Outcome> },
  key: string,
): Outcome | undefined {
  return state.outcomes?.get(key)
}

function changeOf(before: SourceRow | undefined, now: SourceRow | undefined): PictureRow['change'] {
  if (!before) return now && 'new'
  if (!now) return 'gone'
  return before.value === now.value ? undefined : 'changed'
}

/** What the two runs made of a row with a certain time. */
export type DotState = 'first' | 'second' | 'waits' | 'never' | 'not again' | 'open' | 'unread'

/** The rows over the time that they carry, one line each, and where the runs have come to. */
export interface TimeAxis {
  lines: { key: string; dots: { at: number; state: DotState }[] }[]
  /** Where each run that was made draws its line: its mark, or when it ran. */
  runs: { moment: Moment; at: number }[]
}

/** When the runs of the example are made, in hours: after what they find was written. */
const runTimes = [halfPastNine + 1, twelve + 0.5] as const

/** What became of the rows up to a moment, over time. */
export function timeAxis(
  behaviors: readonly Behavior[],
  example: Example,
  until: Moment,
): TimeAxis {
  const pictures = runPictures(behaviors, example)
  const isByTime = behaviors.some((one) => one.operation === 'append' && one.isByTime)
  const made = moments.indexOf(until)
  const seen = example.sources.slice(0, Math.max(made, 1))
  const keys = [...new Set(seen.flat().map(({ key }) => key))].toSorted()
  return {
    lines: keys.map((key) => ({
      key,
      dots: [...new Set(seen.flat().flatMap((row) => (row.key === key ? [row.at] : [])))].map(
        (at) => ({ at, state: dotState(pictures.slice(0, made + 1), key, at) }),
      ),
    })),
    runs: seen.slice(0, made).map((rows, run) => ({
      moment: moments[run + 1]!,
      at: isByTime ? Math.max(...rows.map(({ at }) => at)) : runTimes[run]!,
    })),
  }
}

function dotState(pictures: readonly MomentPicture[], key: string, at: number): DotState {
  let state: DotState = 'unread'
  for (const { moment, rows } of pictures) {
    const found = rows.find((row) => row.key === key && row.row?.at === at)
    const [outcome, ...others] = found?.outcomes ?? []
    if (outcome === undefined || moment === 'before' || isSentState(state)) continue
    if (others.length > 0) state = 'open'
    else if (outcome === 'sent') state = moment
    else if (outcome === 'waits') state = 'waits'
    else if (outcome === 'sent before') state = 'not again'
    else if (outcome === 'seen' || outcome === 'late') state = 'never'
  }
  return state
}

function isSentState(state: DotState): boolean {
  return state === 'first' || state === 'second'
}
