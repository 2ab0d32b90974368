import { inspect } from 'node:util'

const redacted = '[redacted]'

/**
 * The bearer token of the upstream. It prints as `[redacted]` wherever it is logged, joined into
 * text or turned into JSON; only `bearer()` gives it away, to the code that sends it upstream.
 */
export class Token {
  readonly #secret: string
  readonly #forms: readonly string[]
  readonly #escaped: RegExp

  /** @throws TokenError when the text cannot be a token; the message never holds the text. */
  constructor(text: string) {
    const secret = text.replace(/\r?\n$/, '')
    if (secret === '') throw new TokenError('is empty')
    if (/^bearer\s/i.test(secret))
      throw new TokenError('begins with "Bearer": the token alone is wanted')
    if (!/^[\x21-\x7e]+$/.test(secret)) {
      throw new TokenError('holds characters that no token has (spaces, line ends, non-ASCII)')
    }
    this.#secret = secret
    this.#forms = plainForms(secret)
    this.#escaped = escapedForms(secret)
  }

  /** The most bytes that one of the forms takes that `redact` looks for. */
  get longestForm(): number {
    return Math.max(...this.#forms.map(({ length }) => length)) * longestSpelling
  }

  /** The value of the Authorization header. */
  bearer(): string {
    return `Bearer ${this.#secret}`
  }

  /** The text without this token, in any of the forms in which an answer could echo it. */
  redact(text: string): string {
    const clean = this.#forms.reduce((rest, form) => rest.replaceAll(form, redacted), text)
    return escapes.test(clean) ? clean.replaceAll(this.#escaped, redacted) : clean
  }

  /** The same for the bytes of a text. All forms are ASCII, so latin1 harms no UTF-8. */
  redactBytes(bytes: Buffer): Buffer {
    const text = bytes.toString('latin1')
    const clean = this.redact(text)
    return clean === text ? bytes : Buffer.from(clean, 'latin1')
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

/** The texts that give a token away when nothing in them is escaped. */
function plainForms(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex')
  return [...new Set([secret, hex, hex.toUpperCase(), ...base64Forms(secret)])]
}

/**
 * What base64 makes of a token, whatever stands before and after it. Three bytes are four
 * characters, so there are three ways to begin; those that hold bits of the neighbours are left out.
 */
function base64Forms(secret: string): string[] {
  const forms = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor((bytes.length * 8) / 6)
    return [bytes.toString('base64'), bytes.toString('base64url')].map((text) =>
      text.slice(from, to),
    )
  })
  // Of a token of a few characters the rest would be found everywhere.
  return forms.filter((form) => form.length >= 8)
}

/** A text without any of these is escaped in none of the ways of `spellings`. */
const escapes = /[\\%=&]/

/** The most bytes that `spellings` takes for one character: `&amp;amp;#x00007e;`. */
const longestSpelling = 18

/**
 * The pattern of one character as itself or as JSON, URLs, quoted-printable or HTML may write it,
 * also where that was written into another text of its kind.
 */
function spellings(character: string): string {
  const code = character.charCodeAt(0)
  const hex = code.toString(16).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)
  const byItself = `\\\\{0,7}(?:\\x${code.toString(16)}|u00${hex}|x${hex})`
  const inHtml = `&(?:amp;){0,2}#(?:0{0,4}${code}|[xX]0{0,4}${hex});`
  return `(?:${byItself}|%(?:25){0,3}${hex}|=${hex}|${inHtml})`
}

/** Of base64 the signs alone: nobody escapes its letters, and V8 compiles short patterns only. */
function escapedForms(secret: string): RegExp {
  const whole = Array.from(secret, spellings).join('')
  const encoded = base64Forms(secret).map((form) => form.replaceAll(/[^\w-]/g, spellings))
  return new RegExp([whole, ...new Set(encoded)].join('|'), 'g')
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
