import type { SyncContext } from '@sync-builder/schema'
import type { Rendered } from '@sync-builder/schema/render-template'
import { columnsOf } from '@sync-builder/schema/template'
import { useEffect, useMemo, useState } from 'react'
import { evaluateTemplate, type Evaluated } from '../../draft/evaluation.ts'
import type { Sample } from '../../draft/samples.ts'

/** Samples, and what a template makes of each, in their order. */
export interface SampleResults {
  /** The columns that the template reads. */
  read: readonly string[]
  samples: readonly Sample[]
  results: Evaluated<Rendered[]>
}

/**
 * What a template makes of those samples that differ in what it reads; undefined until it is known.
 * The results of the template before are shown until then.
 */
export function useSampleResults(
  template: string,
  samples: readonly Sample[],
  columns: SyncContext['columns'],
): SampleResults | undefined {
  const names = useMemo(() => columns?.map(({ name }) => name), [columns])
  const read = useMemo(() => columnsOf(template), [template])
  const telling = useMemo(() => tellingSamples(read, samples), [read, samples])
  const [shown, setShown] = useState<SampleResults>()
  useEffect(() => {
    if (telling.length === 0) return undefined
    const leaving = new AbortController()
    const records = telling.map(({ record }) => record)
    evaluateTemplate(template, records, names, leaving.signal).then(
      (results) => setShown({ read, samples: telling, results }),
      // Given up for a newer template: its results come in their turn.
      () => undefined,
    )
    return () => leaving.abort()
  }, [template, read, telling, names])
  return telling.length === 0 ? undefined : shown
}

/**
 * The samples that can give different results to a template that reads these columns: the first of
 * each combination of values in them.
 */
export function tellingSamples(read: readonly string[], samples: readonly Sample[]): Sample[] {
  const values = ({ record }: Sample) => JSON.stringify(read.map((name) => record[name]))
  return [...Map.groupBy(samples, values).values()].map(([first]) => first!)
}
