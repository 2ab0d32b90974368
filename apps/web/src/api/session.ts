import { createdSyncSchema } from '@sync-builder/schema'
import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { call } from './client.ts'

const sessionSchema = z.object({
  operator: z.unknown(),
  workspace: z.object({ id: z.number(), name: z.string() }).nullable(),
  upstream: z.object({ host: z.string(), apiVersion: z.string(), sandbox: z.boolean() }),
})
export type Session = z.infer<typeof sessionSchema>

/** Who this proxy works for: workspace and API. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call({ path: '/app/session', answer: sessionSchema, signal }),
})

const createStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('sent') }),
  z.object({
    state: z.literal('answered'),
    /** What the API answered. */
    answer: z.object({
      status: z.number(),
      body: z.looseObject({ data: createdSyncSchema.partial().nullish() }).catch({}),
    }),
  }),
  z.object({ state: z.literal('unknown') }),
])

/** How a create ended, as far as the proxy knows. */
export type CreateKnowledge =
  | { state: 'sent' }
  | { state: 'unknown' }
  | { state: 'answered'; status: number; syncId: number | undefined }

/** What the proxy knows of the create with this key; 404 when it never saw it. */
export async function fetchCreateState(key: string, signal: AbortSignal): Promise<CreateKnowledge> {
  const answer = await call({ path: `/app/creates/${key}`, answer: createStateSchema, signal })
  if (answer.state !== 'answered') return answer
  const { status, body } = answer.answer
  return { state: 'answered', status, syncId: body.data?.sync_id }
}
