import type {
  Alert,
  CreateSync,
  DestinationAttributes,
  Mapping,
  Schedule,
  SourceAttributes,
} from '@sync-builder/schema'
import { settle } from '../settle.ts'
import type { NewSync, SyncStatus } from '../store.ts'

function table(table_schema: string, table_name: string): SourceAttributes {
  return {
    connection_id: 12,
    object: { type: 'table', table_catalog: 'ANALYTICS', table_schema, table_name },
  }
}

function dataset(id: number, connection_id = 12): SourceAttributes {
  return { connection_id, object: { type: 'dataset', id } }
}

function to(connection_id: number, object: string): DestinationAttributes {
  return { connection_id, object }
}

/** `EMAIL > Email` pairs; the first one is the key. */
function columns(...pairs: readonly `${string} > ${string}`[]): Mapping[] {
  return pairs.map((pair, index) => {
    const [data = '', field = ''] = pair.split(' > ')
    return {
      from: { type: 'column', data },
      to: field,
      ...(index === 0 && { is_primary_identifier: true }),
    }
  })
}

function scheduled(schedule: Schedule): Pick<CreateSync, 'mode'> {
  return { mode: { type: 'triggered', triggers: { schedule } } }
}

const nightly = scheduled({ frequency: 'daily', hour: 2, minute: 15 })
const hourly = scheduled({ frequency: 'hourly', minute: 10 })

const quietAlerts: Alert[] = [
  {
    type: 'RuntimeAlertConfiguration',
    send_for: 'first_time',
    should_send_recovery: false,
    options: { threshold: 2, unit: 'hours', start_type: 'scheduled' },
  },
]

type Entry = [status: SyncStatus, request: CreateSync]

/** A sync for each country's customers, as the sales teams asked for them one by one. */
const byCountry = [
  'Austria',
  'Belgium',
  'Brazil',
  'Canada',
  'Denmark',
  'Finland',
  'France',
  'Germany',
  'India',
  'Italy',
  'Japan',
  'Mexico',
  'Netherlands',
  'Norway',
  'Poland',
].map((country, index): Entry => [
  index % 6 === 5 ? 'Failing' : 'Up to Date',
  {
    label: `Customers in ${country} to HubSpot`,
    operation: 'upsert',
    source_attributes: dataset(108 + index),
    destination_attributes: to(11, 'contact'),
    mappings: columns('EMAIL > email', 'NAME > lastname'),
    paused: index % 5 === 4,
    ...scheduled({ frequency: 'daily', hour: index, minute: (index * 7) % 60 }),
  },
])

