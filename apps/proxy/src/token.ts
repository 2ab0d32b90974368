import { inspect } from 'node:util'

const redacted = '[redacted]'

/**
 * The bearer token of the upstream. It prints as `[redacted]` wherever it is logged, joined into
 * text or turned into JSON; only `bearer()` gives it away, to the code that sends it upstream.
 */
export class Token {
  readonly #secret: string

  /** @throws TokenError when the text cannot be a token; the message never holds the text. */
  constructor(text: string) {
    const secret = text.replace(/\r?\n$/, '')
    if (secret === '') throw new TokenError('is empty')
    if (/^bearer\s/i.test(secret)) throw new TokenError('must be the token alone, without "Bearer"')
    if (!/^[\x21-\x7e]+$/.test(secret)) {
      throw new TokenError('holds characters that no token has (spaces, line ends, non-ASCII)')
    }
    this.#secret = secret
  }

  /** The value of the Authorization header. */
  bearer(): string {
    return `Bearer ${this.#secret}`
  }

  /** The text without this token, in any of the forms in which an answer could echo it. */
  redact(text: string): string {
    return this.#forms().reduce((clean, form) => clean.replaceAll(form, redacted), text)
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }

  [inspect.custom](): string {
    return redacted
  }

  #forms(): string[] {
    const bytes = Buffer.from(this.#secret)
    const basic = Buffer.from(`bearer:${this.#secret}`)
    const hex = bytes.toString('hex')
    const forms = [
      this.#secret,
      encodeURIComponent(this.#secret),
      JSON.stringify(this.#secret).slice(1, -1),
      ...[bytes, basic].flatMap((form) => [
        form.toString('base64').replace(/=+$/, ''),
        form.toString('base64url'),
      ]),
      hex,
      hex.toUpperCase(),
    ]
    return [...new Set(forms)].toSorted((a, b) => b.length - a.length)
  }
}

/** Why a text is no token, to follow the name of the variable it came from. */
export class TokenError extends Error {
  override readonly name = 'TokenError'
}

/** Where the token comes from: ask anew for each request, since it may be replaced. */
export interface TokenSource {
  current(): Token
}

/** A token that stays as it is while the process runs. */
export function fixedToken(text: string): TokenSource {
  const token = new Token(text)
  return { current: () => token }
}
