/** Something about a cron expression that the operator should know. */
export interface CronProblem {
  /** An error can't be a five-field cron at all; anything else is the API's to decide. */
  severity: 'error' | 'warning'
  /** Stable name, in kebab case, starting with `cron-`. */
  code: string
  /** One sentence that names the field and the culprit. */
  message: string
  /** The whole expression in the API's dialect, where what is meant can be told. */
  fix?: string
  /** What the fix changes, in one sentence; without it, it runs at exactly the same times. */
  loses?: string
}

interface Field {
  name: string
  min: number
  max: number
  /** Names of the values from `min` on, which cron knows but the API does not document. */
  names?: readonly string[]
  /** What other crons take here besides, and the API does not document. */
  extension?: RegExp
}

/** The five fields in their order. Source: reference 5.12. */
export const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  {
    name: 'day of month',
    min: 1,
    max: 31,
    extension: /^(?:\?|lw?|l-(?:[1-9]|[12]\d|30)|(?:[1-9]|[12]\d|3[01])w)$/i,
  },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' '),
  },
  {
    name: 'day of week',
    min: 0,
    // 7 is another name of Sunday.
    max: 7,
    names: 'SUN MON TUE WED THU FRI SAT'.split(' '),
    extension: /^(?:\?|l|(?:[0-7]|sun|mon|tue|wed|thu|fri|sat)(?:l|#-?[1-5]))$/i,
  },
]
const dayOfWeek = fields[4]

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const nicknames: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
])

/** A problem that does not yet know the whole expression. */
interface PartProblem extends Omit<CronProblem, 'fix' | 'loses'> {
  /** What `written` says instead is free of it. */
  isMended: boolean
}

/** What one field says, or one of its comma-separated parts. */
interface Reading {
  /** In the API's dialect; empty for what can't be read. */
  written: string[]
  /** The values it stands for; undefined when only the calendar tells (`L`). */
  values: number[] | undefined
  problems: PartProblem[]
}

/**
 * What is wrong with a cron expression in the API's dialect: five fields, UTC, comma lists and
 * steps, no ranges. At most one problem of a kind for each field; a `fix` mends every field that
 * can be mended, so taking one takes them all. Source: reference 2.6, 5.12.
 */
export function checkCron(expression: string): CronProblem[] {
  return readCron(expression).problems
}

/**
 * The expression as the API wants it: numbers, comma lists, steps; undefined when it is no
 * five-field cron. Parts that only other crons know (`L`, `W`, `#`) stay as they are.
 */
export function toCronDialect(expression: string): string | undefined {
  return readCron(expression).written
}

/** What an expression says, and what is wrong with it. */
interface Read {
  /** In the API's dialect; undefined, as the readings, for what is no five-field cron. */
  written?: string
  /** One for each field. */
  readings?: Reading[]
  problems: CronProblem[]
}

/** Reads an expression field by field; see `checkCron` and `cronTimes` for what it is good for. */
export function readCron(expression: string): Read {
  const texts = expression.trim().split(/\s+/)
  if (texts.length !== fields.length) return { problems: wrongFieldCount(texts) }

  const readings = fields.map((field, index) => readField(texts[index] ?? '', field))
  const problems = readings.flatMap((reading) => reading.problems)
  // A fix that leaves the expression broken is none.
  const isBroken = problems.some(({ severity }) => severity === 'error')
  const written = readings.map((reading) => reading.written.join(',')).join(' ')
  const said = problems.map(({ isMended, ...problem }) =>
    isMended && !isBroken ? { ...problem, fix: written } : problem,
  )
  if (isBroken) return { problems: said }
  return {
    written,
    readings,
    problems: [...said, ...twoKindsOfDays(readings), ...neverFires(readings)],
  }
}

