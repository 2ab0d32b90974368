import { useBuilder } from '../draft/builder.ts'

/** The label and whether it starts paused, in one line. */
export function OptionsSummary() {
  const { label, paused } = useBuilder().payload
  const name = typeof label === 'string' && label.trim() !== '' ? label : 'No label'
  return paused === true ? `${name}, created paused` : name
}
