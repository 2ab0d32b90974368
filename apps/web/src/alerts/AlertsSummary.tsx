import { useBuilder } from '../draft/builder.ts'

/** How many alerts are sent, in one line. */
export function AlertsSummary() {
  const alerts = useBuilder().payload.alert_attributes
  if (alerts == null) return 'Left to the API'
  if (!Array.isArray(alerts)) return 'Not a list'
  if (alerts.length === 0) return 'None'
  return alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`
}
