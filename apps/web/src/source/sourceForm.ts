import { valueAt, type Edit, type JsonObject } from '@sync-builder/schema'
import { textOf, typedId } from '../draft/fieldText.ts'
import type { StepForm } from '../draft/useStepForm.ts'
import { sourceKindOf } from './sourceKind.ts'

/** What is typed in the source step: everything else there is picked. */
export interface SourceValues {
  table_catalog: string
  table_schema: string
  table_name: string
  cohort_id: string
}

const tableKeys = ['table_catalog', 'table_schema', 'table_name'] as const
const cohortPath = ['source_attributes', 'cohort_id']

/** The names of a table and the id of a cohort, as typed. */
export const sourceForm: StepForm<SourceValues> = {
  read: (payload) => ({
    table_catalog: textOf(valueAt(payload, tablePath('table_catalog'))),
    table_schema: textOf(valueAt(payload, tablePath('table_schema'))),
    table_name: textOf(valueAt(payload, tablePath('table_name'))),
    cohort_id: textOf(valueAt(payload, cohortPath)),
  }),
  write: (values, payload) => {
    const kind = sourceKindOf(payload)
    if (kind === 'table') return writeTable(values, payload)
    if (kind !== 'cohort' || values.cohort_id === textOf(valueAt(payload, cohortPath))) return []
    return [{ op: 'set', path: cohortPath, value: typedId(values.cohort_id) }]
  },
}

/** A table is named by all three: one that is left empty is sent as an empty text. */
function writeTable(values: SourceValues, payload: JsonObject): Edit[] {
  const isChanged = tableKeys.some(
    (key) => values[key] !== textOf(valueAt(payload, tablePath(key))),
  )
  if (!isChanged) return []
  return tableKeys.map((key) => ({ op: 'set', path: tablePath(key), value: values[key] }))
}

function tablePath(key: (typeof tableKeys)[number]): string[] {
  return ['source_attributes', 'object', key]
}
