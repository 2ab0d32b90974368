import type { Dataset } from '@sync-builder/schema'
import { columnsOf } from './columns.ts'
import type { SeedSource, SeedTable } from './seed.ts'

const publicTables: SeedTable[] = [
  {
    table_catalog: 'ANALYTICS',
    table_schema: 'PUBLIC',
    table_name: 'USERS',
    columns: columnsOf({
      ID: 'number',
      EMAIL: 'text',
      FIRST_NAME: 'text',
      LAST_NAME: 'text',
      COMPANY_ID: 'text',
      CITY: 'text',
      COUNTRY: 'text',
      PHONE: 'text',
      LIFETIME_VALUE: 'number',
      IS_ACTIVE: 'boolean',
      TAGS: 'array',
      PREFERENCES: 'object',
      CREATED_AT: 'timestamp',
      UPDATED_AT: 'timestamp',
    }),
  },
]

/** The warehouse that most syncs read. */
export const warehouse: SeedSource = {
  source: {
    id: 12,
    name: 'Snowflake - acme.us-east-1',
    label: null,
    type: 'snowflake',
    sync_engine: 'advanced',
    created_at: '2025-02-03T10:12:44.120Z',
    connection_details: {
      account: 'acme.us-east-1',
      user: 'ACTIVATIONS',
      warehouse: 'ACTIVATIONS_WH',
      use_keypair: true,
    },
    last_test_succeeded: true,
    last_tested_at: '2026-11-20T06:00:00.000Z',
    last_test_results: { steps: [{ step: 'Connect', status: 'success', error: null }] },
    warehouse_writeback_retention_in_days: 14,
    read_only_connection: false,
  },
  tables: publicTables,
  models: [],
  segments: [],
  topics: [],
  cohorts: [],
}

/** The dataset that the API's examples read. */
export const signups: Dataset = {
  id: 123,
  name: 'New signups',
  type: 'sql',
  description: 'People who signed up, one row each, with the event that brought them',
  source_id: 12,
  query:
    'select u.id, e.event_id, e.event_name, e.occurred_at, u.email, sha2(u.email) as hashed_email, ' +
    'u.list_id, u.updated_at from users u join events e on e.user_id = u.id',
  resource_identifier: 'dataset:new-signups',
  cached_record_count: 48_210,
  columns: columnsOf({
    id: 'number',
    EVENT_ID: 'text',
    EVENT_NAME: 'text',
    OCCURRED_AT: 'timestamp',
    hashed_email: 'text',
    email: 'text',
    first_name: 'text',
    last_name: 'text',
    list_id: 'text',
    plan: 'text',
    lifetime_value: 'number',
    is_active: 'boolean',
    tags: 'array',
    updated_at: 'timestamp',
  }),
  created_at: '2025-03-11T08:30:00.000Z',
  updated_at: '2026-10-02T14:05:31.400Z',
}
