import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChangesSchema, type JsonValue } from '@sync-builder/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod'
import { warehouseTable } from './examples.ts'
import { callJson } from './runSandbox.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const token = 'a-token-for-tests'
let folder: string
const running = new Set<ChildProcess>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-killed-'))
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function start() {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      SANDBOX_PORT: '0',
      SANDBOX_CONTROL_PORT: '0',
      SANDBOX_TOKEN: token,
      DATA_DIR: folder,
    },
  })
  running.add(child)
  let output = ''
  const origins = () => [...output.matchAll(/http:\/\/127\.0\.0\.1:\d+/g)].map(([origin]) => origin)
  for await (const chunk of child.stdout) {
    output += String(chunk)
    if (origins().length === 2) break
  }
  const [api, control] = origins()
  const headers = { authorization: `Bearer ${token}` }
  return {
    call: (method: string, path: string, body?: JsonValue) =>
      callJson(`${api}/api/v1${path}`, method, body, headers),
    own: (method: string, path: string) =>
      callJson(`${api}/sandbox${path}`, method, undefined, headers),
    sql: async (sql: string) =>
      z
        .object({ rows: z.array(z.record(z.string(), z.unknown())) })
        .parse((await callJson(`${control}/sql`, 'POST', { sql }, {})).body).rows,
    async kill() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
      running.delete(child)
    },
  }
}

const source = '"source_12/ANALYTICS.PUBLIC.EVENTS"'
const count = 100_000

it('a run that is killed goes on after the start: nothing is lost, and no key is there twice', async () => {
  const first = await start()
  const created = await first.call('POST', '/syncs', {
    operation: 'upsert',
    source_attributes: warehouseTable('EVENTS'),
    destination_attributes: { connection_id: 11, object: 'contact' },
    mappings: [
      { from: { type: 'column', data: 'EVENT_ID' }, to: 'email', is_primary_identifier: true },
      { from: { type: 'column', data: 'EVENT_NAME' }, to: 'firstname' },
    ],
  })
  const { sync_id: sync } = z.object({ sync_id: z.number() }).parse(created.body.data)
  // Made here, so that there is enough to send to be killed amidst it.
  await first.sql(`CREATE TABLE ${source} (EVENT_ID text, EVENT_NAME text)`)
  await first.sql(
    `INSERT INTO ${source} WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
     SELECT 'event ' || i, 'name ' || i FROM n`,
  )
  const triggered = await first.call('POST', `/syncs/${sync}/trigger`)
  const { sync_run_id: run } = z.object({ sync_run_id: z.number() }).parse(triggered.body.data)
  await expect
    .poll(
      async () =>
        z
          .looseObject({ records_processed: z.number().nullable() })
          .parse((await first.call('GET', `/sync_runs/${run}`)).body.data).records_processed,
      { interval: 2, timeout: 20_000 },
    )
    .toBeGreaterThan(0)
  await first.kill()

  const second = await start()
  await expect
    .poll(async () => (await second.call('GET', `/sync_runs/${run}`)).body, { timeout: 20_000 })
    .toMatchObject({
      data: {
        status: 'completed',
        source_record_count: count,
        source_record_updates: count,
        records_processed: count,
        records_updated: count,
        records_failed: 0,
      },
    })
  const [contacts] = await second.sql(
    `SELECT count(*) AS records, count(DISTINCT email) AS emails FROM "destination_11/contact" WHERE email LIKE 'event %'`,
  )
  expect(contacts).toEqual({ records: count, emails: count })
  const [log] = await second.sql(
    `SELECT count(*) AS rows, count(DISTINCT key) AS identifiers FROM "records of ${sync}"`,
  )
  expect(log).toEqual({ rows: count, identifiers: count })
  const changes = await second.own('GET', `/sync_runs/${run}/changes`)
  expect(changes.body).toMatchObject({ data: { created: count, updated: 0, deleted: 0 } })
  expect(runChangesSchema.parse(changes.body.data).records).toHaveLength(100)
  await second.kill()
}, 60_000)
