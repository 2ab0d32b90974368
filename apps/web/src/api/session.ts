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
  z.looseObject({ state: z.literal('sent') }),
  z.looseObject({
    state: z.literal('answered'),
    answer: z.looseObject({ status: z.number(), body: z.unknown() }),
  }),
  z.looseObject({ state: z.literal('unknown') }),
])
export type CreateState = z.infer<typeof createStateSchema>

/** What the proxy knows of the create with this key. */
export function fetchCreateState(key: string, signal?: AbortSignal): Promise<CreateState> {
  return call({
    path: `/app/creates/${key}`,
    answer: createStateSchema,
    ...(signal && { signal }),
  })
}
