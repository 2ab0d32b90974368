import { Badge, VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled, IconCircleX } from '@tabler/icons-react'
import type { JsonObject } from '@sync-builder/schema'
import { memo, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Link } from 'wouter'
import { useBuilder } from '../draft/builder.ts'
import classes from './frame.module.css'
import { countProblems, steps, type Step, type StepId } from './steps.ts'

/** Whether anything is set in a step. */
function isTouched(step: Step, payload: JsonObject): boolean {
  return step.keys.some((key) => {
    const value = payload[key]
    return Array.isArray(value) ? value.length > 0 : value != null && value !== false
  })
}

/** The steps, freely walked: each with its state and its choice in one line. */
export const StepList = memo(function StepList(props: { current: StepId; children: ReactNode }) {
  const { current, children } = props
  const { draftId, payload, problems } = useBuilder()
  const strip = useStepInSight(current)
  return (
    <nav aria-label="Steps" className={classes.steps}>
      {children}
      <ol ref={strip} className={classes.stepList}>
        {steps.map((step) => {
          const { errors } = countProblems(problems, step.id)
          // What nobody has begun is not wrong yet, only open.
          const isBegun = isTouched(step, payload)
          const isDone = isBegun && errors === 0
          return (
            <li key={step.id}>
              <Link
                href={`/drafts/${draftId}/${step.id}`}
                className={classes.step}
                aria-labelledby={`step-${step.id}`}
                aria-describedby={`state-${step.id} summary-${step.id}`}
                {...(step.id === current && { 'aria-current': 'step' as const })}
              >
                <StepIcon isDone={isDone} hasErrors={isBegun && errors > 0} />
                <span id={`step-${step.id}`}>{step.title}</span>
                {isBegun && errors > 0 && (
                  <Badge size="sm" color="red" variant="light" circle aria-hidden>
                    {errors}
                  </Badge>
                )}
                <VisuallyHidden id={`state-${step.id}`}>
                  {isBegun && errors > 0
                    ? `${errors} ${errors === 1 ? 'problem blocks' : 'problems block'}`
                    : isDone
                      ? 'Done'
                      : 'Not set'}
                </VisuallyHidden>
                <span id={`summary-${step.id}`} className={classes.summary}>
                  {step.Summary && <step.Summary />}
                </span>
              </Link>
            </li>
          )
        })}
      </ol>
    </nav>
  )
})

/** Gives the element that scrolls: on a phone the steps are a strip, longer than the screen is wide. */
function useStepInSight(current: StepId) {
  const strip = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => {
    const step = strip.current?.querySelector(`#step-${current}`)?.closest('a')
    if (!strip.current || !step) return
    const place = strip.current.getBoundingClientRect()
    const { left, width } = step.getBoundingClientRect()
    // Never the page with it: what is being read there stays where it is.
    strip.current.scrollBy({ left: left + width / 2 - (place.left + place.width / 2) })
  }, [current])
  return strip
}

function StepIcon({ isDone, hasErrors }: { isDone: boolean; hasErrors: boolean }) {
  if (hasErrors) return <IconCircleX size={18} color="var(--mantine-color-error)" aria-hidden />
  if (isDone) {
    return (
      <IconCircleCheckFilled size={18} color="var(--mantine-primary-color-filled)" aria-hidden />
    )
  }
  return <IconCircle size={18} color="var(--mantine-color-dimmed)" aria-hidden />
}
