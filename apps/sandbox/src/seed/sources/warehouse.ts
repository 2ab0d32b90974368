import type { SeedTable } from '../seed.ts'
import { segment } from '../segments.ts'
import { wideColumns } from '../wide.ts'
import { model, schemaOf, source } from './source.ts'

const users = {
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
} as const

const everyday = schemaOf('ANALYTICS', 'PUBLIC', {
  USERS: users,
  ACCOUNTS: {
    ID: 'text',
    NAME: 'text',
    DOMAIN: 'text',
    INDUSTRY: 'text',
    EMPLOYEES: 'number',
    ANNUAL_REVENUE: 'number',
    OWNER_EMAIL: 'text',
    PARENT_ID: 'text',
    IS_CUSTOMER: 'boolean',
    BILLING_ADDRESS: 'object',
    CREATED_AT: 'timestamp',
    UPDATED_AT: 'timestamp',
  },
  ORDERS: {
    ID: 'number',
    USER_ID: 'number',
    STATUS: 'text',
    TOTAL: 'number',
    CURRENCY: 'text',
    COUPON_CODES: 'array',
    PLACED_AT: 'timestamp',
    SHIPPED_AT: 'timestamp',
  },
  ORDER_ITEMS: {
    ID: 'number',
    ORDER_ID: 'number',
    SKU: 'text',
    QUANTITY: 'number',
    UNIT_PRICE: 'number',
    DISCOUNT: 'number',
  },
  PRODUCTS: {
    SKU: 'text',
    NAME: 'text',
    CATEGORY: 'text',
    PRICE: 'number',
    IS_AVAILABLE: 'boolean',
    IMAGE: 'binary',
    UPDATED_AT: 'timestamp',
  },
  EVENTS: {
    EVENT_ID: 'text',
    USER_ID: 'number',
    EVENT_NAME: 'text',
    PROPERTIES: 'object',
    SESSION_ID: 'text',
    OCCURRED_AT: 'timestamp',
  },
  SUBSCRIPTIONS: {
    ID: 'text',
    ACCOUNT_ID: 'text',
    PLAN: 'text',
    SEATS: 'number',
    MRR: 'number',
    STATUS: 'text',
    STARTED_ON: 'date',
    RENEWS_ON: 'date',
    CANCELED_AT: 'timestamp',
  },
})

const marketing = schemaOf('ANALYTICS', 'MARKETING', {
  USERS: { USER_ID: 'number', EMAIL: 'text', CONSENT: 'boolean', LAST_SEEN_ON: 'date' },
  CAMPAIGNS: { ID: 'text', NAME: 'text', CHANNEL: 'text', BUDGET: 'number', STARTS_ON: 'date' },
  CLICKS: { GCLID: 'text', EMAIL: 'text', VALUE: 'number', CLICKED_AT: 'timestamp' },
  AUDIENCES: { HASHED_EMAIL: 'text', HASHED_PHONE: 'text', LIST_NAME: 'text', COUNTRY: 'text' },
  UNSUBSCRIBES: { EMAIL: 'text', REASON: 'text', AT: 'timestamp' },
})

const finance = schemaOf('ANALYTICS', 'FINANCE', {
  INVOICES: { NUMBER: 'text', ACCOUNT_ID: 'text', AMOUNT: 'number', DUE_ON: 'date' },
  PAYMENTS: { ID: 'text', INVOICE_NUMBER: 'text', AMOUNT: 'number', PAID_AT: 'timestamp' },
  KPIS: { WEEK: 'date', METRIC: 'text', VALUE: 'number' },
})

/** The same names as elsewhere, so that a name alone does not tell which table is meant. */
const staging = schemaOf('ANALYTICS', 'STAGING', {
  USERS: users,
  EVENTS: { EVENT_ID: 'text', RAW: 'object', LOADED_AT: 'timestamp' },
  COLUMNS_STILL_LOADING: { ID: 'number', PAYLOAD: 'object' },
  WITHOUT_COLUMNS: {},
})

