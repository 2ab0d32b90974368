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
  lastRefreshedAt: string | undefined
}

/** Reads a list to its end, in the API's order. */
export async function fetchAll<T extends z.ZodType>(
  path: string,
  item: T,
  signal: AbortSignal,
  query: Record<string, string | number | undefined> = {},
): Promise<List<z.infer<T>>> {
  const page = (number: number) =>
    call({
      path,
      query: { ...query, page: number, per_page: perPage },
      answer: pageOf(item),
      signal,
    })

  const first = await page(1)
  const pages = [first.data]
  let last = first
  // The last page is the one without a next page; `last_page` only tells how far one may read
  // ahead, since lists grow while they are read.
  while (last.pagination?.next_page != null) {
    const from = last.pagination.next_page
    const known = Math.max(last.pagination.last_page ?? from, from)
    const numbers = range(from, Math.min(from + callsAtATime - 1, known))
    // oxlint-disable-next-line no-await-in-loop -- the next pages are told by these
    const batch = await Promise.all(numbers.map(page))
    pages.push(...batch.map((answer) => answer.data))
    last = batch.at(-1)!
  }
  return { items: pages.flat(), lastRefreshedAt: first.last_refreshed_at ?? undefined }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
