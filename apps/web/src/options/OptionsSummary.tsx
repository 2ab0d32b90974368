import { useBuilder } from '../draft/builder.ts'

/** The label and whether it is paused, in one line. */
export function OptionsSummary() {
  const { payload, known } = useBuilder()
  const { label, paused } = payload
  const name = typeof label === 'string' && label.trim() !== '' ? label : 'No label'
  if (paused !== true) return name
  return known.stored ? `${name}, paused` : `${name}, created paused`
}