const otherCatalog = schemaOf('data_mart', 'public', {
  events: { id: 'text', user_id: 'number', name: 'text', occurred_at: 'timestamp' },
  users: { id: 'number', email: 'text', FNAME: 'text', LNAME: 'text' },
})

/** Names that a warehouse allows and that a form, a URL or a page may trip over. */
const oddNames = schemaOf('ANALYTICS', 'Odd Names', {
  'Größe & Maße': { Länge: 'number', 'Breite (cm)': 'number', 'Straße/Nr.': 'text' },
  المستخدمون: { المعرف: 'number', البريد: 'text' },
  顧客リスト: { メール: 'text', 名前: 'text' },
  '🛒 carts': { id: 'number', '💶 total': 'number' },
  '<b>bold</b><script>alert(1)</script>': { '<img src=x onerror=alert(1)>': 'text', id: 'number' },
  'name.with.dots': { 'column.with.dots': 'text', 'column with spaces ': 'text' },
  '50% "off" \'sale\'?a=1&b=#2/3\\4': { '{{ record["id"] }}': 'text', id: 'number' },
  [`a_very_long_table_name_${'that_goes_on_and_on_'.repeat(11)}end`]: {
    [`a_very_long_column_name_${'that_goes_on_and_on_'.repeat(11)}end`]: 'text',
  },
})

/** What every JavaScript object seems to have already. */
const inheritedNames = schemaOf(
  'ANALYTICS',
  'Odd Names',
  Object.fromEntries([['constructor', { id: 'number', prototype: 'text', length: 'number' }]]),
)

/** Monthly partitions, as years of loading leave them: the lists go over several pages. */
const partitions = Array.from({ length: 120 }, (_, month): SeedTable[] => {
  const year = 2017 + Math.floor(month / 12)
  const name = `EVENTS_${year}_${String((month % 12) + 1).padStart(2, '0')}`
  return schemaOf('ANALYTICS', 'ARCHIVE', {
    [name]: { EVENT_ID: 'text', EVENT_NAME: 'text', OCCURRED_AT: 'timestamp' },
  })
}).flat()

const wide = schemaOf('ANALYTICS', 'FEATURES', { USER_FEATURES: wideColumns })

/** The warehouse that most syncs read. */
export const warehouse = source(
  12,
  'Snowflake - acme.us-east-1',
  'snowflake',
  {
    tables: [
      ...partitions,
      ...wide,
      ...oddNames,
      ...inheritedNames,
      ...otherCatalog,
      ...staging,
      ...finance,
      ...marketing,
      ...everyday,
    ],
    models: [
      model(15, 'users_v2', 'select * from users', { ...users }, { dataset_id: 101 }),
      model(16, 'test_ads', 'select gclid, value, clicked_at from marketing.clicks', {
        GCLID: 'text',
        VALUE: 'number',
        CLICKED_AT: 'timestamp',
      }),
      model(17, 'Churn risk', 'select * from {{ ref("churn") }}', {
        ACCOUNT_ID: 'text',
        RISK: 'number',
        REASONS: 'array',
      }),
      model(79, 'Weekly KPIs', 'select week, metric, value from finance.kpis', {
        WEEK: 'date',
        METRIC: 'text',
        VALUE: 'number',
      }),
    ],
    segments: [
      segment(3, 'Signed up this week', 123, 412, 'OCCURRED_AT'),
      segment(9, 'VIP signups', 123, 1_204, 'lifetime_value'),
      segment(18, 'Priority accounts', 104, 12_540, 'ANNUAL_REVENUE'),
      segment(19, 'Trials that end soon', 105, 88, 'RENEWS_ON'),
      segment(22, 'Has a tag', 101, 0, 'TAGS'),
    ],
    cohorts: [
      { id: 4, datasetId: 123 },
      { id: 5, datasetId: 123 },
    ],
  },
  {
    connection_details: {
      account: 'acme.us-east-1',
      user: 'ACTIVATIONS',
      warehouse: 'ACTIVATIONS_WH',
      use_keypair: true,
    },
    warehouse_writeback_retention_in_days: 14,
  },
)
