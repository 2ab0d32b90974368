import { Code } from '@mantine/core'
import { triggerWords, type Mode, type Schedule } from '@sync-builder/schema'

/** How a schedule is said; the ways differ in how they say an expression. */
export type ScheduleWords = (schedule: Schedule) => string

/** What starts a run, in one line; an expression that is read out stands beside its words. */
export function ModeWords({ mode, wordsOf }: { mode: Mode; wordsOf?: ScheduleWords | undefined }) {
  const words = triggerWords(mode, wordsOf).join('. ')
  const schedule = mode.triggers?.schedule
  const expression = schedule?.frequency === 'expression' ? schedule.cron_expression : undefined
  if (expression === undefined || words.includes(expression)) return words
  return (
    <>
      {words} <Code style={{ display: 'inline-block' }}>{expression}</Code>
    </>
  )
}
