/** What takes letters: there, a key that is a letter or a sign is no shortcut. */
const typed = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])'

/** True where a key press goes into a text, or finds an option by its first letter. */
export function isTyping({ target }: Event): boolean {
  return target instanceof Element && target.closest(typed) !== null
}
