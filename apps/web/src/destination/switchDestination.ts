import {
  applySwitch,
  editDraft,
  valueAt,
  type Destination,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'

const connectionPath = ['destination_attributes', 'connection_id']
const objectPath = ['destination_attributes', 'object']
const unionPath = ['destination_attributes', 'lead_union_insert_to']

/** True where an object's name may mean the same in another connection, as far as is known. */
export function objectStays(from: Destination | undefined, to: Destination | undefined): boolean {
  if (!from || !to) return true
  const wasFiles = from.is_file_system_destination ?? false
  const isFiles = to.is_file_system_destination ?? false
  return wasFiles || isFiles ? wasFiles === isFiles : from.type === to.type
}

/**
 * The draft with another destination connection. An object that does not stay is parked, with what
 * was set for it, and all comes back with its connection.
 */
export function switchDestination(draft: SyncDraft, to: JsonValue, stays: boolean): SyncDraft {
  const from = valueAt(draft.body, connectionPath)
  if (from === to) return draft
  const hides =
    stays || from == null
      ? []
      : [{ path: objectPath, reason: `An object of connection ${JSON.stringify(from)}` }]
  const switched = applySwitch(draft, {
    name: 'destination object',
    from: connectionPosition(from),
    to: connectionPosition(to),
    hides,
    edits: [{ op: 'set', path: connectionPath, value: to }],
  })
  return followObject(draft, switched)
}

/** The draft with another object of its destination; what was set for the old one is parked. */
export function switchObject(draft: SyncDraft, to: string): SyncDraft {
  return followObject(draft, editDraft(draft, [{ op: 'set', path: objectPath, value: to }]))
}

/** Parks what belongs to the object of `before`, once that is another one in `after`. */
function followObject(before: SyncDraft, after: SyncDraft): SyncDraft {
  const from = valueAt(before.body, objectPath)
  const to = valueAt(after.body, objectPath)
  if (from === to) return after
  const reason = `Set for the object ${JSON.stringify(from)}`
  const own = [
    { path: ['advanced_configuration'], reason },
    { path: unionPath, reason },
  ]
  return applySwitch(after, {
    name: 'destination object',
    from: objectPosition(before),
    to: objectPosition(after),
    // Before there was an object, nothing was set for one.
    idles: from == null ? [] : own,
    edits: [],
  })
}

function connectionPosition(connection: JsonValue | undefined): string {
  return `connection ${JSON.stringify(connection ?? null)}`
}

function objectPosition({ body }: SyncDraft): string {
  const connection = connectionPosition(valueAt(body, connectionPath))
  return `object ${JSON.stringify(valueAt(body, objectPath) ?? null)} of ${connection}`
}
