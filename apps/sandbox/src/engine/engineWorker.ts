import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createTemplateRenderer } from '@sync-builder/schema/render-template'
import { createCatalogue } from '../catalogue.ts'
import { dryRun, type DryJob } from './dryRun.ts'
import { openEngineData } from './engineData.ts'
import type { EngineAnswer, EngineOrder, EngineSettings } from './engineThread.ts'
import { executeRun, type Engine } from './executeRun.ts'
import type { RunEvent, RunJob } from './runJob.ts'
import { forgetOldRecords } from './runLog.ts'

/** Progress is told so often: nobody reads faster. */
const progressMs = 150

const settings: EngineSettings = workerData
const now = () => new Date(Date.now() + clockOffsetMs)
let clockOffsetMs = 0
const engine: Engine = {
  database: openEngineData(settings.databaseFile),
  catalogue: createCatalogue(settings.seed),
  render: createTemplateRenderer(now),
  filesFolder: settings.filesFolder,
  now,
  slowness: settings.slowness,
  batchSize: settings.batchSize,
}
/** What is done one after the other: what runs send lies in one table. */
type Task = { kind: 'run'; job: RunJob } | { kind: 'dry run'; id: number; job: DryJob }
const waiting: Task[] = []
const canceled = new Set<number>()
const givenUp = new Set<number>()
let isWorking = false
/** What a test asks of the data in the midst of a dry run, which would take it back. */
const postponed: (() => void)[] = []
let isDry = false

parentPort?.on('message', (order: EngineOrder) => {
  switch (order.kind) {
    case 'start':
      clockOffsetMs = order.clockOffsetMs
      return add({ kind: 'run', job: order.job })
    case 'cancel':
      canceled.add(order.runId)
      return
    case 'dry run':
      clockOffsetMs = order.clockOffsetMs
      return add({ kind: 'dry run', id: order.id, job: order.job })
    case 'give up':
      givenUp.add(order.id)
      return
    case 'sql': {
      const tell = () => answer({ kind: 'sql', id: order.id, ...answerOf(order.sql) })
      if (isDry) postponed.push(tell)
      else tell()
    }
  }
})

function answer(message: EngineAnswer): void {
  parentPort?.postMessage(message)
}

function add(task: Task): void {
  waiting.push(task)
  if (!isWorking) void work()
}

async function work(): Promise<void> {
  isWorking = true
  for (let task = taken(); task; task = taken()) {
    if (task.kind === 'run') await run(task.job)
    else await tryOut(task.id, task.job)
  }
  isWorking = false
}

/** Runs come first: nobody is to wait for what only tries. */
function taken(): Task | undefined {
  const place = waiting.findIndex(({ kind }) => kind === 'run')
  return waiting.splice(Math.max(place, 0), 1)[0]
}

async function run(job: RunJob): Promise<void> {
  let told = 0
  let step = ''
  const outcome = await goThrough(
    executeRun(engine, job, () => canceled.has(job.runId)),
    async (event) => {
      if (event.kind === 'wait') return wait(event.ms)
      const { current_step: current } = event.progress
      if (current === step && Date.now() - told < progressMs) return
      told = Date.now()
      step = current
      answer({ kind: 'progress', runId: job.runId, progress: event.progress })
    },
  )
  answer({ kind: 'done', runId: job.runId, outcome })
  canceled.delete(job.runId)
  if (waiting.length === 0) tidyUp()
}

async function tryOut(id: number, job: DryJob): Promise<void> {
  if (!givenUp.delete(id)) {
    isDry = true
    // What a destination in trouble makes wait is of no use to anybody here.
    const outcome = await goThrough(
      dryRun(engine, job, () => givenUp.has(id)),
      () => undefined,
    )
    isDry = false
    answer({ kind: 'dry run', id, outcome })
    givenUp.delete(id)
    // What was taken back would stay on the disk.
    engine.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }
  for (const tell of postponed.splice(0)) tell()
}

async function goThrough<T>(
  going: Generator<RunEvent, T>,
  meet: (event: RunEvent) => Promise<void> | undefined,
): Promise<T> {
  for (;;) {
    const next = going.next()
    if (next.done === true) return next.value
    await meet(next.value)
    // Orders that came meanwhile, a cancel above all.
    await nextTurn()
  }
}

/** What can wait until nobody does. */
function tidyUp(): void {
  forgetOldRecords(engine.database, now())
  engine.database.exec('PRAGMA wal_checkpoint(PASSIVE)')
}

function answerOf(sql: string): { rows: unknown[] } | { error: string } {
  try {
    return { rows: engine.database.prepare(sql).all() }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
