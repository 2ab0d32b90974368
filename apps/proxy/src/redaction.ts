import type { Token } from './token.ts'

/**
 * Cleans a body of the token while it streams. The last bytes are held back until the next chunk
 * shows that no token begins in them.
 */
export class Redaction {
  readonly #token: Token
  #heldBack: Buffer = Buffer.alloc(0)

  constructor(token: Token) {
    this.#token = token
  }

  /** The bytes that may pass so far. */
  push(chunk: Buffer): Buffer {
    const bytes = this.#token.redactBytes(Buffer.concat([this.#heldBack, chunk]))
    const passing = Math.max(0, bytes.length - (this.#token.longestForm - 1))
    this.#heldBack = bytes.subarray(passing)
    return bytes.subarray(0, passing)
  }

  /** What was held back, at the end of the body. */
  end(): Buffer {
    const bytes = this.#heldBack
    this.#heldBack = Buffer.alloc(0)
    return bytes
  }
}
