import { valueAt } from '../edit.ts'
import type { JsonValue, Path } from '../json.ts'

/** What an operator has to choose where nothing stands in a young draft, by its place. */
const choices: ReadonlyMap<string, string> = new Map([
  ['source_attributes', 'Choose a source'],
  ['source_attributes.object', 'Choose what to read from the source'],
  ['source_attributes.object.type', 'Choose what to read from the source'],
  ['source_attributes.object.table_name', 'Choose a table'],
  ['source_attributes.object.id', 'Choose a dataset'],
  ['source_attributes.filter_segment_id', 'Choose a segment'],
  ['source_attributes.cohort_id', 'Choose a cohort'],
  ['destination_attributes', 'Choose a destination'],
  ['destination_attributes.connection_id', 'Choose a destination'],
  ['destination_attributes.object', 'Choose what to write to the destination'],
  ['operation', 'Choose a behavior'],
  ['mode.triggers.schedule.day', 'Choose a day of the week'],
  ['mode.triggers.schedule.cron_expression', 'Write a cron expression'],
  ['mode.triggers.sync_sequence.sync_id', 'Choose the sync to run after'],
  ['mode.triggers.dbt_cloud.project_id', 'Write the id of the dbt Cloud project'],
  ['mode.triggers.dbt_cloud.job_id', 'Write the id of the dbt Cloud job'],
  ['mode.triggers.fivetran.job_id', 'Write the id of the Fivetran job'],
  ['mode.triggers.fivetran.job_name', 'Write the name of the Fivetran job'],
])

/**
 * What is to be chosen at a place where nothing stands, or an empty text: it is no mistake yet, and
 * wants no words of the API. Undefined for a value, and where those words are all there is to say.
 */
export function openChoice(payload: JsonValue, path: Path): string | undefined {
  const value = valueAt(payload, path)
  if (value !== undefined && value !== '') return undefined
  const [key, at, ...place] = path
  return key === 'mappings' && typeof at === 'number'
    ? openEnd(payload, at, place.join('.'))
    : choices.get(path.join('.'))
}

/** What a row has not got yet, in the words of its table. */
function openEnd(payload: JsonValue, at: number, place: string): string | undefined {
  const row = `Row ${at + 1}`
  if (place === 'to') return `${row} has no field yet: choose one`
  if (place !== 'from.data') return undefined
  switch (valueAt(payload, ['mappings', at, 'from', 'type'])) {
    case 'column':
      return `${row} has no column yet: choose one`
    case 'liquid_template':
      return `${row} has no template yet: write one`
    default:
      return undefined
  }
}
