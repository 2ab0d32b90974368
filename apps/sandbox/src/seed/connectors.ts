import type { Connector } from '@sync-builder/schema'

function connector(service_name: string, label: string, auth_method: string): Connector {
  return {
    service_name,
    label,
    documentation_slug: service_name.replaceAll('_', '-'),
    auth_method,
    supports_test: true,
    creatable_via_api: auth_method === 'credentials',
    configuration_fields: { fields: [] },
  }
}

/** The types of the seeded destinations, and a few that nothing is connected to. */
export const connectors: readonly Connector[] = [
  connector('braze', 'Braze', 'credentials'),
  connector('custom_api', 'Custom API', 'credentials'),
  connector('facebook', 'Facebook Ads', 'oauth'),
  connector('google_ads', 'Google Ads', 'oauth'),
  connector('google_sheets', 'Google Sheets', 'oauth'),
  connector('http_request', 'HTTP Request', 'credentials'),
  connector('hubspot', 'HubSpot', 'oauth'),
  connector('intercom', 'Intercom', 'oauth'),
  connector('netsuite', 'NetSuite', 'credentials'),
  connector('s3', 'S3', 'credentials'),
  connector('salesforce', 'Salesforce', 'oauth'),
  connector('sftp', 'SFTP', 'credentials'),
  connector('slack', 'Slack', 'oauth'),
]
