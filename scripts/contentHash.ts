import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { root } from './repository.ts'

const notSource = new Set(['node_modules', 'dist', '.vite'])

/**
 * One hash over the names and contents of all files that the patterns match (globs from the root);
 * installed and built files are left out. Content rather than dates: a fresh clone or a switch of
 * branches changes all dates.
 */
export function contentHash(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  const files = globSync([...patterns], { cwd: root, exclude: (name) => notSource.has(name) })
  for (const file of files.toSorted()) {
    const path = resolve(root, file)
    if (!statSync(path).isFile()) continue
    hash.update(`${file}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** True when the stamp file says exactly this. */
export function isStamped(stampFile: string, hash: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash
}
