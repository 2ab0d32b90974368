/** The sandbox's time, which tests can move on. */
export interface Clock {
  now: () => Date
  /** How far it was moved. */
  offsetMs: () => number
  /** Moves it on, never back. */
  advance: (ms: number) => void
}

/** A clock that goes as `real` does, and further by what it was moved. */
export function createClock(real: () => Date): Clock {
  let offsetMs = 0
  return {
    now: () => new Date(real().getTime() + offsetMs),
    offsetMs: () => offsetMs,
    advance: (ms) => {
      offsetMs += ms
    },
  }
}
