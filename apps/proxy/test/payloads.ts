import { readFileSync } from 'node:fs'

/** A sync that the schema takes, as the compact text that the builder posts. */
export function syncPayload(validateOnly: boolean, label = 'New Signups to Leads'): string {
  return JSON.stringify({
    label,
    operation: 'upsert',
    source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
    destination_attributes: { connection_id: 15, object: 'user_data' },
    mappings: [
      { from: { type: 'column', data: 'email' }, to: 'email', is_primary_identifier: true },
    ],
    paused: false,
    validate_only: validateOnly,
  })
}

/** An example of the repository, byte for byte. */
export function example(name: 'create-sync.json' | 'create-sync.by-hand.json'): string {
  return readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8')
}
