import { setTimeout as wait } from 'node:timers/promises'
import { refusal, type Answer } from './answer.ts'

/** How a destination that fails by name fails, so that each failure can be seen by clicking. */
export type Trouble =
  /** Its objects answer after `metadataMs`, as does a check; a create after `createMs`. */
  | { kind: 'slow'; metadataMs: number; createMs: number }
  /** Every other call, the first included, is answered 429 with a `Retry-After` of 2 seconds. */
  | { kind: 'rate-limited' }
  /** Its objects are listed, but no sync to it is accepted, checked or created. */
  | { kind: 'rejecting'; message: string }
  /** A create is stored, then the connection is reset in place of the answer. */
  | { kind: 'drops-after-create' }
  /** Its objects cannot be listed and no sync is accepted. */
  | { kind: 'expired' }

export type TroubledCall = 'metadata' | 'check' | 'create'

/** Gets in the way of a call; gives the answer that ends it, or undefined when it may go on. */
export type Meddle = (
  destinationId: number,
  trouble: Trouble | undefined,
  call: TroubledCall,
  stopped: AbortSignal,
) => Promise<Answer | undefined>

const expiredMessage =
  'The credentials of this connection have expired: the user who authorized it must reconnect it'

/** `slowness` scales the waiting times: 1 is as named, 0 waits not at all. */
export function createMeddle(slowness: number): Meddle {
  const calls = new Map<number, number>()
  return async (destinationId, trouble, call, stopped) => {
    switch (trouble?.kind) {
      case 'slow': {
        const waitMs = call === 'create' ? trouble.createMs : trouble.metadataMs
        await wait(waitMs * slowness, undefined, { signal: stopped })
        return undefined
      }
      case 'rate-limited': {
        const earlier = calls.get(destinationId) ?? 0
        calls.set(destinationId, earlier + 1)
        return earlier % 2 === 0
          ? { ...refusal(429, 'Too many requests'), headers: { 'retry-after': '2' } }
          : undefined
      }
      case 'rejecting':
        return call === 'metadata' ? undefined : refusal(422, trouble.message)
      case 'expired':
        return refusal(call === 'metadata' ? 400 : 422, expiredMessage)
      case 'drops-after-create':
      case undefined:
        return undefined
    }
  }
}
