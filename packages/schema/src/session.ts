import * as z from 'zod'
import { workspaceSchema } from './workspace.ts'

/** The answer of the proxy's `GET /app/session`: whom and what it works for. */
export const sessionSchema = z.object({
  /** There is no sign-in. */
  operator: z.null(),
  /** Null when the API does not tell. */
  workspace: workspaceSchema.pick({ id: true, name: true }).nullable(),
  upstream: z.object({
    /** Host and port. */
    host: z.string(),
    /** Scheme, host and port. */
    origin: z.string(),
    apiVersion: z.literal('v1'),
    sandbox: z.boolean(),
  }),
})
export type Session = z.infer<typeof sessionSchema>
