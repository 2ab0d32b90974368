/** The page of a run, below that of its sync. */
export function runPath(syncId: number, runId: number): string {
  return `/syncs/${syncId}/runs/${runId}`
}
