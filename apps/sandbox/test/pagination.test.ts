import type { JsonValue } from '@sync-builder/schema'
import * as z from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSandbox, type RunningSandbox } from './runSandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await runSandbox()
})
afterAll(() => sandbox[Symbol.asyncDispose]())

const pageSchema = z.object({
  data: z.array(z.unknown()),
  next: z.string().nullable(),
  pagination: z.object({
    total_records: z.number(),
    next_page: z.number().nullable(),
    last_page: z.number(),
  }),
})

/** Every page of a list, followed by `next_page`; no list here has more than `most` pages. */
async function readAll(path: string, perPage: number, most: number): Promise<unknown[][]> {
  const pages: unknown[][] = []
  let page: number | null = 1
  while (page !== null && pages.length <= most) {
    const { body } = await sandbox.get(`${path}?per_page=${perPage}&page=${page}`)
    const read: z.infer<typeof pageSchema> = pageSchema.parse(body)
    pages.push(read.data)
    page = read.pagination.next_page
    expect(read.pagination.last_page).toBe(Math.ceil(read.pagination.total_records / perPage))
    expect(read.next === null).toBe(page === null)
  }
  return pages
}

function distinct(items: readonly unknown[]): number {
  return new Set(items.map((item) => JSON.stringify(item))).size
}

async function totalOf(path: string): Promise<number> {
  return pageSchema.parse((await sandbox.get(path)).body).pagination.total_records
}

async function idsOf(query: string): Promise<{ id: number }[]> {
  const { body } = await sandbox.get(`/syncs${query}`)
  return z.array(z.object({ id: z.number() })).parse(body.data)
}

async function tableNames(query: string): Promise<string[]> {
  const { body } = await sandbox.get(`/sources/12/tables?${query}`)
  return z
    .array(z.object({ table_schema: z.string(), table_name: z.string() }))
    .parse(body.data)
    .map(({ table_schema, table_name }) => `${table_schema}.${table_name}`)
}

describe('pagination', () => {
  it.each([
    ['/syncs', 1],
    ['/datasets', 1],
    ['/destinations', 1],
    ['/sources', 1],
    ['/sources/12/tables', 100],
    ['/sources/12/objects', 100],
    ['/destinations/30/objects', 100],
  ])('%s comes whole in pages of %i, each item once', async (path, perPage) => {
    const pages = await readAll(path, perPage, 60)
    const items = pages.flat()
    expect(items).toHaveLength(await totalOf(path))
    expect(distinct(items)).toBe(items.length)
    expect(pages.slice(0, -1).every((page) => page.length === perPage)).toBe(true)
  })

  it('has lists of several pages, and an object list of 5,000', async () => {
    expect(await totalOf('/syncs')).toBeGreaterThan(25)
    expect(await totalOf('/datasets')).toBeGreaterThan(25)
    expect(await totalOf('/sources/12/tables')).toBeGreaterThan(100)
    expect(await totalOf('/destinations/30/objects')).toBe(5_000)
  })

  it('tells where a page stands, with the address of the next', async () => {
    const { body } = await sandbox.get('/sources/12/tables?page=2&per_page=10&search=events_')
    expect(body.next).toBe(`${sandbox.url}/sources/12/tables?page=3&per_page=10&search=events_`)
    expect(body.pagination).toEqual({
      total_records: 120,
      per_page: 10,
      prev_page: 1,
      page: 2,
      next_page: 3,
      last_page: 12,
    })
  })

  it('shows the newest first unless asked for the oldest', async () => {
    const [newest] = await idsOf('')
    const [oldest] = await idsOf('?order=asc')
    expect(oldest).toEqual({ id: 61 })
    expect(newest?.id).toBeGreaterThan(61)
    expect(await idsOf('?order=desc')).toEqual(await idsOf(''))
  })

  it.each<[query: string, page: JsonValue]>([
    ['page=0', { page: 1, prev_page: null, per_page: 25 }],
    ['page=-3', { page: 1, prev_page: null }],
    ['per_page=1000', { per_page: 100, last_page: 1 }],
    ['per_page=0', { per_page: 1 }],
    ['page=99', { page: 99, prev_page: 98, next_page: null, last_page: 2 }],
  ])('takes %s as it is documented', async (query, pagination) => {
    expect((await sandbox.get(`/syncs?${query}`)).body).toMatchObject({ pagination })
  })

  it('gives one empty page for an empty list', async () => {
    expect((await sandbox.get('/sources/25/tables')).body).toMatchObject({
      data: [],
      next: null,
      pagination: { total_records: 0, last_page: 1, next_page: null },
    })
  })

  it('has an empty page past the end', async () => {
    expect((await sandbox.get('/syncs?page=99')).body.data).toEqual([])
  })
})

describe('the list of tables', () => {
  it('is searched in all three names, whatever the case', async () => {
    expect(await tableNames('search=ORDER_it')).toEqual(['PUBLIC.ORDER_ITEMS'])
    expect(await tableNames('search=data_MART.public.e')).toEqual(['public.events'])
    expect(await tableNames(`search=${encodeURIComponent('größe')}`)).toEqual([
      'Odd Names.Größe & Maße',
    ])
    expect(await tableNames('search=.users&order_by=table_schema:asc')).toEqual([
      'MARKETING.USERS',
      'PUBLIC.USERS',
      'STAGING.USERS',
      'public.users',
    ])
  })

  it('is ordered by several columns, each its own way', async () => {
    const sorted = await tableNames(
      'search=users&order_by=table_name:desc,table_schema:asc&per_page=100',
    )
    expect(sorted.slice(0, 3)).toEqual(['public.users', 'MARKETING.USERS', 'PUBLIC.USERS'])
  })

  it('holds tables without a catalog', async () => {
    expect((await sandbox.get('/sources/23/tables?search=price_list')).body).toMatchObject({
      data: [{ table_catalog: '', table_schema: '', table_name: 'price_list' }],
    })
  })

  it('has a table of 2,000 columns', async () => {
    const { body } = await sandbox.get(
      '/sources/12/tables/columns?table_catalog=ANALYTICS&table_schema=FEATURES&table_name=USER_FEATURES',
    )
    expect(body.data).toHaveLength(2_000)
  })
})
