import { expect, it } from 'vitest'
import { holdsWords, searchWords } from './searchWords.ts'

it.each([
  ['', 'anything', true],
  ['  Two   WORDS ', 'words, two of them', true],
  ['two words', 'two letters', false],
  ['É', 'café', true],
])('%j finds %j: %s', (search, text, isFound) => {
  expect(holdsWords(text, searchWords(search))).toBe(isFound)
})
