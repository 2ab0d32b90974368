import * as z from 'zod'
import { refusal, type Answer } from './answer.ts'

const wholeNumber = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number)

/** Source: reference 1.2. Page 0 is page 1 and 1,000 items a page are 100, as documented. */
const pageQuerySchema = z.object({
  page: wholeNumber.default(1).transform((page) => Math.max(page, 1)),
  per_page: wholeNumber.default(25).transform((size) => Math.min(Math.max(size, 1), 100)),
  order: z.enum(['asc', 'desc']).default('desc'),
})

/** A list in the order of creation, of which a page can be had. */
export interface Listing {
  total: number
  slice: (order: 'asc' | 'desc', offset: number, limit: number) => unknown[]
}

/** A listing of items that stand in the order of their creation, oldest first. */
export function listingOf(items: readonly unknown[]): Listing {
  return {
    total: items.length,
    slice: (order, offset, limit) => {
      if (order === 'asc') return items.slice(offset, offset + limit)
      const end = Math.max(items.length - offset, 0)
      return items.slice(Math.max(end - limit, 0), end).toReversed()
    },
  }
}

/**
 * One page of a list, 404 when there is no such list. A page past the end is empty; the last page
 * of an empty list is 1. `url` is the full address of the request, from which `next` is made.
 */
export function pageAnswer(listing: Listing | undefined, url: URL, siblings: object = {}): Answer {
  if (!listing) return { status: 404, body: { status: 404 } }
  const query = pageQuerySchema.safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) {
    return refusal(400, `${query.error.issues[0]?.path.join('.') ?? 'query'} is invalid`)
  }
  const { page, per_page, order } = query.data
  const last_page = Math.max(Math.ceil(listing.total / per_page), 1)
  const next_page = page < last_page ? page + 1 : null
  return {
    status: 200,
    body: {
      status: 'success',
      data: listing.slice(order, (page - 1) * per_page, per_page),
      next: next_page === null ? null : addressOfPage(url, next_page, per_page),
      pagination: {
        total_records: listing.total,
        per_page,
        prev_page: page > 1 ? page - 1 : null,
        page,
        next_page,
        last_page,
      },
      ...siblings,
    },
  }
}

function addressOfPage(url: URL, page: number, perPage: number): string {
  const next = new URL(url)
  next.searchParams.set('page', String(page))
  next.searchParams.set('per_page', String(perPage))
  return next.href
}
