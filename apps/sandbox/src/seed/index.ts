import { customerPlatform } from './customerPlatform.ts'
import type { Seed } from './seed.ts'
import { signups, warehouse } from './warehouse.ts'

/** The workspace of the sandbox when it is new. */
export const seed: Seed = {
  workspace: {
    id: 3167,
    name: 'Main',
    organization_id: 12,
    created_at: '2025-01-06T09:00:00.000Z',
    notification_emails: ['data@example.com'],
  },
  sources: [warehouse],
  datasets: [signups],
  destinations: [customerPlatform],
  connectors: [],
  syncs: [],
}
