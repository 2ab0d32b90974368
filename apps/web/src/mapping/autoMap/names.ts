/**
 * The words of a name, in small letters: `firstName`, `FIRST_NAME` and "First name" are all first
 * and name. Digits are words of their own.
 */
export function wordsOf(name: string): string[] {
  const words: string[] = []
  let word = ''
  let before = ''
  const end = () => {
    if (word !== '') words.push(word.toLowerCase())
    word = ''
  }
  for (const letter of name.normalize('NFKC')) {
    const kind = kindOf(letter)
    const last = kindOf(before)
    if (kind === 'none') {
      end()
    } else if (kind === 'small' && last === 'capital' && word.length > before.length) {
      // The last capital of an acronym begins the next word: APIKey.
      word = word.slice(0, -before.length)
      end()
      word = before + letter
    } else {
      const isDigit = kind === 'digit'
      if (isDigit !== (last === 'digit') || (kind === 'capital' && last === 'small')) end()
      word += letter
    }
    before = letter
  }
  end()
  return words
}

type LetterKind = 'none' | 'small' | 'capital' | 'digit'

/** Small is every letter that is no capital, also where a script knows none. */
function kindOf(letter: string): LetterKind {
  if (letter >= 'a' && letter <= 'z') return 'small'
  if (letter >= 'A' && letter <= 'Z') return 'capital'
  if (letter >= '0' && letter <= '9') return 'digit'
  if (letter === '' || letter <= '\u007f') return 'none'
  if (/\p{Lu}/u.test(letter)) return 'capital'
  if (/[\p{L}\p{M}]/u.test(letter)) return 'small'
  return /\p{N}/u.test(letter) ? 'digit' : 'none'
}

/** The words as one: names are the same but for case and separators when their keys are. */
export function keyOf(words: readonly string[]): string {
  return words.join('')
}

/** Salesforce marks what a customer made. */
const customSuffix = /__p?c$/iu

/**
 * The words of a name without what only tells where it belongs: a path before the last dot, the
 * suffix of a custom field, and the words of the object itself, as in `user_email` of a user.
 */
export function coreWordsOf(
  name: string,
  objectWords: readonly string[],
  allWords: readonly string[] = wordsOf(name),
): readonly string[] {
  const last = name.replace(customSuffix, '').split('.').at(-1) ?? ''
  const words = last === name ? allWords : wordsOf(last)
  const isPrefixed =
    objectWords.length > 0 &&
    words.length > objectWords.length &&
    objectWords.every((word, index) => words[index] === word)
  return isPrefixed ? words.slice(objectWords.length) : words
}
