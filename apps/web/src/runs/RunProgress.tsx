import { Code, Text } from '@mantine/core'
import type { SyncRun } from '@sync-builder/schema'
import { toSend } from './counts.ts'
import { countText } from './runOutcome.ts'
import { stepWords } from './stepWords.ts'
import classes from './stateCard.module.css'

/** What a run that goes on is at, and how far: a bar where it is known how much there is to send. */
export function RunProgress({ run }: { run: SyncRun }) {
  const { current_step: step, records_processed: sent } = run
  const total = toSend(run)
  return (
    <div className={classes.progress}>
      {step && (
        <Text size="sm">
          {stepWords(step)} <Code>{step}</Code>
        </Text>
      )}
      {total !== undefined && (
        <div
          role="progressbar"
          aria-label="Records sent"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={Math.min(sent ?? 0, total)}
          aria-valuetext={`${countText(sent ?? 0)} of ${countText(total)}`}
          className={classes.bar}
        >
          <div style={{ width: `${Math.min((sent ?? 0) / total, 1) * 100}%` }} />
        </div>
      )}
      <Text size="sm" className={classes.numbers}>
        {progressWords(run, total)}
      </Text>
    </div>
  )
}

function progressWords(run: SyncRun, total: number | undefined): string {
  const { records_processed: sent, records_updated: accepted, records_failed: rejected } = run
  const words = [
    sent != null &&
      `${countText(sent)}${total === undefined ? '' : ` of ${countText(total)}`} sent`,
    accepted != null && `${countText(accepted)} accepted`,
    rejected != null && `${countText(rejected)} rejected`,
  ].filter((part) => typeof part === 'string')
  return words.length > 0 ? `${words.join(', ')} so far` : 'Nothing counted yet'
}
