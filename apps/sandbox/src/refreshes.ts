import { notFound, refusal, type Answer } from './answer.ts'

/** Where a refresh stands: the API tells no more. Source: reference 1.7. */
export interface Refreshes {
  /** Starts a refresh of what `subject` names. */
  start: (subject: string) => Answer
  /** `processing` on the first look, `completed` from the second on. */
  status: (subject: string, refreshKey: string | undefined) => Answer
  /** When the subject was last refreshed; when the sandbox started, if never. */
  lastRefreshedAt: (subject: string) => string
}

/** Refresh jobs, each complete at the second look; `now` also gives the keys. Source: reference 1.7. */
export function createRefreshes(now: () => Date): Refreshes {
  const startedAt = now()
  const jobs = new Map<string, { looks: number }>()
  const completed = new Map<string, string>()
  let lastKey = 0

  return {
    start(subject) {
      // Keys look like Unix seconds, but two refreshes in one second are still two.
      lastKey = Math.max(lastKey + 1, Math.floor(now().getTime() / 1000))
      jobs.set(nameOf(subject, String(lastKey)), { looks: 0 })
      return { status: 200, body: { refresh_key: lastKey } }
    },
    status(subject, refreshKey) {
      if (refreshKey === undefined) return refusal(400, 'refresh_key is missing')
      const job = jobs.get(nameOf(subject, refreshKey))
      if (!job) return notFound
      job.looks += 1
      if (job.looks === 1) return { status: 200, body: { status: 'processing' } }
      if (job.looks === 2) completed.set(subject, now().toISOString())
      return { status: 200, body: { status: 'completed' } }
    },
    lastRefreshedAt: (subject) => completed.get(subject) ?? startedAt.toISOString(),
  }
}

function nameOf(subject: string, key: string): string {
  return `${key} ${subject}`
}
