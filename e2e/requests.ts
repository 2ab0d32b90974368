import { readFileSync } from 'node:fs'

/** The text of one of the repository's examples. */
function example(file: string): string {
  return readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8')
}

/** The API's own example: a mirror of the dataset of new signups, every kind of field in it. */
export const exampleRequest = example('create-sync.json')

/** The part of it that has an effect: what an operator builds by hand. */
export const byHandRequest = example('create-sync.by-hand.json')

/** A request with nothing in it that its destination could mind: the signups' addresses. */
export function signupsTo(
  connectionId: number,
  object: 'contact' | 'audience' = 'contact',
): string {
  const [column, field] =
    object === 'contact' ? ['email', 'email'] : ['hashed_email', 'hashed_email']
  return JSON.stringify({
    label: `Signups to ${connectionId}`,
    operation: 'insert',
    source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
    destination_attributes: { connection_id: connectionId, object },
    mappings: [{ from: { type: 'column', data: column }, to: field, is_primary_identifier: true }],
    mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 6, minute: 0 } } },
  })
}

/** A request without a row, between columns and fields that are called alike. */
export const signupsToContacts = JSON.stringify({
  label: 'Signups to contacts',
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 10, object: 'Contact' },
  mappings: [],
  mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 6, minute: 0 } } },
})

/** A mirror of a table of some hundred rows. */
export const accountsMirror = JSON.stringify({
  label: 'Accounts to companies',
  operation: 'mirror',
  mirror_strategy: 'sync_updates_and_deletes',
  source_attributes: {
    connection_id: 12,
    object: {
      type: 'table',
      table_catalog: 'ANALYTICS',
      table_schema: 'PUBLIC',
      table_name: 'ACCOUNTS',
    },
  },
  destination_attributes: { connection_id: 11, object: 'company' },
  mappings: [
    { from: { type: 'column', data: 'DOMAIN' }, to: 'domain', is_primary_identifier: true },
    { from: { type: 'column', data: 'NAME' }, to: 'name' },
  ],
  mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 6, minute: 0 } } },
})
