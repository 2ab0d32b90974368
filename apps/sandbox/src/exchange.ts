import type { JsonValue } from '@sync-builder/schema'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { refusal, type Answer } from './answer.ts'
import { pageAnswer, type Listing } from './pagination.ts'

/** The full address of a request, as `next` of a list needs it. */
export function addressOf<Params>(req: Request<Params>): URL {
  // Joined as text: a target such as `//x` would be another host to the URL parser's two-part form.
  return new URL(`${req.protocol}://${req.host}${req.originalUrl}`)
}

/** Sends an answer, or cuts the connection where the answer is a reset. */
export function send(res: Response, { status, body, headers, reset }: Answer): void {
  if (reset) {
    res.socket?.resetAndDestroy()
    return
  }
  res
    .status(status)
    .set(headers ?? {})
    .json(body)
}

/** The page of a list that a request asks for, 404 when there is no such list. */
export function page<Params>(req: Request<Params>, listing: Listing | undefined): Answer {
  return pageAnswer(listing, addressOf(req))
}

/** An id of a path: digits; 0, which nothing has, for anything else. */
export function idOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

/** The answer to a body that `readBody` cannot read. */
export const notJson = refusal(400, 'The request body is not valid JSON')

/** The body as JSON; not ok where it is none. */
export function readBody(req: Request): { ok: true; value: JsonValue } | { ok: false } {
  try {
    const value: JsonValue = JSON.parse(String(req.body))
    return { ok: true, value }
  } catch {
    return { ok: false }
  }
}

/** What the body reader and the path parser refuse has a status; anything else is our fault. */
export const onError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  // A wait that was cut short because the client left or the sandbox stops.
  if (error instanceof Error && error.name === 'AbortError') {
    res.destroy()
    return
  }
  if (res.headersSent || res.destroyed) return next(error)
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  if (status >= 500) console.error(error)
  return send(
    res,
    refusal(status, status >= 500 ? 'Internal error' : 'The request is not readable'),
  )
}
