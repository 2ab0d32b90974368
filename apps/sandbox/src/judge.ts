import {
  checkSync,
  createSyncSchema,
  isJsonObject,
  type CreateSync,
  type DestinationObject,
  type JsonValue,
  type Path,
  type Problem,
  type SyncContext,
} from '@sync-builder/schema'
import { analyseTemplate } from '@sync-builder/schema/template'
import { asJson } from './asJson.ts'
import { findDestination, findSource, type Catalogue } from './catalogue.ts'
import type { SeedDestination } from './seed/seed.ts'
import type { StoredSync } from './store.ts'

export type Verdict = { ok: true; request: CreateSync } | { ok: false; message: string }

/** More reasons than these would only make the message long. */
const reasonLimit = 5

/** What a payload is judged against besides the catalogue. */
export interface Surroundings {
  syncs: ReadonlyMap<number, { runsAfter?: number }>
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
  { syncs, stored }: Surroundings,
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
    analyseTemplate,
    ...(stored && { stored: storedContext(catalogue, stored) }),
    limit: Infinity,
  }
  const reasons = [
    ...checkSync(payload, context).filter(isRefused).map(toReason),
    ...sequenceReasons(request, syncs),
    ...(stored ? alertReasons(request, stored) : []),
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
  const before = catalogue.destination(request.destination_attributes.connection_id)
  const type = before?.destination.type
  const sent = asJson(request)
  return {
    id,
    ...(isJsonObject(sent) && { request: sent }),
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

/** Ids name alerts that stay; an id from elsewhere names nothing. Source: reference 3.1. */
function alertReasons({ alert_attributes: alerts }: CreateSync, { request }: StoredSync): string[] {
  const known = new Set(request.alert_attributes?.map(({ id }) => id))
  return (alerts ?? []).flatMap(({ id }, index) =>
    id == null || known.has(id)
      ? []
      : [`alert_attributes[${index}].id: Couldn't find the alert ${id} of this sync`],
  )
}

function sequenceReasons({ mode }: CreateSync, syncs: Surroundings['syncs']): string[] {
  const parent = mode?.triggers?.sync_sequence?.sync_id
  return parent == null || syncs.has(parent)
    ? []
    : [`mode.triggers.sync_sequence.sync_id: Couldn't find the sync ${parent}`]
}
