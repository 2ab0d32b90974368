import { ProxyError } from './errors.ts'

/** Deeper than any answer of the API; each level costs a byte or so while an answer streams. */
const maxDepth = 1_000

const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const openBracket = 0x5b
/** In ASCII each closing bracket comes two behind its opening one. */
const toClosing = 2

/** Which bytes may stand outside of strings besides quotes and brackets. */
const others = new Uint8Array(256)
for (const byte of Buffer.from(' \t\r\n')) others[byte] = 1
/** What numbers, `true`, `false`, `null`, commas and colons are made of: nothing at the top. */
for (const byte of Buffer.from('0123456789+-.eEtrufalsn,:')) others[byte] = 2

/**
 * Looks at an answer that is passed on while it still arrives. A page, another character set, or
 * JSON that was cut or goes on behind its end is told by its strings and brackets, so that it
 * never ends as if it were whole.
 */
export class StreamedJson {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  /** The brackets that are still to come, the next one last. */
  readonly #toClose: number[] = []
  #begun = false
  #inString = false
  #escaped = false

  /** @throws ProxyError `upstream_invalid` where this can be no part of a JSON object or list. */
  push(chunk: Buffer): void {
    try {
      this.#decoder.decode(chunk, { stream: true })
    } catch (cause) {
      throw new ProxyError('upstream_invalid', { cause })
    }
    // By index: the iterator costs several times what is done with a byte.
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0
      if (!this.#inString) this.#readOutside(byte)
      else if (byte < 0x20) throw new ProxyError('upstream_invalid')
      else if (this.#escaped) this.#escaped = false
      else if (byte === backslash) this.#escaped = true
      else if (byte === quote) this.#inString = false
    }
  }

  /** @throws ProxyError `upstream_invalid` where something is still to come. */
  end(): void {
    if (!this.#begun || this.#toClose.length > 0) throw new ProxyError('upstream_invalid')
  }

  #readOutside(byte: number): void {
    const isTop = this.#toClose.length === 0
    if (others[byte] === 1 || (others[byte] === 2 && !isTop)) return
    if (byte === openBrace || byte === openBracket) {
      if ((isTop && this.#begun) || this.#toClose.length === maxDepth) {
        throw new ProxyError('upstream_invalid')
      }
      this.#begun = true
      this.#toClose.push(byte + toClosing)
    } else if (byte === quote && !isTop) {
      this.#inString = true
    } else if (isTop || this.#toClose.pop() !== byte) {
      throw new ProxyError('upstream_invalid')
    }
  }
}
