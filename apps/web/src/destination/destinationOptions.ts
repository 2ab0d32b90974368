import type { Destination, DestinationObject } from '@sync-builder/schema'
import type { PickerOption } from '../ui/Picker.tsx'

// What the API lists of destinations, as options of a Picker.

/** The name of a destination connection, as the operator knows it. */
export function destinationName(destination: Destination): string {
  return destination.name || `Destination ${destination.id}`
}

export function destinationOptions(destinations: readonly Destination[]): PickerOption[] {
  return destinations.map((destination) => ({
    value: String(destination.id),
    label: destinationName(destination),
    detail: [destination.type, destination.last_test_succeeded === false && 'last test failed']
      .filter(Boolean)
      .join(' · '),
  }))
}

export function objectOptions(objects: readonly DestinationObject[]): PickerOption[] {
  return objects.map((object) => ({
    value: object.full_name,
    label: object.label || object.full_name,
    detail: object.full_name,
    ...(object.can_be_sync_destination === false && {
      disabledReason: `${object.full_name} was deleted in the destination`,
    }),
  }))
}

/**
 * True for objects such as Salesforce's "Lead or Contact", into which `lead_union_insert_to` says
 * where new records go. The API marks them in no way, so the name decides. Source: reference 2.3.
 */
export function isUnion(name: string): boolean {
  return /lead.*(\bor\b|or(?=[A-Z_])|union).*(contact|account)|lead_?union/iu.test(name)
}
