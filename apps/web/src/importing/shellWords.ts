/** A command that ends in the middle of a quoted text. */
export class UnclosedQuote extends Error {}

const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

/** A word of a command, and where it stands: from its first character to before `end`. */
export interface ShellWord {
  text: string
  start: number
  end: number
}

/**
 * The words of one POSIX shell command: quotes, backslashes, line continuations and bash's `$'…'`
 * are understood; variables and substitutions are text like any other and nothing is run.
 * Source: POSIX.1-2024, Shell Command Language 2.2.
 * @throws {UnclosedQuote}
 */
export function shellWords(command: string): string[] {
  const { words, isClosed } = readWords(command)
  if (!isClosed) throw new UnclosedQuote()
  return words.map(({ text }) => text)
}

/** The words with their places; one whose quote is not closed reaches to the end. */
export function readWords(command: string): { words: ShellWord[]; isClosed: boolean } {
  const words: ShellWord[] = []
  let word: string | undefined
  let start = 0
  let at = 0
  let isClosed = true

  function quoted(close: string): string {
    let text = ''
    for (at += 1; command[at] !== close; at += 1) {
      if (at >= command.length) {
        isClosed = false
        break
      }
      if (close === '"' && command[at] === '\\' && /["\\$`\n]/u.test(command[at + 1] ?? '')) {
        at += 1
        if (command[at] === '\n') continue
      }
      text += command[at]
    }
    return text
  }

  function ansiQuoted(): string {
    let text = ''
    for (at += 2; command[at] !== "'"; at += 1) {
      if (at >= command.length) {
        isClosed = false
        break
      }
      if (command[at] !== '\\') {
        text += command[at]
        continue
      }
      const code = /^u([0-9a-fA-F]{1,4})/u.exec(command.slice(at + 1, at + 6))
      if (code) {
        text += String.fromCharCode(Number.parseInt(code[1]!, 16))
        at += code[0].length
      } else {
        at += 1
        text += escapes[command[at]!] ?? `\\${command[at] ?? ''}`
      }
    }
    return text
  }

  for (; at < command.length; at += 1) {
    const character = command[at]!
    if (word === undefined) start = at
    if (character === "'" || character === '"') word = (word ?? '') + quoted(character)
    else if (character === '$' && command[at + 1] === "'") word = (word ?? '') + ansiQuoted()
    else if (character === '\\') {
      at += 1
      if (command[at] === '\r' && command[at + 1] === '\n') at += 1
      else if (command[at] !== '\n') word = (word ?? '') + (command[at] ?? '')
    } else if (/\s/u.test(character)) {
      if (word !== undefined) words.push({ text: word, start, end: at })
      word = undefined
    } else word = (word ?? '') + character
  }
  if (word !== undefined) words.push({ text: word, start, end: command.length })
  return { words, isClosed }
}
