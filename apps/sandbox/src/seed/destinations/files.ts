import { capabilities, destination, field, key, object, option } from '../fields.ts'
import type { SeedDestination } from '../seed.ts'

/** Any path is an object here; what columns a file has is for the sync to say. */
const file = capabilities(['mirror', 'upsert', 'append'], {
  allow_custom_fields: true,
  allow_case_sensitive_fields: true,
  allow_case_sensitive_field_names: true,
  supports_field_ordering: true,
  advanced_configuration_field_definitions: [
    option('file_format', 'File format', 'text', {
      default: 'CSV',
      supported_values: ['CSV', 'TSV', 'JSON', 'NDJSON', 'Parquet'],
      sort_order: 1,
    }),
    option('csv_delimiter', 'Delimiter', 'text', { default: ',', sort_order: 2 }),
    option('csv_include_header', 'Write a header row', 'boolean', { default: true, sort_order: 3 }),
    option('pgp_public_key', 'PGP public key', 'text', { input_type: 'textarea', sort_order: 4 }),
  ],
})

function filesIn(paths: readonly string[]) {
  return paths.map((path) => ({ label: path, full_name: path, ...file }))
}

export const s3: SeedDestination = {
  destination: destination(20, 'S3 - acme-exports', 's3', {
    is_file_system_destination: true,
    connection_details: { bucket: 'acme-exports', region: 'us-east-1' },
  }),
  objects: filesIn(['exports/users.csv', 'exports/vip-%Y-%m-%d.csv', 'finance/kpis.parquet']),
  file,
}

export const sftp: SeedDestination = {
  destination: destination(21, 'SFTP - partner', 'sftp', {
    is_file_system_destination: true,
    last_test_succeeded: null,
    last_tested_at: null,
    last_test_results: null,
  }),
  objects: filesIn(['inbox/orders.ndjson']),
  file,
}

function sheet(full_name: string, label: string, headers: readonly string[]) {
  return object(
    full_name,
    label,
    ['mirror', 'append'],
    headers.map((header) => field(header, header, 'String', key)),
    {
      allow_custom_fields: true,
      allow_case_sensitive_fields: true,
      allow_case_sensitive_field_names: true,
      supports_field_ordering: true,
    },
  )
}

/** Sheets are objects, and their header cells are the fields. */
export const googleSheets: SeedDestination = {
  destination: destination(18, 'Google Sheets', 'google_sheets'),
  objects: [
    sheet('1aBcD/Weekly KPIs', 'Board deck - Weekly KPIs', ['Week', 'Metric', 'Value']),
    sheet('1aBcD/Renewals', 'Board deck - Renewals', ['Account', 'Plan', 'MRR', 'Renews on']),
    sheet('9xYz/Sheet1', 'Untitled spreadsheet - Sheet1', []),
  ],
}
