import type { SyncRecord } from '@sync-builder/schema'
import { payloadEntries, payloadText } from './recordWords.ts'

/** Records that were refused for what seems to be one cause. */
export interface RecordGroup {
  /** The message that they share; what differs from one to the other is left out: "…". */
  message: string
  records: readonly SyncRecord[]
}

/**
 * Records by the cause that their messages tell, the most frequent one first. Messages that differ
 * in numbers or in values of their own records alone are of one cause.
 */
export function recordGroups(records: readonly SyncRecord[]): RecordGroup[] {
  const groups = new Map<string, SyncRecord[]>()
  for (const record of records) {
    const cause = causeOf(record)
    const group = groups.get(cause)
    if (group) group.push(record)
    else groups.set(cause, [record])
  }
  return [...groups]
    .map(([cause, members]) => ({ message: sharedMessage(cause, members), records: members }))
    .toSorted((a, b) => b.records.length - a.records.length)
}

/** Where all say the same to the letter, that is it. */
function sharedMessage(cause: string, records: readonly SyncRecord[]): string {
  const first = records[0]?.status_message ?? ''
  return records.every(({ status_message: message }) => (message ?? '') === first) ? first : cause
}

/** A record's cause is asked for again whenever more records have come. */
const causes = new WeakMap<SyncRecord, string>()

function causeOf(record: SyncRecord): string {
  const known = causes.get(record)
  if (known !== undefined) return known
  const message = record.status_message ?? ''
  const values = payloadEntries(record).map(([, value]) => payloadText(value))
  const own = [record.identifier ?? '', ...values].filter((value) => isNamed(value, message))
  // The longest first: a short one may be a part of it.
  const cause = own
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, value) => text.replaceAll(value, '…'), message)
    .replaceAll(/\d+(?:[.,]\d+)*/gu, '…')
  causes.set(record, cause)
  return cause
}

/** Whether a message speaks of a value. A mere word may stand in it by chance, but at its end. */
function isNamed(value: string, message: string): boolean {
  if (value === '' || !message.includes(value)) return false
  return (
    /[^\p{L}]/u.test(value) ||
    (new RegExp('\\P{L}$', 'u').test(message.slice(0, -value.length)) && message.endsWith(value))
  )
}
