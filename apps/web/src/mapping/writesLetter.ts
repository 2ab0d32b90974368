/**
 * True where Alt with the key of `letter` writes a letter of its own into a text, as the ñ of a
 * Mac: then it is no shortcut.
 */
export function writesLetter({ key, target }: KeyboardEvent, letter: string): boolean {
  const isText = target instanceof Element && target.matches('input, textarea')
  return isText && key.toLowerCase() !== letter
}
