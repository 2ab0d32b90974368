import type { DestinationField, DestinationObject } from './destination.ts'
import type { Operation } from './sync.ts'

/** What a destination object says of the key under an operation. Source: reference 3.12. */
export interface KeyRule {
  /** False where the operation needs no key. */
  isNeeded: boolean
  /** True where the service chooses the destination side of the key. */
  hidesField: boolean
  /** The object's own words. */
  notes: string | undefined
}

/** The rule for an operation; what is not known is as usual: one key, chosen by the operator. */
export function keyRuleOf(
  object: DestinationObject | undefined,
  operation: string | undefined,
): KeyRule {
  const rules = object?.primary_identifier_mapping_attributes
  const rule =
    operation !== undefined && rules && Object.hasOwn(rules, operation)
      ? rules[operation]
      : undefined
  return {
    isNeeded: rule?.required !== false,
    hidesField: rule?.hide_destination_key === true,
    notes: rule?.notes ?? undefined,
  }
}

type KeyFlag = 'can_be_upsert_key' | 'can_be_update_key' | 'can_be_insert_key'

/** The flag of a field that allows it as the key. Source: rule 19. */
const flagOf: Partial<Record<Operation, KeyFlag>> = {
  upsert: 'can_be_upsert_key',
  mirror: 'can_be_upsert_key',
  update: 'can_be_update_key',
  insert: 'can_be_insert_key',
}
const flags: ReadonlyMap<string, KeyFlag> = new Map(Object.entries(flagOf))

/** Whether a field can be the key of an operation; undefined when nobody says. Source: rule 19. */
export function canBeKey(
  field: DestinationField | undefined,
  operation: string | undefined,
): boolean | undefined {
  const flag = operation === undefined ? undefined : flags.get(operation)
  return flag && (field?.[flag] ?? undefined)
}
