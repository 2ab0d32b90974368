import {
  sharedEnds,
  type PlannedSync,
  type RunPattern,
  type Week,
  type WeekCell,
} from '@sync-builder/schema/week-of-runs'
import { dayWords, timeOfDay } from '../ui/moments.ts'

/** A count with its noun. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

/** A day of the week map, from its UTC midnight: "Wed 25 Nov". */
export function dateWords(date: Date): string {
  return dayWords(date.getTime(), date.getTime(), 'UTC')
}

/** An hour of the week by the zone's clocks: "Wed 25 Nov, 06:00 to 07:00". */
export function hourWords(week: Week, cell: number): string {
  const hour = cell % 24
  return `${dateWords(week.dates[Math.floor(cell / 24)]!)}, ${twoDigits(hour)}:00 to ${twoDigits(hour + 1)}:00`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** A moment by the zone's clocks and in UTC: "07:30 (06:30 UTC)". */
export function timeWords(zone: string, at: Date): string {
  const utc = `${timeOfDay(at.getTime(), 'UTC')} UTC`
  return zone === 'UTC' ? utc : `${timeOfDay(at.getTime(), zone)} (${utc})`
}

/** The same with its day: "Wed 25 Nov, 07:30 (06:30 UTC)". */
export function dayAndTimeWords(zone: string, at: Date): string {
  return `${dayWords(at.getTime(), at.getTime(), zone)}, ${timeWords(zone, at)}`
}

/** What happens in an hour, for who does not see it. */
export function cellWords({ syncs, paused, own, collisions }: WeekCell): string {
  const said = [
    counted(syncs, 'other sync'),
    paused > 0 && `${paused} paused`,
    own > 0 && `this sync ${own === 1 ? 'once' : `${own} times`}`,
    collisions > 0 && `${counted(collisions, 'other')} in the same minute`,
  ]
  return said.filter((words) => words !== false).join(', ')
}

/** What is in a cell to be seen: a count, cut where it is long. */
export function cellText({ syncs, paused, own, collisions }: WeekCell): string {
  const count = syncs > 999 ? '1k+' : String(syncs)
  if (collisions > 0) return `${count}!`
  if (syncs > 0) return count
  if (own > 0) return '•'
  return paused > 0 ? `(${paused})` : ''
}

/** Which syncs a map shows: all, those near the sync, or those of one connection. */
export type Filter = 'near' | 'all' | `source:${number}` | `destination:${number}`

/** The syncs that a filter lets through. */
export function filteredBy(
  filter: Filter,
  syncs: readonly PlannedSync[],
  own: PlannedSync,
): readonly PlannedSync[] {
  if (filter === 'all') return syncs
  if (filter === 'near') return syncs.filter((sync) => sharedEnds(sync, own).length > 0)
  const [end, id] = filter.split(':')
  const key = end === 'source' ? 'sourceId' : 'destinationId'
  return syncs.filter((sync) => sync[key] === Number(id))
}

type Untimed = Exclude<RunPattern['kind'], 'timed'>

/** Why syncs have no place on the map, by their kind and in the order to show. */
export const untimedKinds: readonly { kind: Untimed; words: string }[] = [
  { kind: 'continuous', words: 'continuous, looking for changes about once a minute' },
  { kind: 'live', words: 'live, following a stream' },
  { kind: 'triggered', words: 'started by another job or sync' },
  { kind: 'manual', words: 'started by hand' },
  { kind: 'untold', words: 'with a schedule whose times cannot be told' },
]

/** What is said of the sync itself when it has no set times. */
export const ownUntimed: Readonly<Record<Untimed, string>> = {
  continuous:
    'This sync looks for changes about once a minute, so it has no minute to keep free of others.',
  live: 'This sync is live, so it has no set times.',
  triggered: 'This sync starts after another job or sync, so it has no set times.',
  manual: 'This sync has no schedule, so it has no set times.',
  untold: 'When this sync runs cannot be told, so collisions cannot either.',
}

/** Minutes of an hour as words: "minute 18", "minutes 2, 17, 32 and 47". */
export function minutesWords(minutes: readonly number[]): string {
  if (minutes.length === 1) return `minute ${minutes[0]}`
  return `minutes ${minutes.slice(0, -1).join(', ')} and ${minutes.at(-1)}`
}
