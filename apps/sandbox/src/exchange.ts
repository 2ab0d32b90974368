import type { ErrorRequestHandler, Request, Response } from 'express'
import { refusal, type Answer } from './answer.ts'

/** The full address of a request, as `next` of a list needs it. */
export function addressOf<Params>(req: Request<Params>): URL {
  // Joined as text: a target such as `//x` would be another host to the URL parser's two-part form.
  return new URL(`${req.protocol}://${req.host}${req.originalUrl}`)
}

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
