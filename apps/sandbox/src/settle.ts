import {
  flatScheduleFields,
  modeOfFlatFields,
  modeSchema,
  type Alert,
  type CreateSync,
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
    mode: kept.mode ?? foldedMode(undefined, kept),
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

function withoutFlatSchedule(request: CreateSync): CreateSync {
  const kept = { ...request }
  for (const key of flatScheduleFields) delete kept[key]
  return kept
}

/** `mode` with what the flat fields say, where that makes a mode; otherwise as it was. */
function foldedMode(before: CreateSync['mode'], flat: UpdateSync): CreateSync['mode'] {
  const folded = modeSchema.safeParse(modeOfFlatFields(flat, before))
  return folded.success ? folded.data : before
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