function wrongFieldCount(texts: string[]): CronProblem[] {
  const found = texts.join(' ')
  const [first = '', ...rest] = texts
  if (first.startsWith('@')) {
    const fix = fieldsOfNickname(texts)
    const message = `The API takes five cron fields, not ${shorten(found)}`
    return [{ severity: 'error', code: 'cron-nickname', message, ...(fix && { fix }) }]
  }
  const [, zone] = /^(?:CRON_)?TZ=(.+)$/i.exec(first) ?? []
  if (zone !== undefined) return [zoneProblem(zone, rest)]
  const count = found === '' ? 0 : texts.length
  const message = `A cron expression has five fields (minute, hour, day of month, month, day of week), not ${count}`
  const problem: CronProblem = { severity: 'error', code: 'cron-field-count', message }
  const other = texts.length > fields.length ? readLongDialect(texts) : undefined
  return other === undefined ? [problem] : withFiveFields(problem, other)
}

/** The five fields that a nickname on its own stands for. */
function fieldsOfNickname([first = '', ...rest]: string[]): string | undefined {
  return rest.length === 0 ? nicknames.get(first.toLowerCase()) : undefined
}

function zoneProblem(zone: string, rest: string[]): CronProblem {
  const isUtc = /^(?:Etc\/)?(?:UTC|GMT)$/i.test(zone)
  const fix = fieldsOfNickname(rest) ?? toCronDialect(rest.join(' '))
  return {
    severity: 'error',
    code: 'cron-zone',
    message: `The API runs cron in UTC and takes no zone, such as ${shorten(zone)}`,
    ...(fix !== undefined && {
      fix,
      ...(!isUtc && { loses: `Its times are then read as UTC, not as those of ${shorten(zone)}` }),
    }),
  }
}

/** Five fields of a dialect that has seconds before them, a year behind them, or both. */
interface LongDialect {
  seconds: string
  five: string[]
  year: string
}

function readLongDialect(texts: string[]): LongDialect | undefined {
  const [first = ''] = texts
  const last = texts.at(-1) ?? ''
  if (texts.length === 7) return { seconds: first, five: texts.slice(1, -1), year: last }
  if (texts.length !== 6) return undefined
  // `?` stands for a day only: where it is, tells what the fields around it are.
  const isYearLast = /\d{4}/.test(last) || texts[2] === '?' || texts[4] === '?'
  return isYearLast
    ? { seconds: '0', five: texts.slice(0, -1), year: last }
    : { seconds: first, five: texts.slice(1), year: '*' }
}

/** `problem` with the five fields that the other dialect's expression stands for. */
function withFiveFields(problem: CronProblem, { seconds, five, year }: LongDialect): CronProblem[] {
  const fix = toCronDialect(five.join(' '))
  const lost = [lostSeconds(seconds), lostYear(year)]
  if (fix === undefined || lost.includes(undefined)) return [problem]
  const said = lost.filter((words) => words !== undefined && words !== '')

  // Quartz and AWS, who write `?`, count the days of week from Sunday as 1; others write it too.
  const counted = five.includes('?') ? daysCountedFromOne(five[4] ?? '') : undefined
  const shifted = counted && toCronDialect([...five.slice(0, 4), counted].join(' '))
  const plain = {
    ...problem,
    fix,
    ...losing([...said, shifted && 'Its days of week are then counted from Sunday as 0']),
  }
  if (shifted === undefined) return [plain]
  const message = `Quartz and AWS count the days of week from Sunday as 1: there ${shorten(five[4] ?? '')} means ${shifted.split(' ')[4]}`
  const other = { ...problem, code: 'cron-days-from-one', message, fix: shifted }
  return [plain, { ...other, ...losing(said) }]
}

function losing(said: readonly (string | undefined)[]): { loses?: string } {
  const words = said.filter((sentence) => sentence !== undefined)
  return words.length === 0 ? {} : { loses: words.join('. ') }
}

