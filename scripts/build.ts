import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { contentHash, isStamped } from './contentHash.ts'
import { root } from './repository.ts'
import { run } from './run.ts'

// Inside the built folder: whoever removes that folder removes the stamp with it.
const stamp = resolve(root, 'apps/web/dist/.built-from')

/** Builds the web app for production, unless it is already built from exactly these sources. */
export async function buildWeb(signal?: AbortSignal): Promise<void> {
  const wanted = contentHash([
    'apps/web/**',
    'packages/schema/{package.json,src/**}',
    'examples/**',
    'tsconfig.base.json',
    'pnpm-lock.yaml',
  ])
  if (isStamped(stamp, wanted)) return
  console.log('\nBuilding the web app')
  // A hundred names of files would hide the line that says where to look.
  const vite = ['exec', 'vite', 'build', '--logLevel', 'warn']
  if ((await run('pnpm', ['--filter', 'web', ...vite], { signal })) !== 0) {
    throw new Error('The web app could not be built: see the lines above.')
  }
  writeFileSync(stamp, wanted)
}
