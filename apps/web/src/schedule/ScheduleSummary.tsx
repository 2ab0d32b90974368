import { effectiveMode, modeSchema, triggerWords } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'

/** When it runs, in one line; expressions are only quoted, to keep the frame light. */
export function ScheduleSummary() {
  const mode = effectiveMode(useBuilder().payload)
  if (mode == null) return 'Left to the API'
  const read = modeSchema.safeParse(mode)
  return read.success ? triggerWords(read.data).join('. ') : 'Not complete'
}
