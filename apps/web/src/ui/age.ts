const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** How long ago `at` was, in words: "just now", "5 minutes ago". Both in ms since the epoch. */
export function ageInWords(at: number, now: number): string {
  const ageMs = now - at
  const step = steps.find(({ ms }) => ageMs >= ms)
  return step ? words.format(-Math.floor(ageMs / step.ms), step.unit) : 'just now'
}
