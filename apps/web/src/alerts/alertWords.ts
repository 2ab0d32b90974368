import type { AlertType, JsonObject } from '@sync-builder/schema'

/** What each alert is called, and what it starts with when it is added. Source: reference 2.5. */
export const alertWords: Readonly<Record<AlertType, { name: string; options: JsonObject | null }>> =
  {
    FailureAlertConfiguration: { name: 'Run failed', options: null },
    InvalidRecordPercentAlertConfiguration: {
      name: 'Invalid records',
      options: { threshold: 75 },
    },
    FullSyncTriggerAlertConfiguration: { name: 'Full sync started', options: null },
    RecordCountDeviationAlertConfiguration: {
      name: 'Unusual record count',
      options: { threshold: 20, record_type: 'source_record_count' },
    },
    RuntimeAlertConfiguration: {
      name: 'Run takes too long',
      options: { threshold: 60, unit: 'minutes', start_type: 'actual' },
    },
    StatusAlertConfiguration: {
      name: 'Run started or completed',
      options: { status_name: 'completed' },
    },
  }