/** Oldest first: a list begins with the everyday ones. */
const entries: Entry[] = [
  [
    'Failing',
    {
      label: 'Größe & <b>Maße</b> – قائمة العملاء 🛒',
      operation: 'upsert',
      source_attributes: table('Odd Names', 'Größe & Maße'),
      destination_attributes: to(45, 'kunde/größe?#%2F'),
      mappings: columns('Straße/Nr. > straße', 'Länge > a.b.c[0]'),
      ...nightly,
    },
  ],
  [
    'Up to Date',
    {
      label: `The sync that everyone wanted to have a say in the name of ${'and so it grew '.repeat(12)}`,
      operation: 'insert',
      source_attributes: dataset(131),
      destination_attributes: to(10, 'Lead'),
      mappings: columns('EMAIL > Email', 'COMPANY > Company', 'SCORE > Score__c').concat({
        from: { type: 'constant_value', data: { value: 'Unknown', basic_type: 'text' } },
        to: 'LastName',
      }),
      paused: true,
      ...hourly,
    },
  ],
  ...byCountry,
  [
    'Up to Date',
    {
      label: 'VIP signups to the VIP list',
      operation: 'mirror',
      source_attributes: { ...dataset(123), filter_segment_id: 9 },
      destination_attributes: to(14, 'customer_match'),
      mappings: [
        ...columns('hashed_email > hashed_email'),
        {
          from: { type: 'constant_value', data: { value: 'VIP', basic_type: 'text' } },
          to: 'user_list',
        },
      ],
      ...scheduled({ frequency: 'expression', cron_expression: '0 6 * * 1,2,3,4,5' }),
    },
  ],
  [
    'Failing',
    {
      label: 'Ad clicks as conversions',
      operation: 'append',
      source_attributes: table('MARKETING', 'CLICKS'),
      destination_attributes: to(14, 'click_conversion'),
      mappings: columns(
        'GCLID > click_conversion.gclid',
        'CLICKED_AT > click_conversion.conversion_date_time',
        'VALUE > click_conversion.conversion_value',
      ).map((mapping) => ({ ...mapping, is_primary_identifier: false })),
      high_water_mark_attribute: 'CLICKED_AT',
      historical_sync_operation: 'skip_current_records',
      alert_attributes: quietAlerts,
      ...scheduled({ frequency: 'quarter_hourly' }),
    },
  ],
  [
    'Up to Date',
    {
      label: 'Product events to Braze',
      operation: 'append',
      source_attributes: { connection_id: 21, object: { type: 'topic', name: 'user.signed_up' } },
      destination_attributes: to(16, 'event'),
      mappings: [
        ...columns('event_id > unique_id', 'user_id > external_id', 'occurred_at > time'),
        {
          from: { type: 'constant_value', data: { value: 'signed_up', basic_type: 'text' } },
          to: 'name',
        },
      ],
      ...scheduled({ frequency: 'continuous' }),
    },
  ],
  [
    'Up to Date',
    {
      label: 'Active users with their segments to Braze',
      operation: 'upsert',
      source_attributes: dataset(101),
      destination_attributes: to(16, 'user'),
      mappings: [
        ...columns('ID > external_id', 'EMAIL > email'),
        { from: { type: 'column', data: 'TAGS' }, to: 'favorite_categories', operation: 'merge' },
        { from: { type: 'segment_membership', data: { identify_by: 'name' } }, to: 'segments' },
        {
          from: { type: 'sync_metadata', data: 'sync_run_id' },
          to: 'last_sync_run',
          generate_field: true,
          field_type: 'String',
        },
      ],
      ...nightly,
    },
  ],
  [
    'Up to Date',
    {
      label: 'Weekly KPIs to the board deck',
      operation: 'mirror',
      mirror_strategy: 'upload_and_swap',
      source_attributes: { connection_id: 12, object: { type: 'model', id: 79 } },
      destination_attributes: to(18, '1aBcD/Weekly KPIs'),
      mappings: columns('METRIC > Metric', 'WEEK > Week', 'VALUE > Value'),
      field_order: 'mapping_order',
      mode: {
        type: 'triggered',
        triggers: { dbt_cloud: { project_id: '12345', job_id: '123456' } },
      },
    },
  ],
  [
    'Ready',
    {
      label: null,
      operation: 'mirror',
      mirror_strategy: 'upload_and_swap',
      source_attributes: dataset(130),
      destination_attributes: to(20, 'exports/orders-%Y-%m-%d.csv'),
      mappings: columns('ORDER_ID > order_id'),
      field_behavior: 'sync_all_properties',
      field_normalization: 'snake_case',
      advanced_configuration: { file_format: 'CSV', csv_include_header: true },
      alert_attributes: [],
    },
  ],
  [
    'Ready',
    {
      label: 'Orders to the order hook, after the CRM',
      operation: 'upsert',
      source_attributes: table('PUBLIC', 'ORDERS'),
      destination_attributes: to(24, 'request'),
      mappings: columns('ID > id'),
      advanced_configuration: { http_endpoint: 'https://hooks.example.com/orders' },
      mode: { type: 'triggered', triggers: { sync_sequence: { sync_id: 61 } } },
      paused: true,
    },
  ],
  [
    'Up to Date',
    {
      label: 'People who left, out of the list',
      operation: 'delete',
      source_attributes: table('MARKETING', 'AUDIENCES'),
      destination_attributes: to(14, 'customer_match'),
      mappings: columns('HASHED_EMAIL > hashed_email', 'LIST_NAME > user_list'),
      ...nightly,
    },
  ],
  [
    'Up to Date',
    {
      label: 'Test group A to the customer platform',
      operation: 'update',
      source_attributes: { ...dataset(123), cohort_id: 4 },
      destination_attributes: to(15, 'Contact'),
      mappings: columns('email > Email', 'first_name > FirstName'),
      mode: {
        type: 'triggered',
        triggers: { fivetran: { job_id: 'job_abc', job_name: 'Salesforce load' } },
      },
    },
  ],
  [
    'Up to Date',
    {
      label: 'Accounts to CRM',
      operation: 'mirror',
      mirror_strategy: 'sync_updates_and_nulls',
      source_attributes: table('PUBLIC', 'ACCOUNTS'),
      destination_attributes: to(10, 'Account'),
      mappings: columns('ID > External_Id__c', 'NAME > Name', 'INDUSTRY > Industry'),
      ...scheduled({ frequency: 'weekly', day: 'Monday', hour: 6, minute: 30 }),
    },
  ],
  [
    'Up to Date',
    {
      label: 'Users to CRM contacts',
      operation: 'upsert',
      source_attributes: table('PUBLIC', 'USERS'),
      destination_attributes: to(10, 'Contact'),
      mappings: [
        ...columns('EMAIL > Email', 'FIRST_NAME > FirstName', 'LAST_NAME > LastName'),
        {
          from: { type: 'column', data: 'COMPANY_ID' },
          to: 'AccountId',
          lookup_object: 'Account',
          lookup_field: 'External_Id__c',
        },
        {
          from: { type: 'liquid_template', data: "{{ record['CITY'] | upcase }}" },
          to: 'MailingCity',
          sync_null_values: false,
        },
      ],
      ...hourly,
    },
  ],
]

/** Made by a client of the time of flat schedules and of models: answers tell of it as they did. */
const ofOldTimes: NewSync = {
  request: settle({
    label: 'Users to the newsletter, since 2021',
    operation: 'upsert',
    source_attributes: { connection_id: 12, object: { type: 'model', id: 15 } },
    destination_attributes: to(10, 'Contact'),
    mappings: columns('EMAIL > Email', 'LAST_NAME > LastName'),
    schedule_frequency: 'weekly',
    schedule_day: 'Monday',
    schedule_hour: 6,
    schedule_minute: 30,
    failed_record_notifications_threshold_percent: 10,
  }),
  status: 'Up to Date',
  createdAt: '2021-11-04T09:30:00.000Z',
  updatedAt: '2026-11-20T06:20:00.000Z',
}

/** Syncs in the order of their creation, two days apart; what has run was touched since. */
const ofToday = entries.map(([status, request], index): NewSync => {
  const createdAt = new Date(Date.UTC(2026, 7, 3, 9, 30) + index * 2 * 86_400_000).toISOString()
  const updatedAt = status === 'Ready' ? createdAt : '2026-11-20T06:20:00.000Z'
  return { request: settle(request), status, createdAt, updatedAt }
})

/** The syncs of the workspace, oldest first. */
export const syncs: readonly NewSync[] = [ofOldTimes, ...ofToday]
