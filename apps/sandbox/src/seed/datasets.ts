import type { Dataset } from '@sync-builder/schema'
import { dayOf } from './calendar.ts'
import { columnsOf, type DataType } from './columns.ts'

function dataset(
  id: number,
  name: string,
  types: Readonly<Record<string, DataType>>,
  more: Partial<Dataset> = {},
): Dataset {
  const names = Object.keys(types).join(', ')
  const slug = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  return {
    id,
    name,
    type: 'sql',
    description: null,
    source_id: 12,
    query: `select ${names} from ${slug.replaceAll('-', '_')}`,
    resource_identifier: `dataset:${slug}`,
    cached_record_count: 1_000 + id * 37,
    columns: columnsOf(types),
    updated_at: '2026-10-02T14:05:31.400Z',
    ...more,
  }
}

/** The dataset that the API's examples read, whose columns come from two teams. */
const signups = dataset(
  123,
  'New signups',
  {
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
  },
  {
    description: 'People who signed up, one row each, with the event that brought them',
    cached_record_count: 48_210,
  },
)

/** A country's customers, as each of the sales teams keeps them. */
const customersByCountry = [
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
].map((country, index) =>
  dataset(108 + index, `Customers in ${country}`, {
    CUSTOMER_ID: 'number',
    EMAIL: 'text',
    NAME: 'text',
    SINCE: 'date',
    REVENUE: 'number',
  }),
)

/** The odd ones are the oldest: a list shows the newest first. */
const inOrder: readonly Dataset[] = [
  dataset(151, 'Straßen & Plätze – façade', { Straße: 'text', Größe: 'number' }),
  dataset(152, 'عملاء جدد', { البريد: 'text', الاسم: 'text' }),
  dataset(153, '<i>Newsletter</i> & "friends"', { email: 'text', note: 'text' }),
  dataset(154, `Everything that marketing asked for ${'and then some '.repeat(14)}`.trim(), {
    ID: 'number',
    EMAIL: 'text',
  }),
  dataset(155, 'Without columns yet', {}, { cached_record_count: null }),
  dataset(101, 'Active users', {
    ID: 'number',
    EMAIL: 'text',
    FIRST_NAME: 'text',
    LAST_NAME: 'text',
    COMPANY_ID: 'text',
    TAGS: 'array',
    LAST_SEEN_AT: 'timestamp',
  }),
  dataset(104, 'Accounts with health', {
    ACCOUNT_ID: 'text',
    NAME: 'text',
    DOMAIN: 'text',
    ANNUAL_REVENUE: 'number',
    HEALTH: 'number',
    OWNER_EMAIL: 'text',
  }),
  dataset(105, 'Subscriptions to renew', {
    ID: 'text',
    ACCOUNT_ID: 'text',
    PLAN: 'text',
    MRR: 'number',
    RENEWS_ON: 'date',
  }),
  ...customersByCountry,
  signups,
  dataset(130, 'Orders with items', {
    ORDER_ID: 'number',
    EMAIL: 'text',
    TOTAL: 'number',
    ITEMS: 'array',
    PLACED_AT: 'timestamp',
  }),
  dataset(131, 'Product qualified leads', {
    EMAIL: 'text',
    COMPANY: 'text',
    SCORE: 'number',
    SIGNALS: 'array',
    UPDATED_AT: 'timestamp',
  }),
  dataset(132, 'Ad clicks', {
    GCLID: 'text',
    EMAIL: 'text',
    VALUE: 'number',
    CURRENCY: 'text',
    CLICKED_AT: 'timestamp',
  }),
  dataset(133, 'Support tickets', {
    TICKET_ID: 'number',
    EMAIL: 'text',
    SUBJECT: 'text',
    SATISFACTION: 'number',
    CLOSED_AT: 'timestamp',
  }),
  dataset(
    140,
    'Web sessions',
    {
      session_id: 'text',
      user_id: 'text',
      started_at: 'timestamp',
      pages: 'array',
    },
    { source_id: 4 },
  ),
  dataset(
    141,
    'Teams and their plan',
    { id: 'number', name: 'text', plan: 'text' },
    { source_id: 17 },
  ),
  dataset(
    150,
    'Golden customer record',
    { GOLDEN_ID: 'text', EMAIL: 'text', PHONE: 'text', SOURCES: 'array' },
    {
      type: 'entity_resolution',
      query: null,
      description: 'One record for each person, matched by email and phone',
    },
  ),
]

export const datasets = inOrder.map((made, index) => ({ ...made, created_at: dayOf(index) }))