/** What goes with the seconds: empty for nothing, undefined for what is none. */
function lostSeconds(text: string): string | undefined {
  // Seconds have the values of minutes.
  const { values } = readField(text, { name: 'second', min: 0, max: 59 })
  if (!values || values.length === 0) return undefined
  if (values.length > 1) return `It then starts once in a minute, not ${values.length} times`
  return values[0] === 0 ? '' : `It then starts at second 0, not ${values[0]}`
}

/** What goes with the year, the same way. */
function lostYear(text: string): string | undefined {
  if (text === '*' || text === '?') return ''
  return /^[\d,*/-]+$/.test(text) ? `It then runs every year, not in ${shorten(text)}` : undefined
}

/** Days of week with Sunday as 1, counted with Sunday as 0; undefined where no number is among them. */
function daysCountedFromOne(text: string): string | undefined {
  const counted = text
    .split(',')
    .map((part) => {
      // Numbers behind / and # count something else.
      const [, from, to, rest = ''] = /^([1-7])(?:-([1-7]))?((?!\d).*)$/.exec(part) ?? []
      if (from === undefined) return part
      const days = [from, to].filter((day) => day !== undefined)
      return days.map((day) => Number(day) - 1).join('-') + rest
    })
    .join(',')
  return counted === text ? undefined : counted
}

function readField(text: string, field: Field): Reading {
  const written = new Set<string>()
  const values = new Set<number>()
  const problems = new Map<string, PartProblem>()
  let areKnown = true
  for (const part of new Set(text.split(','))) {
    const reading = readPart(part, field)
    for (const word of reading.written) written.add(word)
    for (const value of reading.values ?? []) values.add(value)
    for (const problem of reading.problems) {
      if (!problems.has(problem.code)) problems.set(problem.code, problem)
    }
    if (reading.values === undefined) areKnown = false
    // One broken part is enough to say; the rest of a very long list is not worth the time.
    if (reading.written.length === 0) break
  }
  return {
    written: [...written],
    values: areKnown ? [...values] : undefined,
    problems: [...problems.values()],
  }
}

/** One part of a list: `*`, `5`, `MON`, `1-5`, each with a step or without, or an extension. */
function readPart(part: string, field: Field): Reading {
  if (field.extension?.test(part)) return readExtension(part, field)
  const [, first, last, stepText] = valueOrRange.exec(part) ?? []
  if (first === undefined) {
    const what = part === '' ? 'a value is missing' : `${shorten(part)} is not a cron value`
    return broken(field, 'cron-part', what)
  }
  const step = stepText === undefined ? undefined : Number(stepText)
  if (step === 0) return broken(field, 'cron-step', 'a step of 0 never moves')
  if (first === '*') return readStar(step ?? 1, field)

  const from = readValue(first, field)
  const to = last === undefined ? undefined : readValue(last, field)
  if (typeof from === 'object') return from
  if (typeof to === 'object') return to
  return readNumbers(part, { from, to, step }, field)
}

const valueOrRange = /^(\*|[a-z]+|\d+)(?:(?<!\*)-([a-z]+|\d+))?(?:\/(\d+))?$/i

/** The number that a word stands for, or why it stands for none. */
function readValue(word: string, field: Field): number | Reading {
  if (!/^\d+$/.test(word)) {
    const index = field.names?.indexOf(word.toUpperCase()) ?? -1
    return index >= 0
      ? field.min + index
      : broken(field, 'cron-part', `${shorten(word)} is not a cron value`)
  }
  const value = Number(word)
  return value >= field.min && value <= field.max
    ? value
    : broken(
        field,
        'cron-out-of-range',
        `${shorten(word)} is not within ${field.min} to ${lastValue(field)}`,
      )
}

function readStar(step: number, field: Field): Reading {
  const values = valuesBetween(field.min, lastValue(field), step, field)
  if (values.length > 1) return { written: [step === 1 ? '*' : `*/${step}`], values, problems: [] }
  const message = `a step of ${shorten(String(step))} is so long that it only ever means ${field.min}`
  return writtenAs(field, values, { 'cron-step': message })
}

