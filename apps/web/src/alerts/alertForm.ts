import { alertHolePath, type AlertHole, type Path } from '@sync-builder/schema'
import { textForm, trueOrFalse, wholeNumber } from '../draft/fieldText.ts'

/** Where an alert stands in the payload. */
export function alertPath(index: number, ...keys: string[]): Path {
  return ['alert_attributes', index, ...keys]
}

/** What can be chosen of one alert; the options that its type does not have stay empty. */
export function alertForm(index: number) {
  const place = (hole: AlertHole) => alertPath(index, ...alertHolePath(hole))
  return textForm({
    send_for: { path: place('send_for') },
    should_send_recovery: { path: place('should_send_recovery'), parse: trueOrFalse },
    threshold: { path: place('threshold'), parse: wholeNumber },
    record_type: { path: place('record_type') },
    unit: { path: place('unit') },
    start_type: { path: place('start_type') },
    status_name: { path: place('status_name') },
  })
}
