import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

/** The workspace that the token belongs to (`GET /workspace`). Source: reference 3.15. */
export const workspaceSchema = z.looseObject({
  id: idSchema,
  name: z.string(),
  organization_id: optional(idSchema),
  created_at: optional(z.string()),
  notification_emails: optional(z.array(z.string())),
})
export type Workspace = z.infer<typeof workspaceSchema>
