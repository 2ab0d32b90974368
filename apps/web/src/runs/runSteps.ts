import { isRunOver, type SyncRun } from '@sync-builder/schema'

/** The values of `current_step` by phase: the order within one is not known. Source: 3.2. */
const phases = [
  [
    'Checking for columns to remove from the sync',
    'Checking for fields to create in destination',
    'Checking source and destination configuration',
  ],
  ['Unloading data from warehouse'],
  ['Loading data into destination service'],
  ['Committing data to destination service'],
  ['Committing sync to warehouse'],
] as const

/** A step of a run: `untold` where it may be over or still to come. */
export interface RunStep {
  name: string
  state: 'passed' | 'now' | 'ahead' | 'untold'
}

/**
 * The steps of a run that goes on. A step whose place is not known, as the general "Running sync",
 * stands alone at the end: it says nothing of the others. Empty where no step is told.
 */
export function runSteps(run: SyncRun): RunStep[] {
  const { current_step: current } = run
  if (!current || isRunOver(run)) return []
  const at = phases.findIndex((names) => names.some((name) => isSame(name, current)))
  const steps = phases.flatMap((names, phase) =>
    names.map((name): RunStep => {
      if (at === -1) return { name, state: 'untold' }
      if (isSame(name, current)) return { name, state: 'now' }
      if (phase === at) return { name, state: 'untold' }
      return { name, state: phase < at ? 'passed' : 'ahead' }
    }),
  )
  return at === -1 ? [...steps, { name: current, state: 'now' }] : steps
}

/** Samples print the same step in more than one case. */
function isSame(name: string, current: string): boolean {
  return name.toLowerCase() === current.toLowerCase()
}