function readNumbers(
  part: string,
  { from, to, step }: { from: number; to: number | undefined; step: number | undefined },
  field: Field,
): Reading {
  const last = to ?? (step === undefined ? from : lastValue(field))
  const values = valuesBetween(from, last, step ?? 1, field)
  const list = values.join(',')
  const isStepFromANumber = step !== undefined && to === undefined
  return writtenAs(field, values, {
    'cron-range':
      to !== undefined && `the API wants the list ${list} instead of the range ${shorten(part)}`,
    'cron-name': /[a-z]/i.test(part) && `the API documents numbers, not names: ${list}`,
    'cron-step': isStepFromANumber && `a step follows a *; ${shorten(part)} is the list ${list}`,
    'cron-sunday':
      field === dayOfWeek && (from === 7 || to === 7) && 'Sunday is 0; 7 is not documented',
  })
}

/** What other crons add for days. */
function readExtension(part: string, field: Field): Reading {
  const message = `${shorten(part)} belongs to other crons; the API does not document it`
  if (part === '?') {
    return {
      ...readStar(1, field),
      problems: [warning(field, 'cron-extension', message, true)],
    }
  }
  const problems = [warning(field, 'cron-extension', message, false)]
  return { written: [part], values: undefined, problems }
}

/** A date such as 31 February; days of the week, when given too, fire on their own. */
function neverFires([, , daysOfMonth, months, daysOfWeek]: Reading[]): CronProblem[] {
  if (!daysOfMonth?.values || !months?.values || daysOfWeek?.written.join(',') !== '*') return []
  const longest = Math.max(...months.values.map((month) => longestMonths[month - 1] ?? 0))
  if (daysOfMonth.values.some((day) => day <= longest)) return []
  const message = 'Day of month: no month of the expression has such a day, so it never fires'
  return [{ severity: 'warning', code: 'cron-never-fires', message }]
}

/** Both kinds of days limited: other crons differ in what that means, and the API does not say. */
function twoKindsOfDays([, , daysOfMonth, , daysOfWeek]: Reading[]): CronProblem[] {
  const isLimited = (reading: Reading | undefined) => reading?.written.join(',') !== '*'
  if (!isLimited(daysOfMonth) || !isLimited(daysOfWeek)) return []
  const message =
    'Day of month and day of week are both limited: most crons then run when either fits, and the API does not say'
  return [{ severity: 'warning', code: 'cron-two-days', message }]
}

/** Values from `from` to `to`, around the end where `to` comes first, as in 22-2. */
function valuesBetween(from: number, to: number, step: number, field: Field): number[] {
  const count = lastValue(field) - field.min + 1
  const start = field === dayOfWeek && from > to ? from % count : from
  const span = start <= to ? to - start : to - start + count
  const values = Array.from(
    { length: Math.floor(span / step) + 1 },
    (_, index) => field.min + ((start - field.min + index * step) % count),
  )
  return [...new Set(values)]
}

/** The largest value that is written; the 7 of Sunday is only read. */
export function lastValue(field: Field): number {
  return field === dayOfWeek ? 6 : field.max
}

/** `values` as a list, with the problems that writing it so mends. */
function writtenAs(
  field: Field,
  values: number[],
  messages: Record<string, string | false>,
): Reading {
  const problems = Object.entries(messages).flatMap(([code, message]) =>
    message === false ? [] : [warning(field, code, message, true)],
  )
  return { written: values.map(String), values, problems }
}

function warning(field: Field, code: string, what: string, isMended: boolean): PartProblem {
  return { severity: 'warning', code, message: `${label(field)}: ${what}`, isMended }
}

function broken(field: Field, code: string, what: string): Reading {
  const message = `${label(field)}: ${what}`
  const problem: PartProblem = { severity: 'error', code, message, isMended: false }
  return { written: [], values: undefined, problems: [problem] }
}

function label(field: Field): string {
  return field.name.charAt(0).toUpperCase() + field.name.slice(1)
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
