import { createdSyncSchema, oneOf, type CreateSync } from '@sync-builder/schema'
import { randomUUID } from 'node:crypto'

/** Creates a sync in the sandbox and gives its id. */
export async function createStored(url: string, request: CreateSync): Promise<number> {
  const answer = await fetch(`${url}/api/v1/syncs`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Sync-Builder': '1',
      'Idempotency-Key': randomUUID(),
    },
    body: JSON.stringify(request),
  })
  if (!answer.ok) throw new Error(`A sync was refused: ${answer.status} ${await answer.text()}`)
  return oneOf(createdSyncSchema).parse(await answer.json()).data.sync_id
}
