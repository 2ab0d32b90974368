import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core'
import { rowSides, switchNames } from '@sync-builder/schema'
import { scheduleInWords } from '@sync-builder/schema/schedule'
import type { ComponentType } from 'react'
import { Link } from 'wouter'
import { useBuilder } from '../draft/builder.ts'
import type { ScheduleWords } from '../draft/ModeWords.tsx'
import { ParkedRowsNote } from '../draft/ParkedRowsNote.tsx'
import { ParkedValues } from '../draft/ParkedValues.tsx'
import { DryRun } from './DryRun.tsx'
import { OtherSyncs } from './OtherSyncs.tsx'
import { consequences } from './consequences.ts'
import classes from './review.module.css'

/**
 * A step's choice in one line, with schedules said the way that is handed over, and with words for
 * a choice that is still open.
 */
export type StepSummary = ComponentType<{ wordsOf?: ScheduleWords; open?: string }>

/** A step as the review shows it: the frame hands them over, no step knows another. */
export interface ReviewedStep {
  id: string
  title: string
  Summary: StepSummary
  /** Problems that block, and that are to be looked at. */
  errors: number
  warnings: number
}

/** The whole sync at a glance, and what pressing Create will do. */
export default function ReviewStep({ reviewed }: { reviewed: readonly ReviewedStep[] }) {
  const { draftId, payload, known } = useBuilder()
  const isStored = known.stored !== undefined
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Review</Title>
        <Text c="dimmed" size="sm">
          {isStored
            ? 'The whole sync, and what saving it does.'
            : 'The whole sync, and what creating it does.'}
        </Text>
      </div>
      <dl className={classes.steps}>
        {reviewed.map(({ id, title, Summary, errors, warnings }) => (
          <div key={id} className={classes.step}>
            <dt>{title}</dt>
            <dd className={classes.choice}>
              <Group gap="xs">
                <span className={classes.summary}>
                  <Summary wordsOf={scheduleInWords} open="Not chosen yet" />
                </span>
                {errors > 0 && (
                  <Badge color="red" variant="light" tt="none">
                    {errors} blocking
                  </Badge>
                )}
                {warnings > 0 && (
                  <Badge color="yellow" variant="light" tt="none" c="var(--sb-warning)">
                    {warnings} to look at
                  </Badge>
                )}
              </Group>
            </dd>
            <dd>
              <Anchor
                component={Link}
                href={`/drafts/${draftId}/${id}`}
                size="sm"
                aria-label={`Change ${title.toLowerCase()}`}
              >
                Change
              </Anchor>
            </dd>
          </div>
        ))}
      </dl>
      <section aria-labelledby="what-happens">
        <Title order={3} size="h5" id="what-happens" mb={4}>
          {isStored ? 'What happens once you save it' : 'What happens when you create it'}
        </Title>
        <ul className={classes.consequences}>
          {consequences(payload, isStored ? 'stored' : 'new').map(({ text, parts }) => (
            <li key={text}>
              <Text size="sm">{text}</Text>
              {parts.length > 0 && (
                <ul className={classes.parts}>
                  {parts.map((part) => (
                    <li key={part}>
                      <Text size="sm">{part}</Text>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="dry-run">
        <Title order={3} size="h5" id="dry-run" mb={4}>
          Dry run
        </Title>
        <DryRun
          blockingSteps={reviewed.flatMap(({ title, errors }) => (errors > 0 ? [title] : []))}
        />
      </section>
      <section aria-labelledby="other-syncs">
        <Title order={3} size="h5" id="other-syncs" mb={4}>
          What else writes there
        </Title>
        <OtherSyncs />
      </section>
      {rowSides.map((side) => (
        <ParkedRowsNote key={side} side={side} />
      ))}
      {switchNames.map((name) => (
        <ParkedValues key={name} by={name} />
      ))}
    </Stack>
  )
}
