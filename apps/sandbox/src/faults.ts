import * as z from 'zod'

const headers = z.record(z.string(), z.string())

/** What can be made to go wrong with a request; `ms` is a time in milliseconds. */
const faultSchema = z.discriminatedUnion('type', [
  /** Served as usual, but later. */
  z.strictObject({ type: z.literal('delay'), ms: z.int().min(0) }),
  /** Taken in and never answered. */
  z.strictObject({ type: z.literal('hang') }),
  /** The connection is reset; nothing is done. */
  z.strictObject({ type: z.literal('reset') }),
  /** This answer instead; nothing is done. A text is sent as it is, anything else as JSON. */
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: headers.optional(),
    body: z.unknown().optional(),
  }),
  /** Done, and answered with the head and the first half of the body. */
  z.strictObject({ type: z.literal('truncate') }),
  /** Done, and answered 504. */
  z.strictObject({ type: z.literal('create-then-504') }),
  /** Done, and the connection is reset in place of the answer. */
  z.strictObject({ type: z.literal('create-then-reset') }),
])
export type Fault = z.infer<typeof faultSchema>

/** A fault, the requests that it meets, and how many of them. */
export const misbehaviourSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A path without query, as the API sees it; a `*` at the end stands for any rest. */
      path: z.string().optional(),
    })
    .default({}),
  /** How many matching requests it meets. */
  times: z.int().min(1).default(1),
  fault: faultSchema,
})
type Misbehaviour = z.infer<typeof misbehaviourSchema>

/** The faults in waiting, met in the order in which they were queued. */
export interface Faults {
  queue: (misbehaviour: Misbehaviour) => void
  clear: () => void
  /** Takes the fault that this request meets, if any. */
  take: (method: string, path: string) => Fault | undefined
}

/** Faults that wait for their requests, the oldest first. */
export function createFaults(): Faults {
  let waiting: Misbehaviour[] = []
  return {
    queue: (misbehaviour) => {
      waiting.push({ ...misbehaviour })
    },
    clear: () => {
      waiting = []
    },
    take(method, path) {
      const met = waiting.find(({ match }) => matches(match, method, path))
      if (!met) return undefined
      met.times -= 1
      waiting = waiting.filter(({ times }) => times > 0)
      return met.fault
    },
  }
}

function matches(match: Misbehaviour['match'], method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false
  if (match.path === undefined) return true
  return match.path.endsWith('*') ? path.startsWith(match.path.slice(0, -1)) : path === match.path
}
