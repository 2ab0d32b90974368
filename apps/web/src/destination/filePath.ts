/** A part of a file path that is replaced when a run starts. */
export interface PathVariable {
  code: string
  means: string
  at: (time: Date) => string
}

/** The variables of a file path, in UTC, which the API's page only implies. Source: 5.11. */
export const pathVariables: readonly PathVariable[] = [
  { code: '%Y', means: 'year', at: (time) => String(time.getUTCFullYear()) },
  { code: '%y', means: 'year, two digits', at: (time) => two(time.getUTCFullYear() % 100) },
  { code: '%m', means: 'month', at: (time) => two(time.getUTCMonth() + 1) },
  { code: '%-m', means: 'month, no zero', at: (time) => String(time.getUTCMonth() + 1) },
  { code: '%d', means: 'day', at: (time) => two(time.getUTCDate()) },
  { code: '%-d', means: 'day, no zero', at: (time) => String(time.getUTCDate()) },
  { code: '%H', means: 'hour, 00 to 23', at: (time) => two(time.getUTCHours()) },
  { code: '%k', means: 'hour, space for zero', at: (time) => spaced(time.getUTCHours()) },
  { code: '%I', means: 'hour, 01 to 12', at: (time) => two(hour12(time)) },
  { code: '%l', means: 'hour to 12, space for zero', at: (time) => spaced(hour12(time)) },
  { code: '%M', means: 'minute', at: (time) => two(time.getUTCMinutes()) },
  { code: '%S', means: 'second', at: (time) => two(time.getUTCSeconds()) },
]

const byCode = new Map(pathVariables.map((variable) => [variable.code, variable]))
const variable = /%-?[a-zA-Z]/gu

/** The path that a run started at `time` would write to. */
export function expandPath(path: string, time: Date): string {
  return path.replaceAll(variable, (code) => byCode.get(code)?.at(time) ?? code)
}

/** What looks like a variable but is none: it would stay in the file's name. */
export function unknownVariables(path: string): string[] {
  return [...new Set(path.match(variable))].filter((code) => !byCode.has(code))
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function spaced(number: number): string {
  return String(number).padStart(2, ' ')
}

function hour12(time: Date): number {
  return time.getUTCHours() % 12 || 12
}
