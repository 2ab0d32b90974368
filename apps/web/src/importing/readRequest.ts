import { isJsonObject, readJson, type JsonObject } from '@sync-builder/schema'
import { shellWords, UnclosedQuote } from './shellWords.ts'

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
    if (dataOptions.includes(word)) return words[index + 1]
    const option = dataOptions.find((name) => word.startsWith(`${name}=`))
    if (option) return word.slice(option.length + 1)
    // Short options may have their value attached: -d'{...}'.
    if (word.startsWith('-d') && word.length > 2) return word.slice(2)
  }
  return undefined
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

const credentials = [
  // A header, in any of cURL's spellings.
  /((?:proxy-)?authorization["']?\s*:\s*["']?\s*)(?:(?:bearer|basic|token)\s+)?[^\s'"\\]+/giu,
  /((?:^|\s)(?:-u|--user|--oauth2-bearer)(?:\s+|=)["']?)(?!\[removed\])[^\s'"]+/giu,
  // Name and password in the address.
  /(https?:\/\/)(?!\[removed\])[^\s/@'"]+(?=@)/giu,
]

/**
 * The text without what could be a credential: a pasted command usually holds the workspace's
 * token, which has no business in a browser.
 */
export function dropCredentials(text: string): string {
  return credentials.reduce((clean, pattern) => clean.replace(pattern, '$1[removed]'), text)
}
