import { resolve } from 'node:path'

/** The repository's root, whatever the working directory is. */
export const root = resolve(import.meta.dirname, '..')

/** Reads `.env` at the root where there is one; what the environment already says wins. */
export function loadEnvironmentFile(): void {
  try {
    process.loadEnvFile(resolve(root, '.env'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
