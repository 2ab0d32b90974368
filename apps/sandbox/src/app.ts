import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import express, { type Express, type RequestHandler, type Response } from 'express'
import { notFound, unauthorized } from './answer.ts'
import { createCatalogue } from './catalogue.ts'
import { createControl } from './control.ts'
import { addressOf, onError, send } from './exchange.ts'
import { createFaults, type Fault } from './faults.ts'
import { createRefreshes } from './refreshes.ts'
import { createRequestLog } from './requestLog.ts'
import { createRoutes } from './routes.ts'
import type { Seed } from './seed/seed.ts'
import { openStore } from './store.ts'
import { createMeddle } from './trouble.ts'
import { createWorkspace } from './workspace.ts'

export interface SandboxOptions {
  /** Path of the SQLite file, or `:memory:`. */
  databaseFile: string
  /** The bearer token that the API takes. */
  token: string
  seed: Seed
  now?: () => Date
  /** Scales the waiting times of slow destinations: 1 is as they are seeded. */
  slowness?: number
}

export interface Sandbox {
  /** The API, under `/api/v1`. */
  api: Express
  /** The control port's requests. */
  control: Express
  /** Ends what is waiting and closes the database. */
  close: () => void
}

/** Long mappings make large payloads; the API's own limit is not documented. */
const bodyLimit = '8mb'
const requestLogLimit = 500

/** The sandbox, which neither listens nor reads the environment. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const now = options.now ?? (() => new Date())
  const stopping = new AbortController()
  const store = openStore(options.databaseFile, options.seed.syncs)
  const catalogue = createCatalogue(options.seed)
  const workspace = createWorkspace({ catalogue, store, now })
  const faults = createFaults()
  const requests = createRequestLog(requestLogLimit)

  const api = express()
  api.disable('x-powered-by')
  api.disable('etag')
  // The body stays text: the request log shows what was sent to the letter.
  api.use(express.text({ type: () => true, limit: bodyLimit }))
  api.use((req, _res, next) => {
    const { pathname, search } = addressOf(req)
    const body = typeof req.body === 'string' ? req.body : ''
    requests.add({
      method: req.method,
      path: pathname,
      query: search,
      body,
      at: now().toISOString(),
    })
    next()
  })
  api.use(async (req, res, next) => {
    const fault = faults.take(req.method, addressOf(req).pathname)
    if (!fault) return next()
    await meet(fault, res, next, stopping.signal)
  })
  api.use('/api/v1', authorization(options.token))
  const newRoutes = () =>
    createRoutes({
      catalogue,
      workspace,
      refreshes: createRefreshes(now),
      meddle: createMeddle(options.slowness ?? 1),
      stopped: stopping.signal,
    })
  let routes = newRoutes()
  api.use('/api/v1', (req, res, next) => routes(req, res, next))
  api.use((_req, res) => send(res, notFound))
  api.use(onError)

  return {
    api,
    control: createControl({
      faults,
      requests,
      reset: () => {
        store.reset()
        // What routes remember of earlier calls goes with them.
        routes = newRoutes()
        faults.clear()
        requests.clear()
      },
    }),
    close: () => {
      stopping.abort()
      store.close()
    },
  }
}

function authorization(token: string): RequestHandler {
  const expected = digest(`Bearer ${token}`)
  return (req, res, next) => {
    // Digests are of one length, so comparing them tells nothing of the token.
    if (timingSafeEqual(digest(req.headers.authorization ?? ''), expected)) next()
    else send(res, unauthorized)
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function meet(
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
