import { segment } from '../segments.ts'
import { model, schemaOf, source, topic } from './source.ts'

/** A second warehouse, with the basic engine and small letters. */
export const bigQuery = source(
  4,
  'BigQuery - acme-marketing',
  'big_query',
  {
    tables: schemaOf('acme-marketing', 'web', {
      sessions: { session_id: 'text', user_id: 'text', started_at: 'timestamp', pages: 'array' },
      users: { user_id: 'text', email: 'text', first_seen: 'date', traits: 'object' },
      conversions: { gclid: 'text', value: 'number', currency: 'text', at: 'timestamp' },
    }),
    segments: [segment(31, 'Returning visitors', 140, 9_311, 'pages')],
  },
  { sync_engine: 'basic', connection_details: { project: 'acme-marketing', location: 'EU' } },
)

/** The application's own database, of which nothing may be written. */
export const postgres = source(
  17,
  'Postgres - app replica (read only)',
  'postgres',
  {
    tables: [
      ...schemaOf('app', 'public', {
        users: {
          id: 'number',
          email: 'text',
          name: 'text',
          roles: 'array',
          settings: 'object',
          created_at: 'timestamp',
        },
        teams: { id: 'number', name: 'text', plan: 'text', created_at: 'timestamp' },
        memberships: { user_id: 'number', team_id: 'number', role: 'text' },
        invoices: { id: 'number', team_id: 'number', amount_cents: 'number', paid: 'boolean' },
      }),
      ...schemaOf('app', 'audit', {
        users: { id: 'number', user_id: 'number', change: 'object', at: 'timestamp' },
      }),
    ],
    models: [
      model(41, 'active_teams', 'select id, name, plan from teams where active', {
        id: 'number',
        name: 'text',
        plan: 'text',
      }),
    ],
  },
  {
    sync_engine: 'basic',
    read_only_connection: true,
    connection_details: { hostname: 'replica.internal', port: 5432, database: 'app' },
  },
)

/** A stream: topics, and no tables. */
export const kafka = source(
  21,
  'Kafka - product events',
  'kafka',
  {
    topics: [
      topic(7, 'user.signed_up', 'One message for each new user', {
        event_id: 'text',
        user_id: 'text',
        email: 'text',
        occurred_at: 'timestamp',
      }),
      topic(8, 'order.placed', 'One message for each order', {
        event_id: 'text',
        user_id: 'text',
        total: 'number',
        items: 'array',
        occurred_at: 'timestamp',
      }),
      topic(9, 'heartbeat', 'Without a schema', {}),
    ],
  },
  { connection_details: { bootstrap_servers: 'kafka.internal:9092' } },
)

/** A database that knows schemas but no catalogs. */
export const mysql = source(
  23,
  'MySQL - legacy shop',
  'mysql',
  {
    tables: [
      ...schemaOf('', 'shop', {
        customers: { customer_id: 'number', email: 'text', newsletter: 'boolean' },
        orders: { order_id: 'number', customer_id: 'number', total: 'number', date: 'date' },
      }),
      // Neither catalog nor schema: what a view over a file looks like.
      ...schemaOf('', '', { price_list: { sku: 'text', price: 'number' } }),
    ],
  },
  {
    sync_engine: 'basic',
    last_test_succeeded: false,
    last_test_results: {
      steps: [
        { step: 'Connect', status: 'success', error: null },
        {
          step: 'Read tables',
          status: 'warning',
          error: { message: 'Some tables are not readable' },
        },
      ],
    },
  },
)

/** Made a moment ago: never tested, and nothing in it. */
export const emptyRedshift = source(
  25,
  'Redshift - new',
  'redshift',
  {},
  { last_test_succeeded: null, last_tested_at: null, last_test_results: null },
)
