/** What the proxy allows in time, size and number. Tests pass smaller ones. */
export interface Limits {
  /** To reach the upstream: name look-up, TCP and TLS. */
  connectMs: number
  /** From the request sent to the upstream's answer headers, for all but `POST /syncs`. */
  headersMs: number
  /** From an upstream answer's headers to its last byte in the hands of the client. */
  bodyMs: number
  /**
   * For a client to take an answer, counted from its last byte written; for a file from its
   * request.
   */
  takeMs: number
  /** From the request sent to the answer headers of `POST /syncs`, which may take minutes. */
  createMs: number
  /** To receive a client's request headers. */
  clientHeadersMs: number
  /** To receive a client's whole request. */
  clientRequestMs: number
  /** How long a connection stays open for a client's next request. */
  clientIdleMs: number
  /** How long a stop waits for what is under way; never shorter than a create may take. */
  stopMs: number
  /** The longest request body. */
  bodyBytes: number
  /** Of all request bodies that arrive at one time; beyond it 503 for the long ones. */
  arrivingBytes: number
  /** The longest upstream answer. */
  answerBytes: number
  /** The longest error answer of the upstream that is passed on. */
  errorBytes: number
  /** The longest request target; beyond it 414. */
  targetBytes: number
  /** The longest block of request headers; beyond it 431. */
  headerBytes: number
  /** The most request headers; beyond it 431. */
  headerCount: number
  /** Requests of one connection that may wait for their answers; beyond them it is ended. */
  pipelined: number
  /** How deep arrays and objects of a request body may nest. */
  maxDepth: number
  /** To judge one request body by the schema. */
  judgeMs: number
  /** Bodies that may wait to be judged; beyond them 503. */
  queuedBodies: number
  /** Upstream calls at one time. */
  concurrentCalls: number
  /** Calls that may wait for their turn; beyond them 503. */
  queuedCalls: number
  /** The longest `Retry-After` that is passed on. */
  retryAfterSeconds: number
}

export const defaultLimits: Limits = {
  connectMs: 5_000,
  headersMs: 30_000,
  bodyMs: 60_000,
  takeMs: 60_000,
  createMs: 8 * 60_000,
  clientHeadersMs: 15_000,
  clientRequestMs: 60_000,
  clientIdleMs: 5_000,
  stopMs: 9 * 60_000,
  bodyBytes: 4 * 1024 * 1024,
  arrivingBytes: 64 * 1024 * 1024,
  answerBytes: 32 * 1024 * 1024,
  errorBytes: 64 * 1024,
  targetBytes: 8 * 1024,
  headerBytes: 16 * 1024,
  headerCount: 200,
  pipelined: 100,
  maxDepth: 64,
  judgeMs: 5_000,
  queuedBodies: 32,
  concurrentCalls: 64,
  queuedCalls: 128,
  retryAfterSeconds: 3_600,
}
