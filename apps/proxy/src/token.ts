import { inspect } from 'node:util'

const redacted = '[redacted]'

/**
 * The bearer token of the upstream. It prints as `[redacted]` wherever it is logged, joined into
 * text or turned into JSON; only `bearer()` gives it away, to the code that sends it upstream.
 */
export class Token {
  readonly #secret: string
  readonly #forms: readonly string[]

  /** @throws TokenError when the text cannot be a token; the message never holds the text. */
  constructor(text: string) {
    const secret = text.replace(/\r?\n$/, '')
    if (secret === '') throw new TokenError('is empty')
    if (/^bearer\s/i.test(secret)) throw new TokenError('must be the token alone, without "Bearer"')
    if (!/^[\x21-\x7e]+$/.test(secret)) {
      throw new TokenError('holds characters that no token has (spaces, line ends, non-ASCII)')
    }
    this.#secret = secret
    this.#forms = formsOf(secret)
  }

  /** Length of the longest form that `redact` looks for. */
  get longestForm(): number {
    return this.#forms[0]?.length ?? 0
  }

  /** The value of the Authorization header. */
  bearer(): string {
    return `Bearer ${this.#secret}`
  }

  /** The text without this token, in any of the forms in which an answer could echo it. */
  redact(text: string): string {
    return this.#forms.reduce((clean, form) => clean.replaceAll(form, redacted), text)
  }

  /** The same for the bytes of a text. All forms are ASCII, so latin1 harms no UTF-8. */
  redactBytes(bytes: Buffer): Buffer {
    if (!this.#forms.some((form) => bytes.includes(form, 0, 'latin1'))) return bytes
    return Buffer.from(this.redact(bytes.toString('latin1')), 'latin1')
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
}

/** The forms in which a token could be echoed, longest first. */
function formsOf(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex')
  // As it is, and as the user part of Basic or the value of the header that carries it.
  const encoded = [secret, `bearer:${secret}`, `Bearer ${secret}`].flatMap((text) => [
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
    Buffer.from(text).toString('base64url'),
  ])
  const quoted = JSON.stringify(secret).slice(1, -1)
  // JSON may escape a slash, and PHP and Ruby do.
  const escaped = quoted.replaceAll('/', '\\/')
  const forms = [
    secret,
    quoted,
    escaped,
    encodeURIComponent(secret),
    hex,
    hex.toUpperCase(),
    ...encoded,
  ]
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length)
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
