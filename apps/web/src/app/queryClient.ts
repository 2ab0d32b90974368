import { QueryClient } from '@tanstack/react-query'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'

const retries = 2
const longestWaitMs = 10_000

/** Reads are tried again when the next try may well succeed; nothing that writes ever is. */
function isWorthRetrying(error: ApiError): boolean {
  if (error.kind === 'unreachable' || error.kind === 'cut') return true
  return error.kind === 'refused' && error.status === 429
}

/** The cache of what the API told. Metadata is read again when the operator asks for it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // What was pressed is done now or fails now: kept for when the browser is online again, a run
      // would be started when nobody expects it any more.
      mutations: { networkMode: 'always' },
      queries: {
        staleTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < retries && error instanceof ApiFailure && isWorthRetrying(error.error),
        retryDelay: (failures, error) => {
          const asked =
            error instanceof ApiFailure && error.error.kind === 'refused'
              ? error.error.retryAfterMs
              : undefined
          return Math.min(asked ?? 500 * 2 ** failures, longestWaitMs)
        },
      },
    },
  })
}
