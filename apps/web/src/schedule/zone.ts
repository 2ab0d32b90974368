import type { PickerOption } from '../ui/Picker.tsx'

const zoneKey = 'schedule-zone'

/** The browser's own zone, as an IANA name. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The zone that was chosen last, or the browser's own; one that is not known here is left out. */
export function readZone(storage: Pick<Storage, 'getItem'>): string {
  try {
    const kept = storage.getItem(zoneKey)
    return kept !== null && isZone(kept) ? kept : ownZone()
  } catch {
    // A browser may refuse its storage as a whole.
    return ownZone()
  }
}

/** Keeps the zone for the next time, where the browser lets it. */
export function keepZone(storage: Pick<Storage, 'setItem'>, zone: string): void {
  try {
    storage.setItem(zoneKey, zone)
  } catch {
    // It is asked for again then.
  }
}

/** Today's names of zones that some browsers list by an older name alone. */
const newNames = [
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Europe/Kyiv',
]

/** Whether the browser knows a zone of this name. */
export function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** All zones that the browser knows, and `current`, which may be an older name of one of them. */
export function zoneOptions(current: string): PickerOption[] {
  const listed = Intl.supportedValuesOf('timeZone')
  const names = new Set(['UTC', ownZone(), current, ...newNames.filter(isZone), ...listed])
  return [...names].toSorted().map((name) => {
    const place = name.split('/').at(-1)?.replaceAll('_', ' ')
    return { value: name, label: name, ...(name.includes('_') && place && { detail: place }) }
  })
}
