import * as z from 'zod'

/**
 * What the proxy knows of one create, by its idempotency key: the answer of its
 * `GET /app/creates/:key`. Times are ISO 8601.
 */
export const createStateSchema = z.discriminatedUnion('state', [
  /** On its way. Without a time it was not sent to the API yet, and may still not be. */
  z.object({ state: z.literal('sent'), sentAt: z.string().optional() }),
  z.object({
    state: z.literal('answered'),
    sentAt: z.string(),
    answeredAt: z.string(),
    /** What the API answered; the body of an answer without one is null. */
    answer: z.object({ status: z.int(), body: z.unknown() }),
  }),
  /** Sent, and nobody can tell how it ended. */
  z.object({ state: z.literal('unknown'), sentAt: z.string() }),
])
export type CreateState = z.infer<typeof createStateSchema>
