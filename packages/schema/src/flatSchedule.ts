import { isJsonObject } from './json.ts'
import { modeSchema, type Mode } from './mode.ts'
import type { deprecatedFields } from './sync.ts'

/** The deprecated fields that say together what `mode` says. Source: reference 2.7. */
export const flatScheduleFields = [
  'schedule_frequency',
  'schedule_day',
  'schedule_hour',
  'schedule_minute',
  'cron_expression',
  'triggers',
] as const satisfies readonly (typeof deprecatedFields)[number][]

/** Where each flat field stands in a schedule. */
const keysOfSchedule = [
  ['schedule_frequency', 'frequency'],
  ['schedule_day', 'day'],
  ['schedule_hour', 'hour'],
  ['schedule_minute', 'minute'],
  ['cron_expression', 'cron_expression'],
] as const satisfies readonly (readonly [(typeof flatScheduleFields)[number], string])[]

type Fields = Readonly<Record<string, unknown>>

/**
 * What starts a sync by a request or an answer: its `mode`, or what the flat fields amount to
 * where that has no trigger; undefined where neither says anything. The values are as they were
 * found, to be read by `modeSchema`. Which of the two wins where both name triggers is not
 * documented; answers carry both alike. Source: reference 2.1, 2.6, 2.7, 2.12.
 */
export function effectiveMode(request: Fields): unknown {
  const mode = request.mode ?? undefined
  return isSilent(mode) ? modeOfFlatFields(request, mode) : mode
}

/**
 * The same, read: what a request or an answer says nothing of is only triggered. Undefined for a
 * form that is not known.
 */
export function readMode(request: Fields): Mode | undefined {
  return modeSchema.safeParse(effectiveMode(request) ?? { type: 'triggered' }).data
}

/** True for a mode that names no trigger; what can't be read is no such mode. */
function isSilent(mode: unknown): boolean {
  if (mode === undefined) return true
  if (!isJsonObject(mode)) return false
  const { triggers } = mode
  if (triggers == null) return true
  return isJsonObject(triggers) && Object.values(triggers).every((trigger) => trigger === null)
}

/** `before` with what the flat fields say laid over it; as it was where they say nothing. */
export function modeOfFlatFields(flat: Fields, before: unknown): unknown {
  const mode = fieldsOf(before)
  const given = keysOfSchedule.filter(([field]) => flat[field] != null)
  const flatTriggers = fieldsOf(flat.triggers)
  if (given.length === 0 && Object.keys(flatTriggers).length === 0) return before

  const triggers = { ...fieldsOf(mode.triggers), ...flatTriggers }
  const schedule = {
    // "No schedule" and `never` are equal.
    frequency: 'never',
    ...fieldsOf(triggers.schedule),
    ...Object.fromEntries(given.map(([field, key]) => [key, flat[field]])),
  }
  return {
    type: 'triggered',
    ...mode,
    triggers: given.length === 0 ? triggers : { ...triggers, schedule },
  }
}

function fieldsOf(value: unknown): Fields {
  return isJsonObject(value) ? value : {}
}
