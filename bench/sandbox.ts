import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CreateSync, Mapping } from '@sync-builder/schema'
import { freePort } from '../scripts/ports.ts'
import { root } from '../scripts/repository.ts'
import { median, slowOf, type Measurement } from './measurement.ts'

const rowCount = 200_000
const manyRows = 1_000_000
const roundCount = 3
const token = 'bench-sandbox-1f0a'

/** What runs of the sandbox cost beside one plain statement, and whoever looks meanwhile. */
export async function measure(): Promise<Measurement[]> {
  const rounds: Round[] = []
  for (let round = 0; round < roundCount; round++) {
    rounds.push(await withSandbox((sandbox) => measureRound(sandbox)))
  }
  return [
    {
      name: `first upsert run of ${rowCount} rows of 10 columns, beside one plain upsert statement`,
      value: median(rounds.map(({ plainMs, firstMs }) => firstMs / plainMs)),
      unit: 'x',
      limit: 6,
      direction: '<=',
    },
    {
      name: 'second run with 0.1 % of the rows changed, beside the first',
      value: median(rounds.map(({ firstMs, secondMs }) => secondMs / firstMs)),
      unit: 'x',
      limit: 0.15,
      direction: '<=',
    },
    ...(await withSandbox(measureMany)),
  ]
}

interface Round {
  plainMs: number
  firstMs: number
  secondMs: number
}

/** The source table that the sandbox would fill itself, if it were not there. */
const source = '"source_12/ANALYTICS.PUBLIC.ACCOUNTS"'
const columns = [
  'DOMAIN text',
  'NAME text',
  'INDUSTRY text',
  'ANNUAL_REVENUE number',
  'EMPLOYEES number',
  'OWNER_EMAIL text',
  'PARENT_ID text',
  'ID text',
  'IS_CUSTOMER boolean',
  'CREATED_AT timestamp',
]
const names = columns.map((column) => column.split(' ')[0] ?? '')

async function fill(sandbox: RunningSandbox, count: number): Promise<void> {
  await sandbox.sql(`CREATE TABLE ${source} (${columns.join(', ')})`)
  await sandbox.sql(`INSERT INTO ${source}
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    SELECT printf('company-%07d.example', i), 'Company ' || i, 'Industry ' || i % 20, i * 1.5,
      i % 5000, 'owner' || i % 300 || '@example.com', 'acc_' || i % 900, 'acc_' || i, i % 2,
      strftime('%Y-%m-%dT%H:%M:%SZ', 1700000000 + i, 'unixepoch') FROM n`)
}

async function measureRound(sandbox: RunningSandbox): Promise<Round> {
  await fill(sandbox, rowCount)
  const [key = '', ...others] = names
  await sandbox.sql(
    `CREATE TABLE plain (record INTEGER PRIMARY KEY, ${key} UNIQUE, ${others.join(', ')})`,
  )
  const plainMs = await timed(() =>
    sandbox.sql(`INSERT INTO plain (${names.join(', ')}) SELECT ${names.join(', ')} FROM ${source}
      WHERE true ON CONFLICT (${key}) DO UPDATE SET
      ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`),
  )
  const sync = await createSync(sandbox)
  const firstMs = await runMs(sandbox, sync, rowCount)
  await sandbox.sql(`UPDATE ${source} SET NAME = NAME || '!' WHERE rowid % 1000 = 7`)
  const secondMs = await runMs(sandbox, sync, rowCount / 1_000)
  return { plainMs, firstMs, secondMs }
}

