import { isDeepStrictEqual } from 'node:util'
import {
  checkSync,
  createSyncSchema,
  type Alert,
  type CreateSync,
  type DestinationObject,
  type JsonValue,
  type Path,
  type Problem,
  type SyncContext,
} from '@sync-builder/schema'
import { findDestination, findSource, type Catalogue } from './catalogue.ts'
import type { SeedDestination } from './seed/seed.ts'
import type { StoredSync } from './store.ts'

export type Verdict = { ok: true; request: CreateSync } | { ok: false; message: string }

/** More reasons than these would only make the message long. */
const reasonLimit = 5

/** What a payload is judged against besides the catalogue. */
export interface Surroundings {
  syncs: ReadonlyMap<number, { runsAfter?: number }>
  analyseTemplate?: SyncContext['analyseTemplate']
  /** The sync that the payload, merged into it, is to change. */
  stored?: StoredSync
}

/**
 * Whether a create's payload, or a change merged into its sync, fits the workspace. The sandbox is
 * strict where the API is not documented: what a connected source or destination cannot do is
 * refused, and the message names the culprit.
 */
export function judge(
  catalogue: Catalogue,
  payload: JsonValue,
  { syncs, analyseTemplate, stored }: Surroundings,
): Verdict {
  const parsed = createSyncSchema.safeParse(payload)
  if (!parsed.success) return refused(checkSync(payload).filter(isRefused).map(toReason))
  const request = parsed.data

  const source = findSource(catalogue, request.source_attributes)
  const target = findDestination(catalogue, request.destination_attributes)
  const missing = [source, target].flatMap((side) => ('missing' in side ? [side.missing] : []))
  if ('missing' in source || 'missing' in target) return refused(missing)

  const context: SyncContext = {
    source: sourceContext(source.connection?.source),
    destination: {
      ...(target.connection.destination.type && { type: target.connection.destination.type }),
      isFileSystem: target.connection.destination.is_file_system_destination ?? false,
    },
    object: target.object,
    lookupObjects: lookupObjects(catalogue, target.connection, request),
    syncs,
    ...(source.columns && { columns: source.columns }),
    ...(analyseTemplate && { analyseTemplate }),
    ...(stored && { stored: storedContext(catalogue, stored) }),
  }
  const reasons = [
    ...checkSync(payload, context).filter(isRefused).map(toReason),
    ...alertReasons(request, stored),
    ...sequenceReasons(request, syncs),
    ...(stored ? fixedReasons(catalogue, request, stored) : []),
  ]
  return reasons.length > 0 ? refused(reasons) : { ok: true, request }
}

function refused(reasons: readonly string[]): Verdict {
  const shown = reasons.slice(0, reasonLimit).join('; ')
  const rest = reasons.length - reasonLimit
  return { ok: false, message: rest > 0 ? `${shown}; and ${rest} more` : shown }
}

/** What has no effect is accepted, as the API's own example shows. */
function isRefused({ basis, severity }: Problem): boolean {
  return basis === 'capability' || (basis === 'requirement' && severity === 'error')
}

function toReason({ path, message }: Problem): string {
  return path.length === 0 ? message : `${nameOfPath(path)}: ${message}`
}

/** `mappings[2].to`: the place as an operator would write it. */
function nameOfPath(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('')
}

function sourceContext(
  source: {
    type?: string | null | undefined
    read_only_connection?: boolean | null | undefined
  } = {},
): NonNullable<SyncContext['source']> {
  return {
    ...(source.type && { type: source.type }),
    ...(source.read_only_connection != null && { readOnly: source.read_only_connection }),
  }
}

function storedContext(
  catalogue: Catalogue,
  { id, request }: StoredSync,
): NonNullable<SyncContext['stored']> {
  const type = catalogue.destination(request.destination_attributes.connection_id)?.destination.type
  return {
    id,
    operation: request.operation,
    ...(request.mode && { modeType: request.mode.type }),
    ...(type && { destinationType: type }),
  }
}

function lookupObjects(
  catalogue: Catalogue,
  destination: SeedDestination,
  { mappings }: CreateSync,
): Record<string, DestinationObject> {
  return Object.fromEntries(
    mappings.flatMap(({ lookup_object: name }) => {
      const object = name ? catalogue.object(destination, name) : undefined
      return object ? [[object.full_name, object]] : []
    }),
  )
}

/**
 * The API refuses a deviation alert without its look-back count by this very sentence. The count's
 * key is not documented, so any further whole number is taken for it. Source: 2.5, 5.19.
 */
function alertReasons({ alert_attributes: alerts }: CreateSync, stored?: StoredSync): string[] {
  const known = new Set(stored?.request.alert_attributes?.map(({ id }) => id))
  return (alerts ?? []).flatMap((alert) => {
    if (lacksLookBack(alert)) return ['sync_alert_configurations is invalid']
    return alert.id == null || known.has(alert.id)
      ? []
      : [`Couldn't find the alert ${alert.id} of this sync`]
  })
}

function lacksLookBack(alert: Alert): boolean {
  if (alert.type !== 'RecordCountDeviationAlertConfiguration') return false
  const { threshold: _threshold, record_type: _recordType, ...others } = alert.options
  return !Object.values(others).some(Number.isInteger)
}

function sequenceReasons({ mode }: CreateSync, syncs: Surroundings['syncs']): string[] {
  const parent = mode?.triggers?.sync_sequence?.sync_id
  return parent == null || syncs.has(parent)
    ? []
    : [`mode.triggers.sync_sequence.sync_id: Couldn't find the sync ${parent}`]
}

/** Rule 17: where a change of these would lose what the sync has done. Source: reference 2.11. */
function fixedReasons(catalogue: Catalogue, request: CreateSync, stored: StoredSync): string[] {
  const before = stored.request
  const destination = catalogue.destination(before.destination_attributes.connection_id)
  const isFixed = before.operation === 'delete' || destination?.destination.type === 'braze'
  if (!isFixed) return []
  const what = before.operation === 'delete' ? 'a delete sync' : 'a sync to Braze'
  return (['source_attributes', 'destination_attributes', 'operation'] as const)
    .filter((key) => !isDeepStrictEqual(request[key], before[key]))
    .map((key) => `${key}: cannot be changed in ${what}`)
}
