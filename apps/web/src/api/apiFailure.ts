import type { Problem, ProxyErrorCode } from '@sync-builder/schema'

/** Why a call gave no usable answer. */
export type ApiError =
  /** Nobody answered: the proxy is not there, or the network is gone. */
  | { kind: 'unreachable' }
  /** The beginning of an answer, and then nobody. */
  | { kind: 'cut'; status: number; requestId: string | undefined }
  /** An answer that is not what this call promises. */
  | { kind: 'unreadable'; status: number; requestId: string | undefined }
  /** The proxy or the API said no. */
  | {
      kind: 'refused'
      status: number
      /** The proxy's own code; undefined when the words are the API's. */
      code: ProxyErrorCode | undefined
      message: string
      requestId: string | undefined
      problems: Problem[]
      retryAfterMs: number | undefined
    }

/** A failed call, as queries and mutations throw it. */
export class ApiFailure extends Error {
  readonly error: ApiError

  constructor(error: ApiError) {
    super(error.kind === 'refused' ? error.message : error.kind)
    this.name = 'ApiFailure'
    this.error = error
  }
}
