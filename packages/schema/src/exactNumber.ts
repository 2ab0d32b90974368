/**
 * True when a JSON number means to JavaScript what it says: 20-digit integers lose digits, `1e400`
 * becomes infinite, `-0` is printed as `0`. Another spelling of the same value (`1.0`, `1e2`) is
 * fine. `source` must be a number in JSON's grammar.
 */
export function isExactNumber(source: string): boolean {
  if (short.test(source)) return true
  const value = Number(source)
  if (!Number.isFinite(value) || Object.is(value, -0)) return false
  return decimalOf(source) === decimalOf(String(value))
}

/** Integers that every JavaScript number can hold: nearly all that payloads carry. */
const short = /^(?:0|-?[1-9]\d{0,14})$/

/** One spelling for each value: its digits without zeros at the ends, and where the point is. */
function decimalOf(source: string): string {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const digits = whole + fraction
  const first = digits.search(/[1-9]/)
  if (first === -1) return '0'
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  const sign = source.startsWith('-') ? '-' : ''
  // The first digit that counts stands this many places left of the point.
  const places = whole.length - first + Number(exponent)
  return `${sign}${digits.slice(first, end)}e${places}`
}
