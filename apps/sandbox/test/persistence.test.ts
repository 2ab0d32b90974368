import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { syncRunSchema, type JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { byHandExample } from './examples.ts'
import { callJson } from './runSandbox.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const token = 'a-secret-of-this-test'
/** Starting processes takes a while where many things run at once. */
vi.setConfig({ testTimeout: 30_000 })

const running = new Set<ChildProcess>()
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

interface Process {
  child: ChildProcess
  output: () => string
  /** Addresses in the order in which they were printed. */
  origins: string[]
}

/** A sandbox as operators start it, once it has printed as many addresses as asked for. */
async function start(variables: Record<string, string> = {}, addresses = 1): Promise<Process> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      SANDBOX_PORT: '0',
      SANDBOX_TOKEN: token,
      DATA_DIR: dataDir,
      ...variables,
    },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let output = ''
  const origins = () => [...output.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([origin]) => origin)
  await new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (origins().length >= addresses) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => resolve())
  })
  return { child, output: () => output, origins: origins() }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
  return child.exitCode
}

function call({ origins }: Process, method: string, path: string, body?: JsonValue) {
  return callJson(`${origins[0]}/api/v1${path}`, method, body, { authorization: `Bearer ${token}` })
}

describe('what was created', () => {
  it('is there after a restart and after a kill, and what was deleted is not', async () => {
    const first = await start()
    const created = await call(first, 'POST', '/syncs', byHandExample)
    expect(created.status).toBe(201)
    const { sync_id: id } = z.object({ sync_id: z.number() }).parse(created.body.data)
    expect(await call(first, 'DELETE', '/syncs/61')).toMatchObject({ status: 200 })
    await stop(first.child, 'SIGKILL')

    const second = await start()
    const kept = await call(second, 'GET', `/syncs/${id}`)
    expect(kept).toMatchObject({ status: 200, body: { data: { label: byHandExample.label } } })
    expect(await call(second, 'GET', '/syncs/61')).toMatchObject({ status: 404 })
    await call(second, 'PATCH', `/syncs/${id}`, { paused: true })
    expect(await stop(second.child, 'SIGTERM')).toBe(0)

    const third = await start()
    expect(await call(third, 'GET', `/syncs/${id}`)).toMatchObject({
      body: { data: { paused: true } },
    })
    expect(await stop(third.child, 'SIGINT')).toBe(0)
  })
})

describe('what runs have left', () => {
  /** What the first run of a seeded sync has counted. */
  async function runOnce(folder: string, sync: number) {
    const sandbox = await start({ DATA_DIR: folder })
    const triggered = await call(sandbox, 'POST', `/syncs/${sync}/trigger`)
    const { sync_run_id: id } = z.object({ sync_run_id: z.number() }).parse(triggered.body.data)
    const read = async () =>
      syncRunSchema.parse((await call(sandbox, 'GET', `/sync_runs/${id}`)).body.data)
    await expect.poll(read, { timeout: 20_000 }).toMatchObject({ status: 'completed' })
    const { source_record_count, records_processed } = await read()
    await stop(sandbox.child, 'SIGTERM')
    return { id, source_record_count, records_processed }
  }

  it('goes with the workspace when its file is removed', async () => {
    const folder = await mkdtemp(join(dataDir, 'afresh-'))
    const other = await runOnce(folder, 89)
    for (const suffix of ['', '-wal', '-shm']) {
      await rm(join(folder, `sandbox.sqlite${suffix}`), { force: true })
    }
    // Ids begin anew, and what ran under them is not taken for this run.
    const run = await runOnce(folder, 88)
    expect(run).toMatchObject({ id: other.id })
    expect(run).toEqual(await runOnce(await mkdtemp(join(dataDir, 'empty-')), 88))
  })
})

describe('the process', () => {
  it('prints its address alone, and never the token', async () => {
    const sandbox = await start()
    await call(sandbox, 'GET', '/workspace')
    await stop(sandbox.child, 'SIGTERM')
    expect(sandbox.output()).toMatch(/^Sandbox listening on http:\/\/127\.0\.0\.1:\d+\n$/)
  })

  it('has a control port when asked for one', async () => {
    const sandbox = await start({ SANDBOX_CONTROL_PORT: '0' }, 2)
    expect(await callJson(`${sandbox.origins[1]}/requests`, 'GET', undefined, {})).toMatchObject({
      status: 200,
      body: { requests: [] },
    })
    await stop(sandbox.child, 'SIGTERM')
  })

  it('stops within its grace when an answer is still under way', async () => {
    const sandbox = await start({ SANDBOX_CONTROL_PORT: '0' }, 2)
    const fault = { fault: { type: 'hang' } }
    await callJson(`${sandbox.origins[1]}/misbehave`, 'POST', fault, {})
    const answer = call(sandbox, 'GET', '/workspace').catch(() => 'cut')
    await expect
      .poll(() => callJson(`${sandbox.origins[1]}/requests`, 'GET', undefined, {}))
      .toMatchObject({ body: { requests: [{ path: '/api/v1/workspace' }] } })
    expect(await stop(sandbox.child, 'SIGTERM')).toBe(0)
    expect(await answer).toBe('cut')
  })

  it('does not start with a bad setting, and names it', async () => {
    const { child, output } = await start({ SANDBOX_PORT: 'http' })
    expect(child.exitCode).toBe(1)
    expect(output()).toContain('SANDBOX_PORT')
    expect(output()).not.toContain(token)
  })

  it('does not start on a taken port', async () => {
    const sandbox = await start()
    const port = new URL(sandbox.origins[0] ?? '').port
    const { child, output } = await start({ SANDBOX_PORT: port })
    expect(child.exitCode).toBe(1)
    expect(output()).toContain(port)
    await stop(sandbox.child, 'SIGTERM')
  })
})
