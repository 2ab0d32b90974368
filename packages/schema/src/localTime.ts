/** A change of a zone's clocks. */
export interface ClockChange {
  /** The first moment with the new offset. */
  at: Date
  /** Minutes ahead of UTC, until then and from then on. */
  before: number
  after: number
}

const minuteMs = 60_000
const dayMs = 1440 * minuteMs

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}

/**
 * The minutes by which the clocks of a zone, an IANA name, are ahead of UTC at a time. Throws a
 * `RangeError` for a zone that is not known here.
 */
export function offsetAt(zone: string, at: Date): number {
  const parts = formatOf(zone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((found) => found.type === type)?.value)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return Math.round((wall - Math.floor(at.getTime() / 1000) * 1000) / minuteMs)
}

/**
 * What the clocks of a zone show at a time, as a date whose UTC fields are those of the zone: to be
 * read and formatted as UTC.
 */
export function wallTime(zone: string, at: Date): Date {
  return new Date(at.getTime() + offsetAt(zone, at) * minuteMs)
}

/** The changes of a zone's clocks after `from`, up to `to`, in order and to the minute. */
export function clockChanges(zone: string, from: Date, to: Date): ClockChange[] {
  const changes: ClockChange[] = []
  let start = Math.floor(from.getTime() / minuteMs) * minuteMs
  let before = offsetAt(zone, new Date(start))
  while (start < to.getTime()) {
    const end = Math.min(start + dayMs, to.getTime())
    const after = offsetAt(zone, new Date(end))
    if (after !== before) {
      changes.push({ at: firstWithOther(zone, start, end, before), before, after })
      before = after
    }
    start = end
  }
  return changes
}

/** The first full minute within a day at which the offset is no longer `before`. */
function firstWithOther(zone: string, start: number, end: number, before: number): Date {
  let [low, high] = [start, end]
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs
    if (offsetAt(zone, new Date(middle)) === before) low = middle
    else high = middle
  }
  return new Date(high)
}
