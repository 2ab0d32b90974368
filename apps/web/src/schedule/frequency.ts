import {
  applySwitch,
  editDraft,
  frequencies,
  isJsonObject,
  keysOfFrequency,
  scheduleSchema,
  valueAt,
  type Edit,
  type Frequency,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'
import { cronOf } from '@sync-builder/schema/fire-times'

export const modePath = ['mode'] as const
export const typePath = ['mode', 'type'] as const
export const triggersPath = ['mode', 'triggers'] as const
export const schedulePath = ['mode', 'triggers', 'schedule'] as const
export const frequencyPath = ['mode', 'triggers', 'schedule', 'frequency'] as const

/** The triggers that may stand beside a schedule. Source: reference 2.6. */
export const triggerKeys = ['dbt_cloud', 'fivetran', 'sync_sequence'] as const
export type TriggerKey = (typeof triggerKeys)[number]

/** A frequency that the API names, or undefined. */
export function frequencyOf(value: JsonValue | undefined): Frequency | undefined {
  return frequencies.find((known) => known === value)
}

/**
 * The draft with another frequency, or with none. What only the old one used is parked and comes
 * back with it; keys that it did not use either stay, since only an import can have brought them.
 */
export function switchFrequency(draft: SyncDraft, to: Frequency | undefined): SyncDraft {
  const found = valueAt(draft.body, schedulePath)
  const schedule = isJsonObject(found) ? found : {}
  const from = frequencyOf(schedule.frequency)
  const used: readonly string[] = from ? keysOfFrequency[from] : []
  const kept: readonly string[] = to ? keysOfFrequency[to] : []
  const hidden = Object.keys(schedule).filter((key) =>
    to === undefined ? key !== 'frequency' : used.includes(key) && !kept.includes(key),
  )
  const values = hidden.map((key) => ({
    path: [...schedulePath, key],
    reason: `Typed for the frequency ${from ?? 'that was'}`,
  }))
  const switched = applySwitch(draft, {
    name: 'frequency',
    from: from ?? 'none',
    to: to ?? 'none',
    // Without a frequency the whole schedule goes.
    ...(to ? { idles: values } : { hides: values }),
    edits: to
      ? [...triggeredType(draft), { op: 'set', path: frequencyPath, value: to }]
      : [{ op: 'remove', path: schedulePath }],
  })
  return to ? withFirstCron(switched, to, found) : withoutEmptyMode(switched)
}

/** A cron expression begins as what ran before, unless one was typed earlier. */
function withFirstCron(draft: SyncDraft, to: Frequency, before: JsonValue | undefined): SyncDraft {
  const path = [...schedulePath, 'cron_expression']
  if (to !== 'expression' || valueAt(draft.body, path) != null) return draft
  const { data: schedule } = scheduleSchema.safeParse(before)
  const cron = schedule && schedule.frequency !== 'continuous' ? cronOf(schedule) : undefined
  return cron === undefined ? draft : editDraft(draft, [{ op: 'set', path, value: cron }])
}

/** The draft with a trigger switched on or off; what was typed in it is parked meanwhile. */
export function switchTrigger(draft: SyncDraft, key: TriggerKey, isOn: boolean): SyncDraft {
  const path = [...triggersPath, key]
  const off = `no ${key}`
  if (!isOn) {
    const value = valueAt(draft.body, path)
    const isEmpty = isJsonObject(value) && Object.keys(value).length === 0
    const reason = `The trigger ${key} is switched off`
    return withoutEmptyMode(
      applySwitch(draft, {
        name: 'trigger',
        from: key,
        to: off,
        hides: isEmpty ? [] : [{ path, reason }],
        edits: [{ op: 'remove', path }],
      }),
    )
  }
  const isParked = draft.parked.some(
    (parked) => parked.switch === 'trigger' && parked.under === key,
  )
  // An answer's `null` stands where the trigger is to be.
  const begin: Edit = isParked ? { op: 'remove', path } : { op: 'set', path, value: {} }
  return applySwitch(draft, {
    name: 'trigger',
    from: off,
    to: key,
    edits: [...triggeredType(draft), begin],
  })
}

/** `mode.type` is sent whenever anything of `mode` is. Source: reference 2.6. */
function triggeredType(draft: SyncDraft): Edit[] {
  return valueAt(draft.body, typePath) === undefined
    ? [{ op: 'set', path: typePath, value: 'triggered' }]
    : []
}

/** Without `mode` where it would say nothing more than that the sync may be triggered. */
function withoutEmptyMode(draft: SyncDraft): SyncDraft {
  const triggers = valueAt(draft.body, triggersPath)
  const isEmpty = triggers == null || (isJsonObject(triggers) && isBare(triggers, []))
  const mode = valueAt(draft.body, modePath)
  if (!isEmpty || !isJsonObject(mode)) return draft
  const isSilent = mode.type === 'triggered' && isBare(mode, ['type', 'triggers'])
  return editDraft(draft, [{ op: 'remove', path: isSilent ? modePath : triggersPath }])
}

function isBare(object: object, but: readonly string[]): boolean {
  return Object.keys(object).every((key) => but.includes(key))
}
