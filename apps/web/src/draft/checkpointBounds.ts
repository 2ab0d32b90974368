/** So many earlier versions of a draft are kept. */
export const mostCheckpoints = 40
/** And so many characters of them together; the newest is kept, however large. */
export const mostCharacters = 4_000_000
/** A version that is kept: when it was shown, in milliseconds since the epoch, and how large it is. */
export interface CheckpointSize {
  at: number
  characters: number
}

/** Which of the versions of one draft are too many: the oldest, by number and by size. */
export function surplusOf<T extends CheckpointSize>(checkpoints: readonly T[]): T[] {
  const newestFirst = checkpoints.toSorted((a, b) => b.at - a.at)
  let characters = 0
  return newestFirst.filter((checkpoint, index) => {
    characters += checkpoint.characters
    return index >= mostCheckpoints || (index > 0 && characters > mostCharacters)
  })
}
