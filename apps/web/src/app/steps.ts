import type { Path, Problem } from '@sync-builder/schema'
import type { ReviewedStep, StepSummary } from '../review/ReviewStep.tsx'
import { AlertsSummary } from '../alerts/AlertsSummary.tsx'
import { BehaviorSummary } from '../behavior/BehaviorSummary.tsx'
import { DestinationSummary } from '../destination/DestinationSummary.tsx'
import { MappingSummary } from '../mapping/MappingSummary.tsx'
import { OptionsSummary } from '../options/OptionsSummary.tsx'
import { ScheduleSummary } from '../schedule/ScheduleSummary.tsx'
import { SourceSummary } from '../source/SourceSummary.tsx'
import type { ComponentType, LazyExoticComponent } from 'react'
import { lazyPart } from '../ui/lazyPart.ts'

export const stepIds = [
  'source',
  'destination',
  'behavior',
  'mapping',
  'schedule',
  'alerts',
  'options',
  'review',
] as const
export type StepId = (typeof stepIds)[number]

/** A step of the wizard: the frame knows steps, not fields. */
export interface Step {
  id: StepId
  title: string
  /** The top-level keys of the payload that this step owns. */
  keys: readonly string[]
  Screen: LazyExoticComponent<ComponentType<{ reviewed: readonly ReviewedStep[] }>>
  /** The step's choice in one line. */
  Summary?: StepSummary
}

export const steps: readonly Step[] = [
  {
    id: 'source',
    title: 'Source',
    keys: ['source_attributes'],
    Screen: lazyPart(() => import('../source/SourceStep.tsx')),
    Summary: SourceSummary,
  },
  {
    id: 'destination',
    title: 'Destination',
    keys: ['destination_attributes'],
    Screen: lazyPart(() => import('../destination/DestinationStep.tsx')),
    Summary: DestinationSummary,
  },
  {
    id: 'behavior',
    title: 'Behavior',
    keys: [
      'operation',
      'mirror_strategy',
      'historical_sync_operation',
      'high_water_mark_attribute',
      'sync_behavior_family',
    ],
    Screen: lazyPart(() => import('../behavior/BehaviorStep.tsx')),
    Summary: BehaviorSummary,
  },
  {
    id: 'mapping',
    title: 'Mapping',
    keys: ['mappings'],
    Screen: lazyPart(() => import('../mapping/MappingStep.tsx')),
    Summary: MappingSummary,
  },
  {
    id: 'schedule',
    title: 'Schedule',
    keys: ['mode'],
    Screen: lazyPart(() => import('../schedule/ScheduleStep.tsx')),
    Summary: ScheduleSummary,
  },
  {
    id: 'alerts',
    title: 'Alerts',
    keys: ['alert_attributes'],
    Screen: lazyPart(() => import('../alerts/AlertsStep.tsx')),
    Summary: AlertsSummary,
  },
  {
    id: 'options',
    title: 'Options',
    // Options is also where everything else stands: see stepOf.
    keys: ['label', 'paused', 'field_behavior', 'field_normalization', 'field_order'],
    Screen: lazyPart(() => import('../options/OptionsStep.tsx')),
    Summary: OptionsSummary,
  },
  {
    id: 'review',
    title: 'Review',
    keys: [],
    Screen: lazyPart(() => import('../review/ReviewStep.tsx')),
  },
]

/**
 * The step that holds the control for `path`; Options takes what no step owns. The payload as a
 * whole belongs to none.
 */
export function stepOf(path: Path): StepId | undefined {
  if (path.length === 0) return undefined
  return steps.find((step) => step.keys.includes(String(path[0])))?.id ?? 'options'
}

/** How many problems of a step block, and how many are to be looked at. */
export function countProblems(
  problems: readonly Problem[],
  id: StepId,
): { errors: number; warnings: number } {
  const mine = problems.filter(({ path }) => stepOf(path) === id)
  const errors = mine.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: mine.length - errors }
}
