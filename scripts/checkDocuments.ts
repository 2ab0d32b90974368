import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { root } from './repository.ts'

const map = 'docs/ARCHITECTURE.md'
const mapText = readFileSync(resolve(root, map), 'utf8')

/** Paths from the root, in backticks: `apps/web/src/draft/`. */
const named = [
  ...mapText.matchAll(/`((?:apps|packages|e2e|bench|scripts|docs|examples)\/[^`\s*]*)`/g),
].map(([, path = '']) => path)

const folders = globSync(
  ['apps/*/', 'packages/*/', 'apps/*/src/**/', 'packages/*/src/**/', '{e2e,bench,scripts,docs}/'],
  { cwd: root, exclude: (name) => name === 'node_modules' },
)
  .map((folder) => folder.replace(/\/$/, ''))
  .filter((folder) => !folder.endsWith('/src'))

const faults = [
  ...named
    .filter((path) => !existsSync(resolve(root, path)))
    .map((path) => `${map} names ${path}, which does not exist`),
  ...folders
    .filter((folder) => !named.includes(`${folder}/`))
    .map((folder) => `${map} does not name the folder ${folder}/`),
  ...globSync(['*.md', 'docs/**/*.md', '{apps,packages}/*/*.md'], { cwd: root }).flatMap(
    brokenLinks,
  ),
]

for (const fault of faults) console.error(fault)
console.log(`${named.length} paths and ${folders.length} folders checked`)
process.exit(faults.length === 0 ? 0 : 1)

/** Links and pictures of a document that lead to no file of the repository. */
function brokenLinks(document: string): string[] {
  const text = readFileSync(resolve(root, document), 'utf8')
  return [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !existsSync(resolve(root, dirname(document), target)))
    .map((target) => `${document} links to ${target}, which does not exist`)
}
