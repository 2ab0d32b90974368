/** What the top-level keys are called on the screen; others go by their own names. */
const keyNames: Readonly<Record<string, string>> = {
  label: 'Label',
  operation: 'Operation',
  paused: 'Paused',
  mappings: 'Mappings',
  alert_attributes: 'Alerts',
  source_attributes: 'Source',
  destination_attributes: 'Destination',
  mode: 'Schedule',
  mirror_strategy: 'Mirror strategy',
  advanced_configuration: 'Advanced configuration',
  field_behavior: 'Field behavior',
  field_normalization: 'Field normalization',
  field_order: 'Field order',
  historical_sync_operation: 'Rows that exist now',
  high_water_mark_attribute: 'High water mark',
  sync_behavior_family: 'Behavior family',
}

/** What a top-level key is called; undefined where it goes by its own name. */
export function keyName(key: string): string | undefined {
  return Object.hasOwn(keyNames, key) ? keyNames[key] : undefined
}
