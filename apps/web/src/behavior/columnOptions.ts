import type { Column } from '@sync-builder/schema'
import type { PickerOption } from '../ui/Picker.tsx'

/** Columns as options, those that look like points in time first: `data_type` has no fixed words. */
export function highWaterMarkOptions(columns: readonly Column[]): PickerOption[] {
  const options = columns.map((column) => {
    const type = column.data_type ?? column.type ?? ''
    return {
      option: { value: column.name, label: column.name, detail: type },
      isTime: isTime(type),
    }
  })
  return [
    ...options.filter(({ isTime: first }) => first),
    ...options.filter(({ isTime: first }) => !first),
  ].map(({ option }) => option)
}

function isTime(type: string): boolean {
  return /time|date/iu.test(type)
}
