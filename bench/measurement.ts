/** One measured value, and the limit it is held to. */
export interface Measurement {
  name: string
  value: number
  unit: string
  /** Null where the value is only reported. */
  limit: number | null
  direction: '<=' | '>='
}

/** The middle value of an odd number of values, the mean of the two middle ones otherwise. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2
}

/** The 95th percentile. */
export function slowOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN
}
