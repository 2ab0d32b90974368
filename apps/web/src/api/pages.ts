import { pageOf } from '@sync-builder/schema'
import type * as z from 'zod'
import { call } from './client.ts'

/** The API's own maximum. Source: reference 1.2. */
const perPage = 100
/** Lists are read with this many calls at a time: fast, and no burst that the API would throttle. */
const callsAtATime = 4

/** A whole list, and how old the API says it is. */
export interface List<T> {
  items: T[]
  /** How many items there are besides that could not be read. */
  unreadable: number
  lastRefreshedAt: string | undefined
}

/** A page of a list. */
export interface Page<T> {
  items: T[]
  unreadable: number
  /** The number of the next page; undefined on the last one. */
  next: number | undefined
  /** How far there are pages, where the API tells. */
  last: number | undefined
  /** When the API looked itself, as an ISO time. */
  refreshedAt: string | undefined
}

/** Reads a list to its end, in the API's order; `keyOf` tells the items apart. */
export function fetchAll<T extends z.ZodType>(
  path: string,
  item: T,
  keyOf: (item: z.infer<T>) => string | number,
  signal: AbortSignal,
): Promise<List<z.infer<T>>> {
  return readPages(
    (number) => readPage(path, item, { page: number, per_page: perPage }, signal),
    keyOf,
  )
}

/** A page, and how many items there are on all pages, where the API tells. */
export interface CountedPage<T> extends Page<T> {
  total: number | undefined
}

/** Reads one page of a list. */
export async function readPage<T extends z.ZodType>(
  path: string,
  item: T,
  query: Record<string, string | number>,
  signal?: AbortSignal,
): Promise<CountedPage<z.infer<T>>> {
  const { data, pagination, last_refreshed_at } = await call({
    path,
    query,
    answer: pageOf(item),
    ...(signal && { signal }),
  })
  return {
    ...data,
    next: pagination?.next_page ?? undefined,
    last: pagination?.last_page ?? undefined,
    total: pagination?.total_records ?? undefined,
    refreshedAt: last_refreshed_at ?? undefined,
  }
}

/** Reads pages to the last one. Lists change meanwhile: an item that comes twice is kept once. */
export async function readPages<T>(
  read: (number: number) => Promise<Page<T>>,
  keyOf: (item: T) => string | number,
): Promise<List<T>> {
  const first = await read(1)
  const pages = [first]
  let at = 1
  let { next, last } = first
  // The last page is the one without a next page; `last_page` only tells how far one may read
  // ahead. A next page that is no later one would be read for ever.
  while (next !== undefined && next > at) {
    at = Math.min(next + callsAtATime - 1, Math.max(last ?? next, next))
    // One batch after the other: the next pages are told by these.
    const batch = await Promise.all(range(next, at).map(read))
    pages.push(...batch)
    ;({ next, last } = batch.at(-1)!)
  }
  const items = pages.flatMap((page) => page.items)
  return {
    // A map keeps the place of a key's first item.
    items: [...new Map(items.map((item) => [keyOf(item), item])).values()],
    unreadable: pages.reduce((sum, page) => sum + page.unreadable, 0),
    lastRefreshedAt: first.refreshedAt,
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
