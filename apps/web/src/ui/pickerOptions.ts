import type { JsonValue } from '@sync-builder/schema'
import type { PickerOption } from './Picker.tsx'

/**
 * The options with `value` among them: what is set but not listed stays visible and is marked.
 * While the list is still read it is not marked yet.
 */
export function withCurrent(
  options: readonly PickerOption[],
  value: string | undefined,
  { label = value, isRead }: { label?: string | undefined; isRead: boolean },
): readonly PickerOption[] {
  if (value === undefined || value === '' || options.some((option) => option.value === value)) {
    return options
  }
  const current = { value, label: label ?? value, ...(isRead && { detail: 'not checked' }) }
  return [current, ...options]
}

/** What stands in a payload as the value of an option; undefined where nothing is chosen. */
export function optionValue(value: JsonValue | undefined): string | undefined {
  if (value == null || value === '') return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
