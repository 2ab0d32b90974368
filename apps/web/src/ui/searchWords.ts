/** The words of a search, in small letters; none for an empty one. */
export function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/u).filter(Boolean)
}

/** Whether a text that is in small letters already holds every one of the words. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word))
}
