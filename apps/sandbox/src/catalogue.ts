import type {
  Column,
  CreateSync,
  Dataset,
  DestinationObject,
  Model,
  SourceAttributes,
  Table,
  Topic,
} from '@sync-builder/schema'
import type { Seed, SeedDestination, SeedSource, SeedTable } from './seed/seed.ts'

/** The part of the workspace that syncs refer to; it never changes. */
export type Catalogue = ReturnType<typeof createCatalogue>

/** What a sync reads, found by its `source_attributes`. */
export interface SourceOfSync {
  /** Undefined when the payload leaves the connection out, as it may for anything but a table. */
  connection?: SeedSource
  columns?: readonly Column[]
  object:
    | { type: 'table'; id: number; table: Table }
    | { type: 'dataset'; dataset: Dataset }
    | { type: 'model'; model: Model }
    | { type: 'topic'; topic: Topic }
}

/** Looks things up by their ids; undefined means that there is no such thing. */
export function createCatalogue(seed: Seed) {
  const sources = new Map(seed.sources.map((source) => [source.source.id, source]))
  const datasets = new Map(seed.datasets.map((dataset) => [dataset.id, dataset]))
  const destinations = new Map(
    seed.destinations.map((destination) => [destination.destination.id, destination]),
  )
  const objects = new Map(
    seed.destinations.map(({ destination, objects: listed }) => [
      destination.id,
      new Map(listed.map((object) => [object.full_name, object])),
    ]),
  )
  const tableIds = new Map(
    seed.sources.flatMap(({ tables }) => tables).map((table, index) => [table, index + 1]),
  )

  const object = (destination: SeedDestination, name: string): DestinationObject | undefined => {
    const listed = objects.get(destination.destination.id)?.get(name)
    if (listed || !destination.file) return listed
    return { label: name, full_name: name, ...destination.file }
  }

  return {
    workspace: seed.workspace,
    connectors: seed.connectors,
    sources: seed.sources,
    datasets: seed.datasets,
    destinations: seed.destinations,
    source: (id: number) => sources.get(id),
    dataset: (id: number) => datasets.get(id),
    destination: (id: number) => destinations.get(id),
    /** In a file destination every path is an object. */
    object,
    tableId: (table: SeedTable) => tableIds.get(table) ?? 0,
  }
}

/** The table of that full name, exact in case. */
export function findTable(source: SeedSource, name: Table): SeedTable | undefined {
  return source.tables.find(
    (table) =>
      table.table_catalog === name.table_catalog &&
      table.table_schema === name.table_schema &&
      table.table_name === name.table_name,
  )
}

/** Everything that a sync may read in a source, in one list. Source: reference 3.5. */
export function sourceListing(catalogue: Catalogue, source: SeedSource): object[] {
  return [
    ...source.tables.map((table) => ({
      type: 'table',
      id: catalogue.tableId(table),
      ...nameOf(table),
    })),
    ...source.models.map(({ columns: _columns, ...model }) => ({ type: 'model', ...model })),
    ...source.segments.map(({ segment }) => segment),
  ]
}

/** A table without its columns, as lists show it. */
export function nameOf({ table_catalog, table_schema, table_name }: Table): Table {
  return { table_catalog, table_schema, table_name }
}

/** The columns of a topic are the fields of its schema; without one nobody knows them. */
function columnsOfTopic(topic: Topic): Column[] | undefined {
  const fields = Object.entries(topic.schema ?? {})
  if (fields.length === 0) return undefined
  return fields.map(([name, type]) => ({ name, data_type: String(type) }))
}

/** What a payload reads, or the sentence that says which part of it does not exist. */
export function findSource(
  catalogue: Catalogue,
  attributes: SourceAttributes,
): SourceOfSync | { missing: string } {
  const { connection_id: connectionId, object } = attributes
  const connection = connectionId == null ? undefined : catalogue.source(connectionId)
  if (connectionId != null && !connection) {
    return { missing: `Couldn't find the source connection ${connectionId}` }
  }
  const named = connection ? { connection } : {}
  // Without a connection the ids alone tell: they are unique in the workspace.
  const searched = connection ? [connection] : catalogue.sources

  switch (object.type) {
    case 'table': {
      const table = connection && findTable(connection, object)
      if (!table) {
        const name = [object.table_catalog, object.table_schema, object.table_name].join('.')
        return { missing: `Couldn't find the table ${name} in the source connection` }
      }
      const id = catalogue.tableId(table)
      return { ...named, columns: table.columns, object: { type: 'table', id, table } }
    }
    case 'dataset': {
      const dataset = catalogue.dataset(object.id)
      if (!dataset || (connection && dataset.source_id !== connection.source.id)) {
        return { missing: `Couldn't find the dataset ${object.id} in the source connection` }
      }
      const missing = findMissingSubset(catalogue, attributes, dataset.id)
      if (missing) return { missing }
      return { ...named, columns: dataset.columns ?? [], object: { type: 'dataset', dataset } }
    }
    case 'model': {
      const model = searched
        .flatMap(({ models }) => models)
        .find(({ id, name }) => (object.id == null ? name === object.name : id === object.id))
      if (!model) return { missing: `Couldn't find the model ${object.id ?? object.name}` }
      return { ...named, columns: model.columns ?? [], object: { type: 'model', model } }
    }
    case 'topic': {
      const topic = searched
        .flatMap(({ topics }) => topics)
        .find(({ id, name }) => (object.id == null ? name === object.name : id === object.id))
      if (!topic) return { missing: `Couldn't find the topic ${object.id ?? object.name}` }
      const columns = columnsOfTopic(topic)
      return { ...named, ...(columns && { columns }), object: { type: 'topic', topic } }
    }
  }
}

function findMissingSubset(
  catalogue: Catalogue,
  attributes: SourceAttributes,
  datasetId: number,
): string | undefined {
  const { filter_segment_id: segmentId, cohort_id: cohortId } = attributes
  if (segmentId != null) {
    const known = catalogue.sources
      .flatMap(({ segments }) => segments)
      .find(({ segment }) => segment.id === segmentId)
    if (!known) return `Couldn't find the segment ${segmentId}`
    if (known.datasetId !== datasetId) {
      return `The segment ${segmentId} is not built on the dataset ${datasetId}`
    }
  }
  if (cohortId != null) {
    const known = catalogue.sources
      .flatMap(({ cohorts }) => cohorts)
      .find(({ id }) => id === cohortId)
    if (!known) return `Couldn't find the cohort ${cohortId}`
    if (known.datasetId !== datasetId) {
      return `The cohort ${cohortId} is not built on the dataset ${datasetId}`
    }
  }
  return undefined
}

/** What a payload writes, or the sentence that says which part of it does not exist. */
export function findDestination(
  catalogue: Catalogue,
  { connection_id: connectionId, object: name }: CreateSync['destination_attributes'],
): { connection: SeedDestination; object: DestinationObject } | { missing: string } {
  const connection = catalogue.destination(connectionId)
  if (!connection) return { missing: `Couldn't find the destination connection ${connectionId}` }
  const object = catalogue.object(connection, name)
  if (!object) {
    return { missing: `Couldn't find the object ${name} in the destination connection` }
  }
  return { connection, object }
}
