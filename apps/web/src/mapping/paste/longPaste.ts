import type { ClipboardEvent } from 'react'

/** From so many characters on, a browser takes noticeably long to insert a text by itself. */
const longFrom = 5_000

/**
 * Puts a long paste into a text at once. Chromium inserts line by line, each slower than the one
 * before: two thousand lines take seconds.
 */
export function takeLongPaste(
  event: ClipboardEvent<HTMLTextAreaElement>,
  setText: (text: string) => void,
): void {
  const pasted = event.clipboardData.getData('text/plain')
  if (pasted.length < longFrom) return
  event.preventDefault()
  const { value, selectionStart, selectionEnd } = event.currentTarget
  setText(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd))
}
