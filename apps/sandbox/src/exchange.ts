import type { Request, Response } from 'express'
import type { Answer } from './answer.ts'

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
