import { checkCron } from '../cron.ts'
import { isJsonObject, type JsonObject, type JsonValue, type Path } from '../json.ts'
import { type Frequency, keysOfFrequency } from '../mode.ts'
import { sequenceChain, waitsForItself } from '../sequenceChain.ts'
import { type Finding, removable, removal, type Scene, setting } from './rule.ts'

const schedulePath = ['mode', 'triggers', 'schedule'] as const

/** The schedule with its frequency, when both are well formed. */
function scheduleOf(body: JsonObject): { schedule: JsonObject; frequency: Frequency } | undefined {
  const triggers = isJsonObject(body.mode) ? body.mode.triggers : undefined
  const schedule = isJsonObject(triggers) ? triggers.schedule : undefined
  if (!isJsonObject(schedule) || !isFrequency(schedule.frequency)) return undefined
  return { schedule, frequency: schedule.frequency }
}

function isFrequency(value: JsonValue | undefined): value is Frequency {
  return typeof value === 'string' && Object.hasOwn(keysOfFrequency, value)
}

/** Rule 10: keys that the frequency does not use; answers carry them as null. */
export function unusedScheduleKeys({ body }: Scene): Finding[] {
  const found = scheduleOf(body)
  if (!found) return []
  const used: readonly string[] = keysOfFrequency[found.frequency]
  return ['day', 'hour', 'minute', 'cron_expression']
    .filter((key) => !used.includes(key) && found.schedule[key] != null)
    .map((key) =>
      removable([...schedulePath, key], `${key} has no effect with frequency ${found.frequency}`),
    )
}

/** Rule 10: the legacy answer to a frequency alone has hour 0 and minute 0. */
export function timeLeftToTheApi({ body }: Scene): Finding[] {
  const found = scheduleOf(body)
  if (!found) return []
  const used: readonly string[] = keysOfFrequency[found.frequency]
  return ['hour', 'minute']
    .filter((key) => used.includes(key) && found.schedule[key] == null)
    .map((key) => {
      const path = [...schedulePath, key]
      const message = `${found.frequency} without ${key}: the API takes 0`
      return { path, message, fix: setting(path, 0) }
    })
}

/** Rule 10, reference 2.6: 24 is within the documented range; what it means is not told. */
export function hour24({ body }: Scene): Finding[] {
  const found = scheduleOf(body)
  if (!found || found.schedule.hour !== 24) return []
  if (found.frequency !== 'daily' && found.frequency !== 'weekly') return []
  const path = [...schedulePath, 'hour']
  const message = 'The API takes hour 24, but does not tell what it means; midnight is hour 0'
  // On one day of the week, hour 0 and the end of the day are a day apart.
  return [
    found.frequency === 'daily' ? { path, message, fix: setting(path, 0) } : { path, message },
  ]
}

/** Reference 2.6, 5.12: the API's dialect of cron, here and in the flat field. */
export function cronProblems(severity: 'error' | 'warning') {
  return ({ body }: Scene): Finding[] => [
    ...(scheduleOf(body)?.frequency === 'expression'
      ? judgeCron(scheduleOf(body)?.schedule.cron_expression, [...schedulePath, 'cron_expression'])
      : []),
    ...(body.schedule_frequency === 'expression'
      ? judgeCron(body.cron_expression, ['cron_expression'])
      : []),
  ]

  function judgeCron(expression: JsonValue | undefined, path: Path): Finding[] {
    // The shapes ask for an expression where there is none.
    if (typeof expression !== 'string' || expression === '') return []
    const problems = checkCron(expression).filter((problem) => problem.severity === severity)
    // One fix mends several fields: it is offered once, below all that it mends.
    const lastWith = new Map(problems.map(({ fix }, index) => [fix, index]))
    return problems.map(({ code, message, fix, loses }, index) =>
      fix === undefined || lastWith.get(fix) !== index
        ? { path, code, message }
        : {
            path,
            code,
            message: loses === undefined ? message : `${message}. ${loses}`,
            fix: setting(path, fix),
          },
    )
  }
}

/** Rule 28: a sync that waits for itself, directly or round a chain, never starts. */
export function sequenceCycle({ body, context }: Scene): Finding[] {
  const own = context.stored?.id
  const triggers = isJsonObject(body.mode) ? body.mode.triggers : undefined
  const sequence = isJsonObject(triggers) ? triggers.sync_sequence : undefined
  const parent = isJsonObject(sequence) ? sequence.sync_id : undefined
  if (own === undefined || typeof parent !== 'number') return []
  const path = ['mode', 'triggers', 'sync_sequence']
  // A circle among the others is theirs.
  if (sequenceChain(parent, own, context.syncs ?? new Map()).end.kind !== 'own') return []
  const message =
    parent === own ? 'A sync cannot run after itself' : waitsForItself(`Sync ${parent}`)
  return [{ path: [...path, 'sync_id'], message, fix: removal(path) }]
}
