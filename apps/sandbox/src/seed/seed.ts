import type {
  Column,
  Connector,
  Dataset,
  Destination,
  DestinationObject,
  Model,
  Segment,
  Source,
  Table,
  Topic,
  Workspace,
} from '@sync-builder/schema'
import type { NewSync } from '../store.ts'
import type { Trouble } from '../trouble.ts'

/** A table with what `tables/columns` tells of it. */
export interface SeedTable extends Table {
  columns: readonly Column[]
}

/** A segment or a model, with the dataset behind it: the API does not tell which (3.8). */
export interface SeedSegment {
  datasetId: number
  segment: Segment
}

/** Cohorts have no list in the API: their ids are told by word of mouth. */
interface SeedCohort {
  id: number
  datasetId: number
}

/** A source connection and everything in it; lists are in the order of creation. */
export interface SeedSource {
  source: Source
  tables: readonly SeedTable[]
  models: readonly Model[]
  segments: readonly SeedSegment[]
  topics: readonly Topic[]
  cohorts: readonly SeedCohort[]
}

/** A destination connection and its objects. */
export interface SeedDestination {
  destination: Destination
  objects: readonly DestinationObject[]
  /** What any path of a file destination can do. */
  file?: Omit<DestinationObject, 'full_name' | 'label'>
  /** Key fields that the service manages, by object: reads show them as `compound_key` (2.4). */
  managedKeys?: Readonly<Record<string, string>>
  trouble?: Trouble
}

/** Everything that the sandbox holds when it is new. */
export interface Seed {
  workspace: Workspace
  sources: readonly SeedSource[]
  datasets: readonly Dataset[]
  destinations: readonly SeedDestination[]
  connectors: readonly Connector[]
  syncs: readonly NewSync[]
}
