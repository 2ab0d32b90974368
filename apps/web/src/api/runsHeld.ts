import type { SyncRun } from '@sync-builder/schema'

/** The API's own maximum. Source: reference 1.2. */
export const runsPerPage = 100

/** The runs of a sync as far as they were read: from the newest on, without a gap. */
export interface HeldRuns {
  /** Newest first, each once. */
  runs: readonly SyncRun[]
  /** How many the sync has, where the API tells. */
  total: number | undefined
  /** How many could not be read, by the number of their page. */
  unreadable: Readonly<Record<number, number>>
  /** The highest page that was read. */
  readTo: number
  /** Whether the oldest run is among them. */
  isWhole: boolean
}

/** A page as it was read. */
interface ReadPage {
  items: readonly SyncRun[]
  unreadable: number
  next: number | undefined
  total: number | undefined
}

/**
 * What is held once a page was read. Runs come meanwhile and move all others to later pages, so
 * they are told apart by their ids. What is older than a first page that has nothing in common
 * with what was held is let go: between them may be runs that nobody has read.
 */
export function withPage(held: HeldRuns | undefined, page: ReadPage, number: number): HeldRuns {
  const { items, total } = page
  // A next page that is no later one would be read for ever.
  const isLast = page.next === undefined || page.next <= number
  if (held === undefined || (number === 1 && !items.some(isIn(held.runs)))) {
    return {
      runs: items,
      total,
      unreadable: { [number]: page.unreadable },
      readTo: number,
      isWhole: isLast,
    }
  }
  return {
    runs: number === 1 ? fromFirst(held.runs, items, isLast) : withOlder(held.runs, items),
    total,
    unreadable: { ...held.unreadable, [number]: page.unreadable },
    readTo: Math.max(held.readTo, number),
    isWhole: held.isWhole || isLast,
  }
}

/** The newest runs take the place of all that was held up to the oldest of them. */
function fromFirst(
  held: readonly SyncRun[],
  items: readonly SyncRun[],
  isLast: boolean,
): readonly SyncRun[] {
  if (isLast) return items
  const oldest = held.findLastIndex(isIn(items))
  return [...items, ...held.slice(oldest + 1)]
}

function withOlder(held: readonly SyncRun[], items: readonly SyncRun[]): readonly SyncRun[] {
  // Ids grow with time. Newer ones, moved here by runs that came, are for the first page to tell.
  const older = items.filter(({ id }) => id <= (held[0]?.id ?? Infinity))
  // A map keeps the place of a key's first item.
  return [...new Map([...held, ...older].map((run) => [run.id, run])).values()]
}

function isIn(runs: readonly SyncRun[]): (run: SyncRun) => boolean {
  const ids = new Set(runs.map(({ id }) => id))
  return ({ id }) => ids.has(id)
}

/** The page that holds the runs after those that are held; undefined when there are none. */
export function nextPageOf(held: HeldRuns): number | undefined {
  if (held.isWhole) return undefined
  const places = held.runs.length + unreadableOf(held)
  return Math.max(Math.floor(places / runsPerPage) + 1, held.readTo + 1)
}

/** How many runs could not be read. */
export function unreadableOf({ unreadable }: HeldRuns): number {
  return Object.values(unreadable).reduce((sum, count) => sum + count, 0)
}
