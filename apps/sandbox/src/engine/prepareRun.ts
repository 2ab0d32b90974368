import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import {
  columnType,
  isJsonObject,
  type Behavior,
  type Column,
  type CreateSync,
  type DestinationObject,
} from '@sync-builder/schema'
import { planOf } from '@sync-builder/schema/record'
import type { TemplateRenderer } from '@sync-builder/schema/render-template'
import { asJson } from '../asJson.ts'
import type { Catalogue } from '../catalogue.ts'
import type { SeedDestination } from '../seed/seed.ts'
import {
  addFields,
  objectTable,
  setTypes,
  type NewField,
  type ObjectTable,
} from './destinationObject.ts'
import { fileReceiver } from './fileReceiver.ts'
import { mergedLists, objectReceiver } from './objectReceiver.ts'
import type { Receiver } from './receiver.ts'
import { columnName, recordPlan, type RecordPlan } from './recordPlan.ts'
import { RunFailure } from './runFailure.ts'
import type { RunJob } from './runJob.ts'
import { relationOf, type Relation } from './warehouse.ts'
import { watchedReceiver } from './watchedReceiver.ts'

interface Surroundings {
  database: DatabaseSync
  catalogue: Catalogue
  render: TemplateRenderer
  filesFolder: string
  isDry?: true
}

/** What a run makes of its source's rows, and who takes it. */
export interface Prepared {
  plan: RecordPlan
  /** Known once it is known whether the run is a full one. */
  receiver: (isFull: boolean) => Receiver
}

/**
 * Brings both sides of a run together: reads its source and object, makes the fields that are
 * missing, and plans the records. What is not there any more fails the run.
 */
export function prepareRun(
  { database, catalogue, render, filesFolder, isDry }: Surroundings,
  { request, runId, syncId, startedAt }: RunJob,
  connection: SeedDestination,
  behavior: Behavior,
): Prepared {
  const relation = relationOf(database, catalogue, request.source_attributes)
  const { object: objectName } = request.destination_attributes
  const object = catalogue.object(connection, objectName)
  if (!object) throw new RunFailure('DESTINATION_NOT_FOUND', objectName)
  const parts = { database, request, relation, render, runId }

  if (connection.destination.is_file_system_destination === true) {
    const plan = recordPlan({ ...parts, object })
    const folder = join(filesFolder, String(connection.destination.id))
    return {
      plan,
      receiver: (isFull) =>
        fileReceiver({
          database,
          request,
          plan,
          folder,
          startedAt,
          isFull,
          isDry: isDry === true,
          runId,
        }),
    }
  }

  const tableOf = (name: string): ObjectTable | undefined => {
    const found = catalogue.object(connection, name)
    return found && objectTable(database, connection, found)
  }
  const before = objectTable(database, connection, object)
  const missing = missingFields(before, { request, relation, render, behavior })
  addFields(database, before, missing)
  setTypes(database, before, followedTypes(object, before, request, relation))
  const table = objectTable(database, connection, object)
  const plan = recordPlan({ ...parts, object: table.object })
  database.function('merged_lists', { deterministic: true }, mergedLists)
  return {
    plan,
    receiver: () =>
      watchedReceiver(
        objectReceiver({ database, syncId, table, plan, behavior, lookupTable: tableOf }),
        { database, table, plan, behavior, runId },
      ),
  }
}

interface Filling {
  request: CreateSync
  relation: Relation
  render: TemplateRenderer
  behavior: Behavior
}

/**
 * The fields that a sync fills and its object does not have, once each. Source: reference 2.4,
 * 5.10.
 */
function missingFields(
  table: ObjectTable,
  { request, relation, render, behavior }: Filling,
): NewField[] {
  const payload = asJson(request)
  const { columns } = relation
  const planned = isJsonObject(payload)
    ? planOf(payload, { columns, object: table.object, render })
    : []
  const missing = new Map<string, NewField>()
  for (const each of planned) {
    const { to, from, isKey } = each
    // The key of an append may be the service's own field (3.12).
    if (isKey && behavior.operation === 'append') continue
    if (table.column(to) !== undefined || missing.has(to)) continue
    const mapping = 'row' in from ? request.mappings[from.row] : undefined
    if (mapping && mapping.generate_field !== true) {
      throw new RunFailure('DESTINATION_FIELD_MISSING', to)
    }
    const name = columnName(each, request)
    const column = columns.find((other) => other.name === name)
    missing.set(to, {
      full_name: to,
      type: mapping?.field_type ?? (column && typeWord(column)) ?? 'Field',
      isArray: mapping?.array_field === true || columnType(column)?.kind === 'list',
    })
  }
  return [...missing.values()]
}

/** The fields made by runs whose type follows their column, and is another one now (2.4). */
function followedTypes(
  seeded: DestinationObject,
  table: ObjectTable,
  { mappings }: CreateSync,
  { columns }: Relation,
): Pick<NewField, 'full_name' | 'type'>[] {
  return mappings.flatMap(({ from, to, ...mapping }) => {
    // A type that the mapping names is the one that was asked for.
    if (mapping.follow_source_type !== true || mapping.field_type != null) return []
    if (seeded.fields?.some(({ full_name }) => full_name === to)) return []
    const field = table.object.fields?.find(({ full_name }) => full_name === to)
    const column = from.type === 'column' && columns.find(({ name }) => name === from.data)
    if (!field || !column || field.type === typeWord(column)) return []
    return [{ full_name: to, type: typeWord(column) }]
  })
}

/** How a destination would call the type of a column. */
function typeWord(column: Column): string {
  switch (columnType(column)?.kind) {
    case 'number':
      return 'Number'
    case 'boolean':
      return 'Boolean'
    case 'date':
      return 'Date'
    case 'timestamp':
      return 'DateTime'
    case 'object':
      return 'Object'
    default:
      return 'String'
  }
}
