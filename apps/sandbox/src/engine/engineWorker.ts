import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createTemplateRenderer } from '@sync-builder/schema/render-template'
import { createCatalogue } from '../catalogue.ts'
import { openEngineData } from './engineData.ts'
import type { EngineAnswer, EngineOrder, EngineSettings } from './engineThread.ts'
import { executeRun, type Engine } from './executeRun.ts'
import type { RunJob } from './runJob.ts'
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
const waiting: RunJob[] = []
const canceled = new Set<number>()
let isWorking = false

parentPort?.on('message', (order: EngineOrder) => {
  switch (order.kind) {
    case 'start':
      clockOffsetMs = order.clockOffsetMs
      waiting.push(order.job)
      if (!isWorking) void work()
      return
    case 'cancel':
      canceled.add(order.runId)
      return
    case 'sql':
      answer({ kind: 'sql', id: order.id, ...answerOf(order.sql) })
  }
})

function answer(message: EngineAnswer): void {
  parentPort?.postMessage(message)
}

/** One run after the other: what they send lies in one table. */
async function work(): Promise<void> {
  isWorking = true
  for (let job = waiting.shift(); job; job = waiting.shift()) await run(job)
  isWorking = false
}

async function run(job: RunJob): Promise<void> {
  const running = executeRun(engine, job, () => canceled.has(job.runId))
  let told = 0
  let step = ''
  for (;;) {
    const next = running.next()
    if (next.done === true) {
      answer({ kind: 'done', runId: job.runId, outcome: next.value })
      canceled.delete(job.runId)
      if (waiting.length === 0) tidyUp()
      return
    }
    const event = next.value
    if (event.kind === 'wait') {
      await wait(event.ms)
      continue
    }
    const { current_step: current } = event.progress
    if (current !== step || Date.now() - told >= progressMs) {
      told = Date.now()
      step = current
      answer({ kind: 'progress', runId: job.runId, progress: event.progress })
    }
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
