import type { Trouble } from '../../trouble.ts'
import { destination, field, key, list, object, preservable } from '../fields.ts'
import type { SeedDestination } from '../seed.ts'

const contact = object(
  'contact',
  'Contact',
  ['upsert', 'update', 'insert', 'mirror'],
  [
    field('email', 'Email', 'String', { ...key, required_for_mapping: true }),
    field('first_name', 'First name', 'String', preservable),
    field('last_name', 'Last name', 'String', preservable),
    field('tags', 'Tags', 'String', list),
  ],
  { allow_custom_fields: true },
)

const audience = object(
  'audience',
  'Audience',
  ['mirror', 'insert'],
  [
    field('hashed_email', 'Hashed email', 'String', { ...key, required_for_mapping: true }),
    field('list_name', 'List', 'String'),
  ],
)

function failing(
  id: number,
  name: string,
  type: string,
  trouble: Trouble,
  objects = [contact],
): SeedDestination {
  return { destination: destination(id, name, type), objects, trouble }
}

const expired = failing(44, 'Expired connection', 'salesforce', { kind: 'expired' })

/** Each shows one way in which things go wrong, by clicking alone; trouble.ts says how. */
export const failingDestinations: readonly SeedDestination[] = [
  failing(40, 'Slow CRM', 'custom_api', { kind: 'slow', metadataMs: 3_000, createMs: 20_000 }),
  failing(41, 'Rate-limited Ads', 'facebook', { kind: 'rate-limited' }, [audience]),
  failing(42, 'Rejecting CRM', 'custom_api', {
    kind: 'rejecting',
    message: 'Validation failed: Mappings to email is not accepted by the destination',
  }),
  failing(43, 'Drops after create', 'custom_api', { kind: 'drops-after-create' }),
  {
    ...expired,
    destination: {
      ...expired.destination,
      last_test_succeeded: false,
      last_test_results: {
        steps: [
          {
            step: 'Authenticate',
            status: 'failed',
            error: { message: 'The credentials have expired' },
          },
        ],
      },
    },
  },
]
