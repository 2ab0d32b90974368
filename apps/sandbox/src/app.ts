import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type Express, type RequestHandler } from 'express'
import { notFound, unauthorized } from './answer.ts'
import { createCatalogue } from './catalogue.ts'
import { createControl } from './control.ts'
import { addressOf, onError, send } from './exchange.ts'
import { createFaults } from './faults.ts'
import { meet } from './meetFault.ts'
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
