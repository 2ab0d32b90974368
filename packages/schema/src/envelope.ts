import * as z from 'zod'
import { optional } from './shape.ts'

/** Where a page stands in its list. The last page has `next_page: null`. Source: reference 1.2. */
const paginationSchema = z.looseObject({
  total_records: optional(z.number()),
  per_page: optional(z.number()),
  prev_page: optional(z.number()),
  page: z.number(),
  next_page: z.number().nullable(),
  last_page: optional(z.number()),
})

/** The answer that carries one object: `{ status, data }`. Source: reference 1.1. */
export function oneOf<T extends z.ZodType>(data: T) {
  return z.looseObject({ status: z.string(), data })
}

/**
 * The answer that carries a page of a list. An item that is not what it should be takes no other
 * with it: `data` holds those that can be read and the number of the rest. Source: reference 1.1,
 * 1.2.
 */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.looseObject({
    status: z.string(),
    data: z.array(z.unknown()).transform((data) => {
      const read = data.map((one) => item.safeParse(one))
      const items = read.flatMap(({ success, data: one }) => (success ? [one] : []))
      return { items, unreadable: read.length - items.length }
    }),
    pagination: optional(paginationSchema),
    next: optional(z.string()),
    /** Table listings tell how old they are (reference 3.6). */
    last_refreshed_at: optional(z.string()),
  })
}

/** The answer of a start-refresh call: no envelope. Source: reference 1.7. */
export const refreshStartedSchema = z.looseObject({ refresh_key: z.number() })

/** The answer of a refresh-status call: no envelope. Source: reference 1.7. */
export const refreshStatusSchema = z.looseObject({ status: z.string() })
