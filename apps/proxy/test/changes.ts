interface Wait {
  holds: () => boolean
  resolve: () => void
}

/**
 * How long a test waits for what must come: nothing, where it comes at once, and enough for a
 * machine that does much else.
 */
const patienceMs = 20_000

/** Something whose changes can be waited for, so that no test sleeps. */
export class Changes {
  readonly #waits = new Set<Wait>()

  /**
   * Resolves at the first change after which the condition holds.
   * @throws Error with the description when that takes too long.
   */
  async until(holds: () => boolean, description: () => string): Promise<void> {
    if (holds()) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const wait = { holds, resolve }
    this.#waits.add(wait)
    const limit = setTimeout(() => {
      reject(new Error(`Waited ${patienceMs} ms for ${description()}`))
    }, patienceMs)
    try {
      await promise
    } finally {
      clearTimeout(limit)
      this.#waits.delete(wait)
    }
  }

  protected changed(): void {
    for (const wait of this.#waits) if (wait.holds()) wait.resolve()
  }
}
