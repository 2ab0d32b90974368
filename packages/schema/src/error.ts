import * as z from 'zod'
import { optional } from './shape.ts'

/**
 * Every error body of the API that was found: `status` is the HTTP status as a number, or a word
 * (`error`, `not_found`, a job status); `message` may be missing. Source: reference 1.4.
 */
export const apiErrorBodySchema = z.looseObject({
  status: z.union([z.number(), z.string()]),
  message: optional(z.string()),
})
export type ApiErrorBody = z.infer<typeof apiErrorBodySchema>
