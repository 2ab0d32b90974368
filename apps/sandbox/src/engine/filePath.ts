/**
 * A path with its variables replaced by the parts of a time, in UTC. What is no variable stays as
 * it is. Source: reference 5.11.
 */
export function filePathAt(path: string, time: Date): string {
  const hours = time.getUTCHours()
  const parts: Readonly<Record<string, string>> = {
    '%Y': String(time.getUTCFullYear()),
    '%y': two(time.getUTCFullYear() % 100),
    '%m': two(time.getUTCMonth() + 1),
    '%-m': String(time.getUTCMonth() + 1),
    '%d': two(time.getUTCDate()),
    '%-d': String(time.getUTCDate()),
    '%H': two(hours),
    '%k': String(hours).padStart(2, ' '),
    '%I': two(hours % 12 || 12),
    '%l': String(hours % 12 || 12).padStart(2, ' '),
    '%M': two(time.getUTCMinutes()),
    '%S': two(time.getUTCSeconds()),
  }
  return path.replaceAll(/%-?[A-Za-z]/g, (variable) => parts[variable] ?? variable)
}

/** The name of a file that holds everything, or what changed since. Source: reference 5.11. */
export function incrementalPath(path: string, isFull: boolean, time: Date): string {
  const suffix = isFull ? 'full' : String(Math.floor(time.getTime() / 1_000))
  const [, stem = path, extension = ''] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? []
  return `${stem}_${suffix}${extension}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
