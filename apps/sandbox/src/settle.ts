import {
  type deprecatedFields,
  scheduleSchema,
  type Alert,
  type CreateSync,
  type Mode,
  type UpdateSync,
} from '@sync-builder/schema'

/**
 * A request as the API keeps it: the flat schedule fields folded into `mode`, alerts made of the
 * legacy fields when none were sent, no compound keys, nothing of `validate_only`. Source: reference 2.1, 2.5, 2.7.
 */
export function settle(request: CreateSync): CreateSync {
  const { validate_only: _validateOnly, ...kept } = request
  return withoutFlatSchedule({
    ...kept,
    // Such rows come in answers alone: the service makes its own again.
    mappings: kept.mappings.filter(({ from }) => from.type !== 'compound_key'),
    mode: kept.mode === undefined ? foldedMode(undefined, kept) : kept.mode,
    alert_attributes: kept.alert_attributes ?? defaultAlerts(kept),
  })
}

/**
 * A sync after a change: patch semantics at the top level alone, nested values replaced whole.
 * Which of `mode` and the flat fields wins is not documented; here `mode` does, as on create.
 * Source: reference 3.1.
 */
export function merge(before: CreateSync, change: UpdateSync): CreateSync {
  return settle({
    ...before,
    ...change,
    mode: change.mode === undefined ? foldedMode(before.mode, change) : change.mode,
    alert_attributes: change.alert_attributes ?? before.alert_attributes,
  })
}

const flatScheduleFields = [
  'schedule_frequency',
  'schedule_day',
  'schedule_hour',
  'schedule_minute',
  'cron_expression',
  'triggers',
] as const satisfies readonly (typeof deprecatedFields)[number][]

function withoutFlatSchedule(request: CreateSync): CreateSync {
  const kept = { ...request }
  for (const key of flatScheduleFields) delete kept[key]
  return kept
}

/** `mode` with what the flat fields say; without any of them, as it was. */
function foldedMode(before: CreateSync['mode'], flat: Partial<CreateSync>): CreateSync['mode'] {
  if (flatScheduleFields.every((key) => flat[key] == null)) return before
  const old = before?.triggers?.schedule
  const schedule = scheduleSchema.safeParse({
    frequency: flat.schedule_frequency ?? old?.frequency ?? 'never',
    day: flat.schedule_day ?? old?.day,
    hour: flat.schedule_hour ?? old?.hour,
    minute: flat.schedule_minute ?? old?.minute,
    cron_expression: flat.cron_expression ?? old?.cron_expression,
  })
  const triggers: Mode['triggers'] = { ...before?.triggers, ...flat.triggers }
  return {
    type: before?.type ?? 'triggered',
    triggers: { ...triggers, ...(schedule.success && { schedule: schedule.data }) },
  }
}

/** Source: reference 2.1 (`alert_attributes` and the three `failed_*` fields), 2.5. */
function defaultAlerts(request: CreateSync): Alert[] {
  const delivery = { send_for: 'first_time', should_send_recovery: true } as const
  const alerts: Alert[] = []
  if (request.failed_run_notifications_enabled !== false) {
    alerts.push({ type: 'FailureAlertConfiguration', ...delivery, options: {} })
  }
  if (request.failed_record_notifications_enabled !== false) {
    const threshold = request.failed_record_notifications_threshold_percent ?? 75
    alerts.push({
      type: 'InvalidRecordPercentAlertConfiguration',
      ...delivery,
      options: { threshold },
    })
  }
  return alerts
}
