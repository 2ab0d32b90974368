/** One request as the API received it. Headers are left out: one of them holds the token. */
interface LoggedRequest {
  method: string
  path: string
  /** With its question mark; empty when there is none. */
  query: string
  /** The exact text; empty when there is none. */
  body: string
  /** ISO 8601, UTC. */
  at: string
}

/** The most recent requests, oldest first. */
export interface RequestLog {
  add: (request: LoggedRequest) => void
  recent: () => readonly LoggedRequest[]
  clear: () => void
}

/** A log of the last `limit` requests, oldest first. */
export function createRequestLog(limit: number): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    add: (request) => {
      requests.push(request)
      if (requests.length > limit) requests = requests.slice(-limit)
    },
    recent: () => requests,
    clear: () => {
      requests = []
    },
  }
}
