import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'

/** A relative `DATA_DIR` means the same folder wherever the command was started. */
const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url))

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65535, 'a port is a number from 0 to 65535')

const environmentSchema = z.object({
  SANDBOX_PORT: port.default(4610),
  SANDBOX_TOKEN: z.string().min(1, 'must not be empty').default('sandbox-token'),
  DATA_DIR: z
    .string()
    .min(1, 'must not be empty')
    .default('data')
    .transform((directory) => resolve(repositoryRoot, directory)),
  /** Unset: there is no control port. */
  SANDBOX_CONTROL_PORT: port.optional(),
})
export type Environment = z.infer<typeof environmentSchema>

/** The sandbox's settings; throws an error that names the variables at fault, never their value. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const parsed = environmentSchema.safeParse(variables)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(faults.join('\n'))
}
