import { isJsonObject, readJson, type JsonObject } from '@sync-builder/schema'
import { readWords, shellWords, UnclosedQuote } from './shellWords.ts'

/** What was made of a pasted text. */
export type ReadRequest = { ok: true; payload: JsonObject } | { ok: false; message: string }

/** cURL's ways to give a body, as option or as `option=value`. */
const dataOptions = ['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--json']

/** The payload in a pasted request: JSON as it is, or the body of a cURL command. */
export function readRequest(text: string): ReadRequest {
  const trimmed = text.trim()
  if (trimmed === '') return refused('Paste the JSON of a request, or a cURL command.')
  if (!/^curl(\.exe)?\s/u.test(trimmed)) return readBody(trimmed)
  try {
    const body = bodyOf(shellWords(trimmed))
    if (body === undefined)
      return refused('This cURL command has no body: no --data, -d or --json.')
    if (body.startsWith('@')) {
      return refused(
        `This cURL command reads its body from the file ${body.slice(1)}. Paste its text.`,
      )
    }
    return readBody(body)
  } catch (error) {
    if (error instanceof UnclosedQuote)
      return refused('A quote in this cURL command is not closed.')
    throw error
  }
}

function bodyOf(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const place = bodyIn(word)
    if (place === 'next word') return words[index + 1]
    if (place !== undefined) return word.slice(place.from)
  }
  return undefined
}

/** Where a word of cURL says that the body is: after some letters of it, or in the next word. */
function bodyIn(word: string): 'next word' | { from: number } | undefined {
  if (dataOptions.includes(word)) return 'next word'
  const option = dataOptions.find((name) => word.startsWith(`${name}=`))
  if (option) return { from: option.length + 1 }
  // Short options may have their value attached: -d'{...}'.
  return word.startsWith('-d') ? { from: 2 } : undefined
}

function readBody(text: string): ReadRequest {
  const read = readJson(text)
  if (!read.ok) return refused(read.error.message)
  if (!isJsonObject(read.value)) {
    return refused('A create request is one JSON object, with keys such as operation and mappings.')
  }
  return { ok: true, payload: read.value }
}

function refused(message: string): ReadRequest {
  return { ok: false, message }
}

/** A credential in a header, which is told from a key of the same name by its scheme. */
const inAnyText = /(authorization\\?["']?\s*:\s*\\?["']?)(?:bearer|basic|token)\s+[^\s'"\\]+/giu

const inCommands = [
  // Headers, in any of cURL's spellings.
  /((?:authorization|x-[a-z-]*(?:key|token))["']?\s*:\s*["']?\s*)(?:(?:bearer|basic|token)\s+)?[^\s'"\\]+/giu,
  /((?:^|[\s'"])cookie\s*:\s*)[^'"\n]+/giu,
  // Options, with their value attached or after them.
  /((?:^|\s)(?:-[fgikLsSv]*[uUb]|--(?:user|proxy-user|oauth2-bearer|cookie))(?:\s+|=)?)(?!\[removed\])(?:'[^']*'|"[^"]*"|[^\s'"]+)+/gu,
  // Name and password in the address.
  /(https?:\/\/)(?!\[removed\])[^\s/@'"]+(?=@)/giu,
]

/**
 * The text without what could be a credential: a pasted command usually holds the workspace's
 * token, which has no business in a browser. The payload in it keeps every word that is not
 * plainly one.
 */
export function dropCredentials(text: string): string {
  const clean = text.replace(inAnyText, '$1[removed]')
  if (/^\s*[{[]/u.test(clean)) return clean

  let result = ''
  let at = 0
  const { words } = readWords(clean)
  for (const [index, word] of words.entries()) {
    const place = bodyIn(word.text)
    const body = place === 'next word' ? words[index + 1] : place && word
    if (!body || body.start < at) continue
    result += withoutCredentials(clean.slice(at, body.start)) + clean.slice(body.start, body.end)
    at = body.end
  }
  return result + withoutCredentials(clean.slice(at))
}

function withoutCredentials(command: string): string {
  return inCommands.reduce((clean, pattern) => clean.replace(pattern, '$1[removed]'), command)
}
