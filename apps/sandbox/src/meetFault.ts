import { setTimeout as wait } from 'node:timers/promises'
import type { Response } from 'express'
import type { Fault } from './faults.ts'

/** Lets a request meet its fault; `next` serves it, where the fault leaves anything to serve. */
export async function meet(
  fault: Fault,
  res: Response,
  next: () => void,
  stopped: AbortSignal,
): Promise<void> {
  switch (fault.type) {
    case 'delay':
      await wait(fault.ms, undefined, { signal: stopped })
      next()
      return
    case 'hang':
      return
    case 'reset':
      res.socket?.resetAndDestroy()
      return
    case 'status':
      res.status(fault.status).set(fault.headers ?? {})
      if (typeof fault.body === 'string') res.end(fault.body)
      else if (fault.body === undefined) res.end()
      else res.json(fault.body)
      return
    case 'truncate':
    case 'create-then-504':
    case 'create-then-reset':
      spoilAnswer(fault.type, res)
      next()
      return
  }
}

/** Lets the request be served, then spoils what is sent of it. */
function spoilAnswer(how: 'truncate' | 'create-then-504' | 'create-then-reset', res: Response) {
  const sendJson = res.json.bind(res)
  res.json = (body) => {
    if (how === 'create-then-reset') {
      res.socket?.resetAndDestroy()
      return res
    }
    res.json = sendJson
    if (how === 'create-then-504') return res.status(504).json({ status: 504 })
    const text = Buffer.from(JSON.stringify(body))
    res.set({ 'content-type': 'application/json', 'content-length': String(text.length) })
    res.write(text.subarray(0, text.length / 2), () => res.socket?.destroy())
    return res
  }
}
