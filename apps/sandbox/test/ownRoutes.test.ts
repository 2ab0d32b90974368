import {
  dryRunSchema,
  runChangesSchema,
  syncEventSchema,
  type JsonObject,
} from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'
import { contacts, create, ended, trigger, users } from './runsOfSandbox.ts'

describe('the events of a sync', () => {
  it('are told newest first, those of other syncs left out', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, {
      ...users(contacts),
      alert_attributes: [
        { type: 'FullSyncTriggerAlertConfiguration', send_for: 'every_time', options: {} },
      ],
    })
    const other = await create(sandbox, users(contacts))
    for (const each of [other, sync]) await ended(sandbox, await trigger(sandbox, each))

    const { status, body } = await sandbox.own('GET', `/syncs/${sync}/events`)
    expect(status).toBe(200)
    const entries = z.array(syncEventSchema).parse(body.data)
    expect(entries.map(({ event }) => event.event)).toEqual([
      'sync.success',
      'sync.completed',
      'sync.alert.raised',
      'sync.started',
      'sync.triggered',
    ])
    expect(new Set(entries.map(({ event }) => event.sync_id))).toEqual(new Set([sync]))
    expect(entries[2]?.event.details).toBe('A full sync has started: First run')
  })

  it('are the last hundred', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, users(contacts))
    for (let run = 0; run < 27; run++) await ended(sandbox, await trigger(sandbox, sync))
    const { body } = await sandbox.own('GET', `/syncs/${sync}/events`)
    const entries = z.array(syncEventSchema).parse(body.data)
    expect(entries).toHaveLength(100)
    expect(entries[0]?.event.event).toBe('sync.success')
  }, 30_000)

  it('of an unknown sync are 404, and need the token', async () => {
    await using sandbox = await runSandbox()
    expect(await sandbox.own('GET', '/syncs/1/events')).toMatchObject({
      status: 404,
      body: { status: 404 },
    })
    const response = await fetch(sandbox.url.replace('/api/v1', '/sandbox/syncs/61/events'))
    expect(response.status).toBe(401)
  })
})

async function dryRun(sandbox: RunningSandbox, payload: JsonObject, query = '') {
  const { status, body } = await sandbox.own('POST', `/dry_run${query}`, payload)
  expect(body).toMatchObject({ status: 'success' })
  expect(status).toBe(200)
  return dryRunSchema.parse(body.data)
}

async function changesOf(sandbox: RunningSandbox, run: unknown) {
  const { status, body } = await sandbox.own('GET', `/sync_runs/${String(run)}/changes`)
  expect(status).toBe(200)
  return runChangesSchema.parse(body.data)
}

const request = users(contacts)
const usersTable = { table_catalog: 'ANALYTICS', table_schema: 'PUBLIC', table_name: 'USERS' }
/** Waits before each batch. */
const toSlow = users(
  { connection_id: 40, object: 'contact' },
  {
    mappings: [
      { from: { type: 'column', data: 'EMAIL' }, to: 'email', is_primary_identifier: true },
    ],
  },
)

