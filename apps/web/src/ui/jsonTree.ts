import type { Path } from '@sync-builder/schema'
import type { LineSource } from './jsonLines.ts'

/** What a key does in the tree that lines of JSON are. */
export type TreeMove = { kind: 'go'; path: Path } | { kind: 'toggle'; path: Path }

/**
 * What a key does while the value at `active` is the active one; undefined when it does nothing
 * there. `pageLength` is the number of lines in sight.
 */
export function treeMove(
  lines: LineSource,
  active: Path,
  key: string,
  pageLength: number,
): TreeMove | undefined {
  const at = lines.indexOf(active)
  const { path, fold } = lines.line(at)
  const canFold = fold !== undefined && path.length > 0
  switch (key) {
    case 'ArrowDown':
      return go(lines, at + 1, 1)
    case 'ArrowUp':
      return go(lines, at - 1, -1)
    case 'PageDown':
      return go(lines, Math.min(at + pageLength, lines.count - 1), -1)
    case 'PageUp':
      return go(lines, Math.max(at - pageLength, 0), 1)
    case 'Home':
      return go(lines, 0, 1)
    case 'End':
      return go(lines, lines.count - 1, -1)
    case 'ArrowRight':
      if (fold === 'closed') return { kind: 'toggle', path }
      return fold === 'open' ? go(lines, at + 1, 1) : undefined
    case 'ArrowLeft':
      if (canFold && fold === 'open') return { kind: 'toggle', path }
      return path.length > 0 ? { kind: 'go', path: path.slice(0, -1) } : undefined
    case 'Enter':
    case ' ':
      return canFold ? { kind: 'toggle', path } : undefined
    default:
      return undefined
  }
}

/** To the value that begins at or after a line, or at or before it: closing brackets begin none. */
function go(lines: LineSource, from: number, direction: 1 | -1): TreeMove | undefined {
  for (let index = from; index >= 0 && index < lines.count; index += direction) {
    const { path } = lines.line(index)
    if (lines.indexOf(path) === index) return { kind: 'go', path }
  }
  return undefined
}
