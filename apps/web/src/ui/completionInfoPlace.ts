import type { EditorView, Rect } from '@codemirror/view'

/** The width that a description of an option needs, in px. */
const infoWidth = 210

/** Puts the description beside the option where there is room for it, and else below the list. */
export function completionInfoPlace(
  _view: EditorView,
  list: Rect,
  option: Rect,
  _info: Rect,
  space: Rect,
): { style: string } {
  const beside = `top: ${option.top - list.top}px; `
  if (space.right - list.right >= infoWidth) return { style: `${beside}left: 100%` }
  if (list.left - space.left >= infoWidth) return { style: `${beside}right: 100%` }
  return { style: 'top: 100%; left: 0; right: 0; max-width: none' }
}
