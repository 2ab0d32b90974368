import type { Path } from '@sync-builder/schema'
import { textForm, trueOrFalse, wholeNumber } from '../draft/fieldText.ts'

/** Where an alert stands in the payload. */
export function alertPath(index: number, ...keys: string[]): Path {
  return ['alert_attributes', index, ...keys]
}

/** What can be chosen of one alert; the options that its type does not have stay empty. */
export function alertForm(index: number) {
  const option = (key: string) => alertPath(index, 'options', key)
  return textForm({
    send_for: { path: alertPath(index, 'send_for') },
    should_send_recovery: { path: alertPath(index, 'should_send_recovery'), parse: trueOrFalse },
    threshold: { path: option('threshold'), parse: wholeNumber },
    record_type: { path: option('record_type') },
    unit: { path: option('unit') },
    start_type: { path: option('start_type') },
    status_name: { path: option('status_name') },
  })
}