describe('a dry run', () => {
  it('tells what the first run then does, and leaves nothing', async () => {
    await using sandbox = await runSandbox()
    const numbers = await dryRun(sandbox, request)
    expect((await sandbox.control('GET', '/events')).body).toEqual({ events: [] })
    const ofSyncs = "sqlite_schema WHERE name LIKE 'sent of %' OR name LIKE 'records of %'"
    const tables = ['run_changes', 'logs', 'batches', 'runs', 'memories', ofSyncs]
    for (const table of tables) {
      const sql = `SELECT count(*) AS rows FROM ${table}`
      const { body } = await sandbox.control('POST', '/sql', { sql })
      expect(body, table).toEqual({ rows: [{ rows: 0 }] })
    }

    const run = await ended(sandbox, await trigger(sandbox, await create(sandbox, request)))
    const changes = await changesOf(sandbox, run.id)
    expect(numbers).toEqual({
      source_records: run.source_record_count,
      source_changed: run.source_record_updates,
      source_invalid: run.source_record_invalids,
      destination_before: changes.destination_before,
      destination_after: changes.destination_after,
      expected_creates: changes.created,
      expected_updates: changes.updated,
      expected_deletes: 0,
      expected_rejects: run.records_failed,
    })
    expect(numbers.source_records).toBe(5_000)
    expect(numbers.expected_creates).toBeGreaterThan(0)
  })

  it('of a stored sync starts from what that one has sent', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, request)
    const run = await ended(sandbox, await trigger(sandbox, sync))
    const query = `?sync_id=${sync}`
    expect(await dryRun(sandbox, request, query)).toMatchObject({
      source_records: 5_000,
      source_changed: 0,
      expected_creates: 0,
    })
    const edited = users(contacts, {
      mappings: [
        { from: { type: 'column', data: 'EMAIL' }, to: 'email', is_primary_identifier: true },
        { from: { type: 'column', data: 'FIRST_NAME' }, to: 'firstname' },
        { from: { type: 'column', data: 'LAST_NAME' }, to: 'lastname' },
      ],
    })
    expect(await dryRun(sandbox, edited, query)).toMatchObject({
      source_changed: run.source_record_updates,
      expected_creates: 0,
    })
    // The sync itself has not noticed.
    expect(await ended(sandbox, await trigger(sandbox, sync))).toMatchObject({
      full_sync: false,
      source_record_updates: 0,
    })
  })

  it.each<[what: string, stored: JsonObject, asked: JsonObject]>([
    [
      'a table with the id that answers give it',
      { type: 'table', ...usersTable },
      { type: 'table', id: 156, ...usersTable },
    ],
    ['a model by its id', { type: 'model', name: 'users_v2' }, { type: 'model', id: 15 }],
  ])('of a stored sync knows its source again: %s', async (_what, stored, asked) => {
    await using sandbox = await runSandbox()
    const from = (object: JsonObject) => ({
      ...request,
      source_attributes: { connection_id: 12, object },
    })
    const sync = await create(sandbox, from(stored))
    const run = await ended(sandbox, await trigger(sandbox, sync))
    expect(run.records_updated).toBeGreaterThan(0)
    expect(await dryRun(sandbox, from(asked), `?sync_id=${sync}`)).toMatchObject({
      source_changed: 0,
      expected_creates: 0,
    })
  })

  it('waits for no destination, and tells what that does to a run', async () => {
    await using sandbox = await runSandbox({ slowness: 1 })
    expect(await dryRun(sandbox, toSlow)).toMatchObject({ source_records: 5_000 })
    const mapped = { mappings: toSlow.mappings ?? [] }
    const rejecting = users({ connection_id: 42, object: 'contact' }, mapped)
    const numbers = await dryRun(sandbox, rejecting)
    expect(numbers).toMatchObject({ expected_creates: 0, expected_updates: 0 })
    expect(numbers.expected_rejects).toBe(numbers.source_changed)
    const expired = users({ connection_id: 44, object: 'contact' }, mapped)
    expect(await sandbox.own('POST', '/dry_run', expired)).toMatchObject({
      status: 422,
      body: { message: expect.stringMatching(/^The destination refused the credentials\. /) },
    })
  })

  it('is judged in the words of a check', async () => {
    await using sandbox = await runSandbox()
    for (const payload of [
      { ...request, operation: 'append', mirror_strategy: 1 },
      { ...request, destination_attributes: { connection_id: 11, object: 'nothing' } },
    ] as const) {
      const check = await sandbox.post('/syncs', { ...payload, validate_only: true })
      const dry = await sandbox.own('POST', '/dry_run', payload)
      expect(check.status).toBe(422)
      expect([dry.status, dry.body]).toEqual([422, check.body])
    }
    expect(await sandbox.own('POST', '/dry_run', '{')).toMatchObject({ status: 400 })
    expect(await sandbox.own('POST', '/dry_run?sync_id=1', request)).toMatchObject({ status: 404 })
  })

  it('gives up when runs take too long, which they go on to do', async () => {
    await using sandbox = await runSandbox({ slowness: 0.05, dryRunMs: 50 })
    const run = await trigger(sandbox, await create(sandbox, toSlow))
    expect(await sandbox.own('POST', '/dry_run', request)).toMatchObject({
      status: 503,
      body: { status: 'error', message: expect.stringContaining('took too long') },
    })
    expect(await ended(sandbox, run)).toMatchObject({ status: 'completed' })
  }, 30_000)

  it('ends with the client that asked for it', async () => {
    await using sandbox = await runSandbox({ slowness: 0.05 })
    const run = await trigger(sandbox, await create(sandbox, toSlow))
    const left = fetch(sandbox.url.replace('/api/v1', '/sandbox/dry_run'), {
      method: 'POST',
      headers: sandbox.headers,
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(50),
    })
    await expect(left).rejects.toThrow(/timeout/i)
    expect(await ended(sandbox, run)).toMatchObject({ status: 'completed' })
    expect(await dryRun(sandbox, request)).toMatchObject({ source_records: 5_000 })
  }, 30_000)

  it('waits for a run that comes after it, so that many of them hold up none', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, request)
    let over = 0
    const tried = Array.from({ length: 8 }, async () => {
      await dryRun(sandbox, request)
      over += 1
    })
    await Promise.race(tried)
    await ended(sandbox, await trigger(sandbox, sync))
    expect(over).toBeLessThan(6)
    await Promise.all(tried)
  }, 30_000)

  it('is refused at once where many wait already', async () => {
    await using sandbox = await runSandbox()
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => sandbox.own('POST', '/dry_run', request)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(8)
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({
      status: 503,
      body: { status: 'error', message: expect.stringContaining('under way already') },
    })
  }, 30_000)

  it('holds up what is asked of the data until all is as it was', async () => {
    await using sandbox = await runSandbox()
    const first = dryRun(sandbox, request)
    await sandbox.control('POST', '/sql', { sql: 'CREATE TABLE made_meanwhile (a)' })
    await first
    const kept = await sandbox.control('POST', '/sql', { sql: 'SELECT * FROM made_meanwhile' })
    expect(kept).toMatchObject({ status: 200, body: { rows: [] } })
  })
})

