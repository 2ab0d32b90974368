import type { Source, Topic, Model } from '@sync-builder/schema'
import { columnsOf, type DataType } from '../columns.ts'
import type { SeedSource, SeedTable } from '../seed.ts'

/** A source connection whose last test succeeded, with nothing in it unless told. */
export function source(
  id: number,
  name: string,
  type: string,
  contents: Partial<Omit<SeedSource, 'source'>>,
  more: Partial<Source> = {},
): SeedSource {
  return {
    source: {
      id,
      name,
      label: null,
      type,
      sync_engine: 'advanced',
      connection_details: {},
      last_test_succeeded: true,
      last_tested_at: '2026-11-20T06:00:00.000Z',
      last_test_results: { steps: [{ step: 'Connect', status: 'success', error: null }] },
      warehouse_writeback_retention_in_days: null,
      read_only_connection: false,
      ...more,
    },
    tables: [],
    models: [],
    segments: [],
    topics: [],
    cohorts: [],
    ...contents,
  }
}

type Columns = Readonly<Record<string, DataType>>

/** The tables of one schema. */
export function schemaOf(
  table_catalog: string,
  table_schema: string,
  tables: Readonly<Record<string, Columns>>,
): SeedTable[] {
  return Object.entries(tables).map(([table_name, types]) => ({
    table_catalog,
    table_schema,
    table_name,
    columns: columnsOf(types),
  }))
}

export function model(
  id: number,
  name: string,
  query: string,
  types: Columns,
  more: Partial<Model> = {},
): Model {
  return {
    type: 'model',
    id,
    name,
    description: null,
    query,
    compiled_query: null,
    created_at: '2025-04-11T20:52:58.293Z',
    updated_at: '2026-01-14T23:15:18.508Z',
    columns: columnsOf(types),
    ...more,
  }
}

export function topic(id: number, name: string, description: string, schema: Columns): Topic {
  return {
    id,
    name,
    description,
    created_at: '2025-08-19T07:00:00.000Z',
    updated_at: '2026-09-30T16:45:12.000Z',
    schema: { ...schema },
  }
}