async function measureMany(sandbox: RunningSandbox): Promise<Measurement[]> {
  await fill(sandbox, manyRows)
  const sync = await createSync(sandbox)
  const look = () => timed(() => sandbox.call('GET', '/syncs'))
  const idle: number[] = []
  for (let index = 0; index < 200; index++) idle.push(await look())
  const idleKiB = sandbox.memoryKiB()

  const run = await trigger(sandbox, sync)
  const busy: number[] = []
  const memory: number[] = []
  while (!(await hasEnded(sandbox, run))) {
    busy.push(await look())
    memory.push(sandbox.memoryKiB())
    await pause(20)
  }
  const half = Math.floor(memory.length / 2)
  const peaks = [memory.slice(0, half), memory.slice(half)].map((some) => Math.max(...some))
  return [
    {
      name: `memory above idle while ${manyRows} rows are sent`,
      value: (Math.max(...memory) - idleKiB) / 1_000,
      unit: 'MB',
      limit: 200,
      direction: '<=',
    },
    {
      name: 'its peak in the second half of the run, beside that of the first',
      value: (peaks[1] ?? NaN) / (peaks[0] ?? NaN),
      unit: 'x',
      limit: 1.2,
      direction: '<=',
    },
    {
      name: 'p95 of GET syncs while a run works, beside idle',
      value: slowOf(busy) / slowOf(idle),
      unit: 'x',
      limit: 5,
      direction: '<=',
    },
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

async function createSync(sandbox: RunningSandbox): Promise<number> {
  const fields: Readonly<Record<string, string>> = {
    DOMAIN: 'domain',
    NAME: 'name',
    INDUSTRY: 'industry',
    ANNUAL_REVENUE: 'annualrevenue',
    EMPLOYEES: 'health_score',
  }
  const request: CreateSync = {
    operation: 'upsert',
    source_attributes: {
      connection_id: 12,
      object: {
        type: 'table',
        table_catalog: 'ANALYTICS',
        table_schema: 'PUBLIC',
        table_name: 'ACCOUNTS',
      },
    },
    destination_attributes: { connection_id: 11, object: 'company' },
    mappings: names.map((data): Mapping => ({
      from: { type: 'column', data },
      to: fields[data] ?? data.toLowerCase(),
      is_primary_identifier: data === 'DOMAIN',
      generate_field: fields[data] === undefined,
    })),
    alert_attributes: [],
  }
  const { data } = await sandbox.call('POST', '/syncs', request)
  return numberAt(data, 'sync_id')
}

async function trigger(sandbox: RunningSandbox, sync: number): Promise<number> {
  const { data } = await sandbox.call('POST', `/syncs/${sync}/trigger`)
  return numberAt(data, 'sync_run_id')
}

async function hasEnded(sandbox: RunningSandbox, run: number): Promise<boolean> {
  const { data } = await sandbox.call('GET', `/sync_runs/${run}`)
  if (!isObject(data)) throw new Error('A run is an object')
  if (data.status === 'failed') throw new Error(`The run failed: ${String(data.error_message)}`)
  return data.status === 'completed'
}

/** From the trigger to the end, by the sandbox's own clock. */
async function runMs(sandbox: RunningSandbox, sync: number, expected: number): Promise<number> {
  const run = await trigger(sandbox, sync)
  while (!(await hasEnded(sandbox, run))) await pause(50)
  const { data } = await sandbox.call('GET', `/sync_runs/${run}`)
  if (!isObject(data) || data.records_updated !== expected) {
    throw new Error(`The run accepted other than ${expected} records: ${JSON.stringify(data)}`)
  }
  return Date.parse(String(data.completed_at)) - Date.parse(String(data.created_at))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function numberAt(value: unknown, key: string): number {
  if (isObject(value) && typeof value[key] === 'number') return value[key]
  throw new Error(`There is no ${key} in ${JSON.stringify(value)}`)
}

interface RunningSandbox {
  call: (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>
  sql: (sql: string) => Promise<unknown>
  memoryKiB: () => number
}

async function withSandbox<T>(work: (sandbox: RunningSandbox) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sync-builder-bench-'))
  const [port, controlPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, [resolve(root, 'apps/sandbox/src/main.ts')], {
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      SANDBOX_CONTROL_PORT: String(controlPort),
      SANDBOX_TOKEN: token,
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    let output = ''
    while (!output.includes('Control listening')) {
      const [chunk]: unknown[] = await once(child.stdout, 'data')
      output += String(chunk)
    }
    const api = `http://127.0.0.1:${port}/api/v1`
    const json = async (url: string, method: string, body?: unknown) => {
      const response = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const answer: unknown = await response.json()
      if (!response.ok || !isObject(answer)) {
        throw new Error(`${method} ${url}: ${response.status} ${JSON.stringify(answer)}`)
      }
      return answer
    }
    const sandbox: RunningSandbox = {
      call: (method, path, body) => json(api + path, method, body),
      sql: (sql) => json(`http://127.0.0.1:${controlPort}/sql`, 'POST', { sql }),
      memoryKiB: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)])),
    }
    return await work(sandbox)
  } finally {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    await rm(folder, { recursive: true })
  }
}
