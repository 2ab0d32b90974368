import type { Response } from 'express'
import type { Answer } from './answer.ts'
import type { Catalogue } from './catalogue.ts'
import type { EngineReader } from './engineReader.ts'
import type { EngineThread } from './engine/engineThread.ts'
import type { Refreshes } from './refreshes.ts'
import type { Runs } from './runs.ts'
import type { SeedDestination } from './seed/seed.ts'
import type { Store } from './store.ts'
import type { Meddle, TroubledCall } from './trouble.ts'
import type { Workspace } from './workspace.ts'

/** What routes work with. */
export interface RouteParts {
  catalogue: Catalogue
  workspace: Workspace
  store: Store
  runs: Runs
  engineReader: EngineReader
  dryRun: EngineThread['dryRun']
  /** So long a dry run may take, with what it waits for. */
  dryRunMs: number
  now: () => Date
  refreshes: Refreshes
  meddle: Meddle
  /** Aborted when the sandbox stops. */
  stopped: AbortSignal
}

/**
 * Lets a destination that fails by name get in the way; gives the answer that ends the call, or
 * undefined when it may go on.
 */
export function meddled(
  { meddle, stopped }: RouteParts,
  { destination, trouble }: SeedDestination,
  call: TroubledCall,
  res: Response,
): Promise<Answer | undefined> {
  if (call === 'create') return meddle(destination.id, trouble, call, stopped)
  // A create runs to its end; a look ends with the one who looks.
  const left = new AbortController()
  res.once('close', () => left.abort())
  return meddle(destination.id, trouble, call, AbortSignal.any([stopped, left.signal]))
}
