import type { Token } from './token.ts'

/**
 * Cleans a body of the token while it streams. The last bytes are held back until the next chunk
 * shows that no token begins in them.
 */
export class Redaction {
  readonly #token: Token
  #heldBack = ''

  constructor(token: Token) {
    this.#token = token
  }

  /** The bytes that may pass so far. All forms of a token are ASCII, so latin1 harms no UTF-8. */
  push(chunk: Buffer): Buffer {
    const text = this.#token.redact(this.#heldBack + chunk.toString('latin1'))
    const passing = Math.max(0, text.length - (this.#token.longestForm - 1))
    this.#heldBack = text.slice(passing)
    return Buffer.from(text.slice(0, passing), 'latin1')
  }

  /** What was held back, at the end of the body. */
  end(): Buffer {
    const text = this.#heldBack
    this.#heldBack = ''
    return Buffer.from(text, 'latin1')
  }
}
