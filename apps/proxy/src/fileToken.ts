import { readFileSync, statSync } from 'node:fs'
import { Token, type TokenSource } from './token.ts'

/**
 * A token kept in a file, read again when the file changes. While the new content is no token, as
 * in the middle of a write, the one before stays in use.
 *
 * @throws TokenError, or the error of the file system, when there is no token to begin with.
 */
export function fileToken(path: string): TokenSource {
  let version = versionOf(path)
  let token = read(path)
  return {
    current() {
      try {
        const now = versionOf(path)
        if (now !== version) {
          token = read(path)
          version = now
        }
      } catch {
        // Asked again at the next request: the file is being replaced, or is gone for good, and
        // then the API decides how long the last token lives.
      }
      return token
    },
  }
}

function read(path: string): Token {
  return new Token(readFileSync(path, 'utf8'))
}

function versionOf(path: string): string {
  const { mtimeMs, size, ino } = statSync(path)
  return `${mtimeMs} ${size} ${ino}`
}