describe('what a run has changed', () => {
  it('is counted in full, and told of a hundred records', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, request)
    const run = await ended(sandbox, await trigger(sandbox, sync))
    const changes = await changesOf(sandbox, run.id)
    expect(changes).toMatchObject({ object: 'contact', deleted: 0, files: [] })
    expect(Number(changes.created) + Number(changes.updated)).toBe(run.records_updated)
    expect(changes.records).toHaveLength(100)
    const kinds = changes.records.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'created')).toHaveLength(25)
    const record = changes.records.find(({ kind }) => kind === 'created')
    expect(record?.before).toBeNull()
    expect(record?.identifier).toBe(record?.after?.email)

    const source = '"source_12/ANALYTICS.PUBLIC.USERS"'
    await sandbox.control('POST', '/sql', {
      sql: `UPDATE ${source} SET FIRST_NAME = 'Zoë' WHERE EMAIL = '${record?.identifier}'`,
    })
    const again = await ended(sandbox, await trigger(sandbox, sync))
    expect(await changesOf(sandbox, again.id)).toMatchObject({
      destination_before: changes.destination_after,
      destination_after: changes.destination_after,
      created: 0,
      updated: 1,
      records: [
        {
          kind: 'updated',
          identifier: record?.identifier,
          before: record?.after,
          after: { ...record?.after, firstname: 'Zoë' },
        },
      ],
    })
  })

  it('is a file with its beginning', async () => {
    await using sandbox = await runSandbox()
    const toFile = users(
      { connection_id: 20, object: 'exports/users.csv' },
      { operation: 'mirror', mirror_strategy: 'upload_and_swap' },
    )
    const numbers = await dryRun(sandbox, toFile)
    const run = await ended(sandbox, await trigger(sandbox, await create(sandbox, toFile)))
    const changes = await changesOf(sandbox, run.id)
    expect(changes).toMatchObject({ created: run.records_updated, updated: 0, deleted: 0 })
    expect(changes).not.toHaveProperty('destination_before')
    expect(numbers.expected_creates).toBe(changes.created)
    const [file, ...others] = changes.files
    expect(others).toEqual([])
    expect(file?.path).toBe('exports/users.csv')
    expect(file?.head.split('\n')).toHaveLength(20)
    expect(file?.head).toMatch(/^email,firstname\n/)
    expect(file?.bytes).toBeGreaterThan(100_000)
  })

  it('is kept as long as its records', async () => {
    await using sandbox = await runSandbox({ now: () => new Date('2026-11-25T06:00:00Z') })
    const run = await ended(sandbox, await trigger(sandbox, await create(sandbox, request)))
    await sandbox.control('POST', '/clock', { advance_ms: 14 * 86_400_000 })
    await changesOf(sandbox, run.id)
    await sandbox.control('POST', '/clock', { advance_ms: 1 })
    expect(await sandbox.own('GET', `/sync_runs/${run.id}/changes`)).toMatchObject({
      status: 410,
      body: { status: 'error' },
    })
    expect(await sandbox.own('GET', '/sync_runs/1/changes')).toMatchObject({ status: 404 })
  })

  it('of a run that came to nothing is its object alone', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, request)
    const going = await trigger(sandbox, sync)
    const skipped = await trigger(sandbox, sync)
    expect(await changesOf(sandbox, skipped)).toEqual({ object: 'contact', records: [], files: [] })
    await ended(sandbox, going)
  })
})
