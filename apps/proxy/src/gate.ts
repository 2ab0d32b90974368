import { ProxyError } from './errors.ts'

/** Bounds how much of one kind of work is under way at one time, and how much waits for that. */
export class Gate {
  readonly #places: number
  readonly #seats: number
  #underWay = 0
  readonly #waiting = new Set<() => void>()
  readonly #onIdle = new Set<() => void>()

  constructor({ places, seats }: { places: number; seats: number }) {
    this.#places = places
    this.#seats = seats
  }

  get underWay(): number {
    return this.#underWay
  }

  /**
   * Takes a place, in turn, and gives the function that leaves it; calling that twice does no
   * harm. Whoever stops waiting, told by `gone`, gives up the turn.
   *
   * @throws ProxyError `overloaded` when as many wait as may, `client_left` after `gone`.
   */
  async enter(gone?: AbortSignal): Promise<() => void> {
    if (gone?.aborted) throw new ProxyError('client_left')
    if (this.#underWay < this.#places) this.#underWay += 1
    else await this.#wait(gone)
    // A client may leave in the moment of its turn: then nobody would ever leave the place.
    if (gone?.aborted) {
      this.#pass()
      throw new ProxyError('client_left')
    }
    let inside = true
    return () => {
      if (inside) this.#pass()
      inside = false
    }
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve()
    return new Promise((resolve) => this.#onIdle.add(resolve))
  }

  #wait(gone: AbortSignal | undefined): Promise<void> {
    if (this.#waiting.size >= this.#seats) {
      throw new ProxyError('overloaded', { headers: { 'retry-after': '1' } })
    }
    return new Promise((resolve, reject) => {
      const give = (): void => {
        gone?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        this.#waiting.delete(give)
        reject(new ProxyError('client_left'))
      }
      gone?.addEventListener('abort', leave, { once: true })
      this.#waiting.add(give)
    })
  }

  /** Hands the place to the one who waits longest, or frees it. */
  #pass(): void {
    const [next] = this.#waiting
    if (next) {
      this.#waiting.delete(next)
      next()
    } else {
      this.#underWay -= 1
      if (this.#underWay > 0) return
      for (const tell of this.#onIdle) tell()
      this.#onIdle.clear()
    }
  }
}
