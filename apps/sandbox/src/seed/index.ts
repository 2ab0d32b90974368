import { connectors } from './connectors.ts'
import { datasets } from './datasets.ts'
import { salesforce, hubspot } from './destinations/crm.ts'
import { customerPlatform } from './destinations/customerPlatform.ts'
import { failingDestinations } from './destinations/failing.ts'
import { googleSheets, s3, sftp } from './destinations/files.ts'
import { erp } from './destinations/large.ts'
import { braze, googleAds, httpRequest } from './destinations/marketing.ts'
import { oddNames } from './destinations/odd.ts'
import type { Seed } from './seed.ts'
import { bigQuery, emptyRedshift, kafka, mysql, postgres } from './sources/others.ts'
import { warehouse } from './sources/warehouse.ts'
import { syncs } from './syncs.ts'

/** The workspace of the sandbox when it is new. */
export const seed: Seed = {
  workspace: {
    id: 3167,
    name: 'Main',
    organization_id: 12,
    created_at: '2025-01-06T09:00:00.000Z',
    notification_emails: ['data@example.com'],
  },
  sources: [bigQuery, warehouse, postgres, kafka, mysql, emptyRedshift],
  datasets,
  destinations: [
    salesforce,
    hubspot,
    googleAds,
    customerPlatform,
    braze,
    googleSheets,
    s3,
    sftp,
    httpRequest,
    erp,
    ...failingDestinations,
    oddNames,
  ],
  connectors,
  syncs,
}
