import {
  apiErrorBodySchema,
  createdSyncSchema,
  createStateSchema,
  sessionSchema,
} from '@sync-builder/schema'
import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod'
import { ApiFailure } from './apiFailure.ts'
import { call } from './client.ts'

/** Who this proxy works for: workspace and API. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call({ path: '/app/session', answer: sessionSchema, signal }),
})

/** What the proxy knows of a create. */
export type CreateKnowledge =
  | { state: 'sent' }
  | { state: 'unknown' }
  /** `syncId` is undefined where the answer names none that can be read. */
  | { state: 'answered'; status: number; syncId: number | undefined; message: string }

const createdAnswerSchema = z.looseObject({ data: createdSyncSchema })

/** What the proxy knows of the create with this key; undefined when it knows no such key. */
export async function fetchCreateState(
  key: string,
  signal: AbortSignal,
): Promise<CreateKnowledge | undefined> {
  try {
    const known = await call({ path: `/app/creates/${key}`, answer: createStateSchema, signal })
    if (known.state !== 'answered') return { state: known.state }
    const { status, body } = known.answer
    return {
      state: 'answered',
      status,
      syncId: createdAnswerSchema.safeParse(body).data?.data.sync_id,
      message: apiErrorBodySchema.safeParse(body).data?.message ?? '',
    }
  } catch (error) {
    const failure = error instanceof ApiFailure ? error.error : undefined
    if (failure?.kind === 'refused' && failure.code === 'create_not_found') return undefined
    throw error
  }
}
