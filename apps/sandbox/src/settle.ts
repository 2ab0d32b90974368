import {
  alertSchema,
  defaultAlerts,
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
    alert_attributes: kept.alert_attributes ?? addedAlerts(request),
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

/** The alerts that the API adds by itself; answers say `{}` for no options. Source: reference 2.5. */
function addedAlerts(request: CreateSync): Alert[] {
  return defaultAlerts(request).map(({ alert }) =>
    alertSchema.parse({ ...alert, options: alert.options ?? {} }),
  )
}
