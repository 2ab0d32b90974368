import * as z from 'zod'
import { idSchema, optional } from './shape.ts'

/** How often a schedule fires. Source: reference 2.6. */
export const frequencies = [
  'never',
  'continuous',
  'quarter_hourly',
  'hourly',
  'daily',
  'weekly',
  'expression',
] as const
export type Frequency = (typeof frequencies)[number]

/** The keys of `schedule` that a frequency uses. Source: reference 2.6. */
export const keysOfFrequency = {
  never: [],
  continuous: [],
  quarter_hourly: [],
  hourly: ['minute'],
  daily: ['hour', 'minute'],
  weekly: ['day', 'hour', 'minute'],
  expression: ['cron_expression'],
} as const satisfies Record<Frequency, readonly string[]>

/** The days of `schedule.day`. Source: reference 2.6. */
export const days = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const
export type Day = (typeof days)[number]

/** 0..24 as documented; what 24 means is not. */
const hourSchema = optional(z.int().min(0).max(24))
const minuteSchema = optional(z.int().min(0).max(59))

/**
 * `mode.triggers.schedule`, all times UTC. Keys that the frequency does not use are let through:
 * the API's own answers carry them. Source: reference 2.6.
 */
export const scheduleSchema = z.discriminatedUnion('frequency', [
  z.looseObject({ frequency: z.literal('never') }),
  z.looseObject({ frequency: z.literal('continuous') }),
  z.looseObject({ frequency: z.literal('quarter_hourly') }),
  z.looseObject({ frequency: z.literal('hourly'), minute: minuteSchema }),
  z.looseObject({ frequency: z.literal('daily'), hour: hourSchema, minute: minuteSchema }),
  z.looseObject({
    frequency: z.literal('weekly'),
    day: z.enum(days),
    hour: hourSchema,
    minute: minuteSchema,
  }),
  z.looseObject({ frequency: z.literal('expression'), cron_expression: z.string().min(1) }),
])
export type Schedule = z.infer<typeof scheduleSchema>

/** What starts a run; several kinds may stand together. Source: reference 2.6. */
export const triggersSchema = z.looseObject({
  schedule: optional(scheduleSchema),
  dbt_cloud: optional(z.looseObject({ project_id: z.string(), job_id: z.string() })),
  fivetran: optional(z.looseObject({ job_id: z.string(), job_name: z.string() })),
  sync_sequence: optional(z.looseObject({ sync_id: idSchema })),
})
export type Triggers = z.infer<typeof triggersSchema>

/** `mode`: `live` is still an accepted value, though the product retired it. Source: 2.6, 0.2. */
export const modeSchema = z.looseObject({
  type: z.enum(['triggered', 'live']),
  triggers: optional(triggersSchema),
})
export type Mode = z.infer<typeof modeSchema>
