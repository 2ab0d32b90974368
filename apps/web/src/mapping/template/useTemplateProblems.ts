import type { Column, SyncContext, TemplateProblem } from '@sync-builder/schema'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'

/** How long nothing is typed before a template is judged, in ms: half a name is no mistake yet. */
const pauseMs = 300

/** What is wrong with a template, a moment after the typing; `judged` is the text that it is about. */
export function useTemplateProblems(
  template: string,
  columns: readonly Column[] | undefined,
  analyse: SyncContext['analyseTemplate'],
): { judged: string; problems: readonly TemplateProblem[] } {
  const [judged] = useDebouncedValue(template, pauseMs)
  const names = useMemo(() => columns?.map(({ name }) => name), [columns])
  return useMemo(
    () => ({ judged, problems: (judged !== '' && analyse?.(judged, names)) || [] }),
    [judged, names, analyse],
  )
}
