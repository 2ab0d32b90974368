import { createHash, timingSafeEqual } from 'node:crypto'
import { dirname } from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import { createAlertDesk } from './alertDesk.ts'
import { notFound, unauthorized } from './answer.ts'
import { createCatalogue } from './catalogue.ts'
import { createClock } from './clock.ts'
import { createControl } from './control.ts'
import { createEngineThread } from './engine/engineThread.ts'
import { createEngineReader } from './engineReader.ts'
import { addressOf, onError, send } from './exchange.ts'
import { createFaults } from './faults.ts'
import { meet } from './meetFault.ts'
import { createOwnRoutes } from './ownRoutes.ts'
import { createRefreshes } from './refreshes.ts'
import { createRequestLog } from './requestLog.ts'
import type { RouteParts } from './routeParts.ts'
import { createRoutes } from './routes.ts'
import { createRuns } from './runs.ts'
import { createScheduler } from './scheduler.ts'
import { firstRunId } from './runStore.ts'
import { createHistory } from './seed/history.ts'
import type { Seed } from './seed/seed.ts'
import { firstSyncId, openStore } from './store.ts'
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
  /** Schedules fire by themselves; else when the clock is moved alone, as tests do. */
  firesByItself?: boolean
  /** So long a dry run may take, with what it waits for: two minutes unless told. */
  dryRunMs?: number
}

export interface Sandbox {
  /** The API, under `/api/v1`, and what the sandbox alone can tell, under `/sandbox`. */
  api: Express
  /** The control port's requests. */
  control: Express
  /** Ends what is waiting and closes the databases; a run that works goes on with the next start. */
  close: () => Promise<void>
}

/** Long mappings make large payloads; the API's own limit is not documented. */
const bodyLimit = '8mb'
const requestLogLimit = 500
/** Runs that are due wait for a dry run that is under way. */
const dryRunMs = 120_000

/** The sandbox, which neither listens nor reads the environment. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const clock = createClock(options.now ?? (() => new Date()))
  const { now } = clock
  const stopping = new AbortController()
  const catalogue = createCatalogue(options.seed)
  const { syncs } = options.seed
  const history = createHistory(catalogue, syncs, { firstSyncId, lastId: firstRunId - 1 })
  const store = openStore(options.databaseFile, syncs, history)
  const workspace = createWorkspace({ catalogue, store, now })
  const engine = createEngineThread({
    folder: options.databaseFile === ':memory:' ? undefined : dirname(options.databaseFile),
    seed: options.seed,
    slowness: options.slowness ?? 1,
    clockOffsetMs: clock.offsetMs,
    onProgress: (runId, progress) => runs.onProgress(runId, progress),
    onDone: (runId, outcome) => runs.onDone(runId, outcome),
    onLost: (error) => {
      console.error(error)
      runs.onLost(error)
    },
  })
  // What runs of another workspace have left stands under ids that are about to be given again.
  if (store.isNew) engine.forget()
  const engineReader = createEngineReader(engine.databaseFile)
  const listener = createAlertDesk({
    events: store.events,
    runs: store.runs,
    workspaceId: catalogue.workspace.id,
    now,
  })
  const runs = createRuns({ store, engine, now, listener })
  runs.resume()
  const scheduler = createScheduler({ store, runs, now })
  if (options.firesByItself === true) scheduler.start()
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
  api.use(['/api/v1', '/sandbox'], authorization(options.token))
  const newParts = (): RouteParts => ({
    catalogue,
    workspace,
    store,
    runs,
    engineReader,
    dryRun: engine.dryRun,
    dryRunMs: options.dryRunMs ?? dryRunMs,
    now,
    refreshes: createRefreshes(now),
    meddle: createMeddle(options.slowness ?? 1),
    stopped: stopping.signal,
  })
  let routes = createRoutes(newParts())
  api.use('/api/v1', (req, res, next) => routes(req, res, next))
  api.use('/sandbox', createOwnRoutes(newParts()))
  api.use((_req, res) => send(res, notFound))
  api.use(onError)

  return {
    api,
    control: createControl({
      faults,
      requests,
      events: () => store.events.all(),
      sql: engine.sql,
      moveClock: (ms) => {
        clock.advance(ms)
        scheduler.fire()
      },
      reset: async () => {
        await engine.reset()
        // After it: what was read meanwhile had the file open that is gone.
        engineReader.close()
        store.reset()
        runs.forget()
        // What routes remember of earlier calls goes with them.
        routes = createRoutes(newParts())
        faults.clear()
        requests.clear()
      },
    }),
    close: async () => {
      stopping.abort()
      scheduler.stop()
      await engine.close()
      engineReader.close()
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
