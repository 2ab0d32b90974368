import { dayOf } from './calendar.ts'
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

/** Oldest first, so that a list, which begins with the newest, begins with the everyday ones. */
const sources = [emptyRedshift, mysql, kafka, postgres, bigQuery, warehouse]
const destinations = [
  oddNames,
  ...failingDestinations,
  erp,
  sftp,
  httpRequest,
  googleSheets,
  s3,
  braze,
  googleAds,
  hubspot,
  salesforce,
  customerPlatform,
]

/** The workspace of the sandbox when it is new. */
export const seed: Seed = {
  workspace: {
    id: 3167,
    name: 'Main',
    organization_id: 12,
    created_at: dayOf(0),
    notification_emails: ['data@example.com'],
  },
  sources: sources.map((made, place) => ({
    ...made,
    source: { ...made.source, created_at: dayOf(place) },
  })),
  datasets,
  destinations: destinations.map((made, place) => ({
    ...made,
    destination: { ...made.destination, created_at: dayOf(place) },
  })),
  connectors,
  syncs,
}
