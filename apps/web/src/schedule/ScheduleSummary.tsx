import { effectiveMode, modeSchema } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'
import { ModeWords, type ScheduleWords } from '../draft/ModeWords.tsx'

/** When it runs, in one line; expressions are only quoted unless told, to keep the frame light. */
export function ScheduleSummary({ wordsOf }: { wordsOf?: ScheduleWords }) {
  const mode = effectiveMode(useBuilder().payload)
  if (mode == null) return 'Left to the API'
  const read = modeSchema.safeParse(mode)
  return read.success ? <ModeWords mode={read.data} wordsOf={wordsOf} /> : 'Not complete'
}
