/** A form of the calendar for each zone: to make one takes longer than to use it. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>()

function partsOf(at: number, zone: string | undefined) {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'shortOffset',
      timeZone: zone,
    })
  formats.set(zone, format)
  const parts = format.formatToParts(at)
  const part = (wanted: Intl.DateTimeFormatPartTypes) =>
    parts.find(({ type }) => type === wanted)?.value ?? ''
  const offset = part('timeZoneName')
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')}`,
    year: part('year'),
    time: `${part('hour')}:${part('minute')}`,
    // Without an offset some browsers write GMT, others GMT+0.
    zone: /^GMT(?:\+0)?$/u.test(offset) ? 'UTC' : offset,
  }
}

/**
 * A day: "Wed 25 Nov", with the year where it is not that of `now`. Both in ms since the epoch;
 * `zone` is an IANA name, the browser's own unless told.
 */
export function dayWords(at: number, now: number = Date.now(), zone?: string): string {
  const { day, year } = partsOf(at, zone)
  return year === partsOf(now, zone).year ? day : `${day} ${year}`
}

/** A time of the day: "20:26". */
export function timeOfDay(at: number, zone?: string): string {
  return partsOf(at, zone).time
}

/** A day and a time where the zone stands beside: "Wed 25 Nov, 20:26". */
export function dayTimeWords(at: number, now: number = Date.now(), zone?: string): string {
  return `${dayWords(at, now, zone)}, ${timeOfDay(at, zone)}`
}

/** A moment with its zone: "Wed 25 Nov, 20:26 UTC". */
export function momentWords(at: number, now: number = Date.now(), zone?: string): string {
  return `${dayTimeWords(at, now, zone)} ${partsOf(at, zone).zone}`
}

/** What happened a while ago: today its time alone, else the moment. */
export function pastWords(at: number, now: number = Date.now(), zone?: string): string {
  const [then, today] = [partsOf(at, zone), partsOf(now, zone)]
  const isToday = then.day === today.day && then.year === today.year
  return isToday ? then.time : momentWords(at, now, zone)
}
