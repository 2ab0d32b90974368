import type { FlagKey } from './rowDetails.ts'

/** A flag in the operator's words: what it asks, and what each of its positions does. */
export interface FlagText {
  label: string
  /** What the API does when nothing is sent. Source: reference 2.4, "Default". */
  leave: string
  on: string
  off: string
}

export const flagTexts: Record<FlagKey, FlagText> = {
  is_primary_identifier: {
    label: 'Sync key',
    leave: 'not the key',
    on: 'The key: tells which records match',
    off: 'Not the key',
  },
  sync_null_values: {
    label: 'When the source is null',
    leave: 'writes null',
    on: 'Write null',
    off: 'Leave the field alone',
  },
  preserve_values: {
    label: 'Set only if empty',
    leave: 'always writes',
    on: 'Write only into an empty field',
    off: 'Always write',
  },
  generate_field: {
    label: 'Create the field in the destination',
    leave: 'does not create it',
    on: 'Create it',
    off: 'Do not create it',
  },
  array_field: {
    label: 'The new field is a list',
    leave: 'no list',
    on: 'A list of values',
    off: 'One value',
  },
  follow_source_type: {
    label: 'When the type of the source column changes',
    leave: 'keeps the type of the field',
    on: 'Change the type of the field with it',
    off: 'Keep the type of the field',
  },
}
