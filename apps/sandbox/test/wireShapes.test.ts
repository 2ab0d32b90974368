import {
  apiErrorBodySchema,
  columnSchema,
  connectorSchema,
  datasetSchema,
  destinationObjectSchema,
  destinationSchema,
  modelSchema,
  oneOf,
  pageOf,
  segmentSchema,
  sourceListingSchema,
  sourceSchema,
  syncSchema,
  tableSchema,
  topicSchema,
  workspaceSchema,
} from '@sync-builder/schema'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Answered, callJson, runSandbox, type RunningSandbox } from './runSandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

const users = 'table_catalog=ANALYTICS&table_schema=PUBLIC&table_name=USERS'

describe('answers', () => {
  it.each<[path: string, item: z.ZodType]>([
    ['/workspace', workspaceSchema],
    ['/workspace/', workspaceSchema],
    ['/sources/12', sourceSchema],
    ['/sources/12/models/15', modelSchema],
    ['/sources/12/filter_segments/9', segmentSchema],
    ['/datasets/123', datasetSchema],
    ['/destinations/15', destinationSchema],
    ['/destinations/15/objects/user_data', destinationObjectSchema],
    ['/destinations/20/objects/exports%2Fany-%25Y.csv', destinationObjectSchema],
    ['/destinations/45/objects/kunde%2Fgr%C3%B6%C3%9Fe%3F%23%252F', destinationObjectSchema],
    ['/syncs/61', syncSchema],
  ])('%s is one thing in an envelope', async (path, item) => {
    const { status, body } = await sandbox.get(path)
    expect(status).toBe(200)
    expect(body.status).toBe('success')
    expect(oneOf(item).safeParse(body).error).toBeUndefined()
  })

  it.each<[path: string, item: z.ZodType]>([
    ['/sources', sourceSchema],
    ['/sources/12/objects', sourceListingSchema],
    ['/sources/12/tables', tableSchema],
    ['/sources/12/models', modelSchema],
    ['/sources/12/filter_segments', segmentSchema],
    ['/sources/21/topics', topicSchema],
    ['/datasets', datasetSchema],
    ['/destinations', destinationSchema],
    ['/destinations/10/objects', destinationObjectSchema],
    ['/connectors', connectorSchema],
    ['/syncs', syncSchema],
  ])('%s is a page of a list', async (path, item) => {
    const { status, body } = await sandbox.get(path)
    expect(status).toBe(200)
    expect(pageOf(item).parse(body).data.unreadable).toBe(0)
    expect(body).toMatchObject({ status: 'success', pagination: { page: 1, per_page: 25 } })
  })

  it('tables have no id and no columns, and the list tells its age', async () => {
    const { body } = await sandbox.get('/sources/17/tables?order=asc&per_page=1')
    expect(body).toMatchObject({
      data: [{ table_catalog: 'app', table_schema: 'public', table_name: 'users' }],
      last_refreshed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
    expect(JSON.stringify(body.data)).not.toContain('columns')
  })

  it('columns come without pagination and tell their age', async () => {
    const { body } = await sandbox.get(`/sources/12/tables/columns?${users}`)
    expect(Object.keys(body)).toEqual(['status', 'data', 'last_refreshed_at'])
    expect(columnSchema.array().safeParse(body.data).success).toBe(true)
    expect(body.data).toContainEqual({ name: 'TAGS', data_type: 'array', can_be_upsert_key: false })
  })

  it('a table whose columns are still being loaded is 202 at first', async () => {
    const name = users.replace('PUBLIC', 'STAGING').replace('USERS', 'COLUMNS_STILL_LOADING')
    const first = await sandbox.get(`/sources/12/tables/columns?${name}`)
    expect(first).toMatchObject({ status: 202, body: { status: 'processing' } })
    expect(await sandbox.get(`/sources/12/tables/columns?${name}`)).toMatchObject({ status: 200 })
  })

  it('the dataset of a segment is not told, its internal parent is', async () => {
    const { body } = await sandbox.get('/sources/12/filter_segments/9')
    expect(body.data).toMatchObject({
      parent_source_object_id: 10_123,
      parent_source_object_type: 'DataWarehouse::BusinessObjectSource',
    })
    expect(body.data).not.toHaveProperty('dataset_id')
  })

  it('objects carry both spellings of case sensitivity', async () => {
    const { body } = await sandbox.get('/destinations/11/objects/contact')
    expect(body.data).toMatchObject({
      allow_case_sensitive_fields: true,
      allow_case_sensitive_field_names: true,
    })
  })
})

describe('refusals', () => {
  it.each([undefined, 'Bearer wrong', 'Bearer ', 'bearer a-token-for-tests', 'a-token-for-tests'])(
    'the authorization %j is answered 401 with a number for status',
    async (authorization) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      for (const path of ['/workspace', '/nothing/here', '/syncs/61']) {
        const answer = await callJson(sandbox.url + path, 'GET', undefined, headers)
        expect(answer).toMatchObject({ status: 401, body: { status: 401 } })
      }
    },
  )

  it.each([
    ['GET', '/sources/999'],
    ['GET', '/sources/0'],
    ['GET', '/sources/twelve'],
    ['GET', '/sources/12e0'],
    ['GET', '/sources/999/tables'],
    ['GET', '/sources/12/models/999'],
    ['GET', '/sources/12/filter_segments/31'],
    ['GET', '/sources/12/tables/columns?table_catalog=A&table_schema=B&table_name=C'],
    ['GET', '/datasets/999'],
    ['GET', '/destinations/999/objects'],
    ['GET', '/destinations/15/objects/nothing'],
    ['GET', '/destinations/15/objects/__proto__'],
    ['GET', '/syncs/999999'],
    ['PATCH', '/syncs/999999'],
    ['DELETE', '/syncs/999999'],
    ['POST', '/syncs/1/trigger'],
    ['GET', '/syncs/1/sync_runs'],
    ['GET', '/sync_runs/1'],
    ['GET', '/sync_runs/1/records'],
    ['POST', '/sync_runs/1/cancel'],
    ['GET', '/nothing/here'],
    ['PUT', '/syncs/61'],
  ])('%s %s is answered 404 with a number for status', async (method, path) => {
    const answer = await sandbox.call(method, path, method === 'PATCH' ? {} : undefined)
    expect(answer).toMatchObject({ status: 404, body: { status: 404 } })
    expect(apiErrorBodySchema.safeParse(answer.body).success).toBe(true)
  })

  it.each([
    '/sources/12/tables/columns',
    '/sources/12/tables/columns?table_name=USERS',
    '/sources/12/tables?order_by=size:desc',
    '/sources/12/tables?order_by=table_name:up',
    '/sources/12/refresh_tables_status',
    '/syncs?page=one',
    '/syncs?order=newest',
    '/destinations/15/objects/%E0%A4%A',
  ])('GET %s is answered 400 with a reason', async (path) => {
    const { status, body } = await sandbox.get(path)
    expect(status).toBe(400)
    expect(body).toEqual({ status: 'error', message: expect.any(String) })
  })
})

function keyOf({ body }: Answered): number {
  return z.object({ refresh_key: z.int() }).parse(body).refresh_key
}

describe('refreshes', () => {
  it.each([
    ['/sources/12', 'tables'],
    ['/sources/12/models/15', 'columns'],
    ['/datasets/123', 'columns'],
    ['/destinations/15', 'objects'],
    ['/destinations/15/objects/user_data', 'fields'],
  ])('%s refreshes its %s without an envelope', async (path, what) => {
    const started = await sandbox.post(`${path}/refresh_${what}`)
    expect(started.status).toBe(200)
    expect(started.body).toEqual({ refresh_key: expect.any(Number) })
    const statusPath = `${path}/refresh_${what}_status?refresh_key=${keyOf(started)}`
    expect((await sandbox.get(statusPath)).body).toEqual({ status: 'processing' })
    expect((await sandbox.get(statusPath)).body).toEqual({ status: 'completed' })
    expect((await sandbox.get(statusPath)).body).toEqual({ status: 'completed' })
  })

  it('make tables and their columns younger', async () => {
    let now = new Date('2026-11-23T08:00:00.000Z')
    await using clocked = await runSandbox({ now: () => now })
    const age = async () => (await clocked.get('/sources/12/tables')).body.last_refreshed_at
    expect(await age()).toBe('2026-11-23T08:00:00.000Z')
    const started = await clocked.post('/sources/12/refresh_tables')
    now = new Date('2026-11-23T08:05:00.000Z')
    const statusPath = `/sources/12/refresh_tables_status?refresh_key=${keyOf(started)}`
    await clocked.get(statusPath)
    await clocked.get(statusPath)
    expect(await age()).toBe('2026-11-23T08:05:00.000Z')
    const columns = await clocked.get(`/sources/12/tables/columns?${users}`)
    expect(columns.body.last_refreshed_at).toBe('2026-11-23T08:05:00.000Z')
  })

  it('do not know each other by a wrong key', async () => {
    const started = await sandbox.post('/sources/12/refresh_tables')
    const key = keyOf(started)
    expect((await sandbox.get(`/sources/4/refresh_tables_status?refresh_key=${key}`)).status).toBe(
      404,
    )
    expect((await sandbox.get('/sources/12/refresh_tables_status?refresh_key=1')).status).toBe(404)
  })
})
