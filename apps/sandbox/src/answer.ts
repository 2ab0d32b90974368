/** What a route gives: status, body and what else the HTTP layer needs to send it. */
export interface Answer {
  status: number
  body: unknown
  headers?: Record<string, string>
  /** The connection is reset in place of the answer, after everything was done. */
  reset?: true
}

/** Source: reference 1.1. */
export function success(data: unknown): Answer {
  return { status: 200, body: { status: 'success', data } }
}

/** `status` is a number here. Source: reference 1.4. */
export const notFound: Answer = { status: 404, body: { status: 404 } }

/** `status` is a number here. Source: reference 1.4. */
export const unauthorized: Answer = { status: 401, body: { status: 401 } }

/** The shape of refusals that have a reason. Source: reference 1.4. */
export function refusal(status: number, message: string): Answer {
  return { status, body: { status: 'error', message } }
}

/** The answer for what was looked up, 404 when nothing was found. */
export function found(data: unknown): Answer {
  return data === undefined ? notFound : success(data)
}
