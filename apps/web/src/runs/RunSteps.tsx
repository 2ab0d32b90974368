import { Title } from '@mantine/core'
import { IconCircle, IconCircleCheck, IconCircleDotted, IconLoader } from '@tabler/icons-react'
import type { SyncRun } from '@sync-builder/schema'
import { runSteps, type RunStep } from './runSteps.ts'
import classes from './runPage.module.css'
import { stepWords } from './stepWords.ts'

const words: Record<RunStep['state'], string> = {
  passed: 'passed',
  now: 'now',
  ahead: 'not reached yet',
  untold: 'not told',
}
const icons: Record<RunStep['state'], typeof IconCircle> = {
  passed: IconCircleCheck,
  now: IconLoader,
  ahead: IconCircle,
  untold: IconCircleDotted,
}

/** Where a run that goes on is. */
export function RunSteps({ run }: { run: SyncRun }) {
  const steps = runSteps(run)
  if (steps.length === 0) return null
  return (
    <section aria-labelledby="run-steps">
      <Title order={2} size="h5" mb="xs" id="run-steps">
        Steps
      </Title>
      <ol className={classes.steps}>
        {steps.map(({ name, state }) => {
          const Icon = icons[state]
          return (
            <li
              key={name}
              className={classes.step}
              data-state={state}
              {...(state === 'now' && { 'aria-current': 'step' })}
            >
              <Icon size={16} aria-hidden />
              <span>{stepWords(name)}</span>
              <span className={classes.note}>{words[state]}</span>
              <code className={classes.api}>{name}</code>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
