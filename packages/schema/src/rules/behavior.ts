import { isAcknowledged, lossesInWords } from '../acknowledgement.ts'
import { possibleBehaviors } from '../behavior.ts'
import { lossesOf } from '../losses.ts'
import type { SyncContext } from '../checkSync.ts'
import { isJsonObject, isSameJson } from '../json.ts'
import { fieldsOfOperation, type Operation, requestOperations } from '../sync.ts'
import { type Finding, removable, removal, type Rule, type Scene, setting } from './rule.ts'
import { oneOf, shorten } from './wording.ts'

/** Rules 5 and 6: fields that one operation alone gives a meaning to. */
export function fieldsOf(owner: Operation): Rule['check'] {
  return ({ body }) => {
    // A wrong operation is to be mended first.
    const operation = requestOperations.find((known) => known === body.operation)
    if (operation === undefined || operation === owner) return []
    return (fieldsOfOperation[owner] ?? [])
      .filter((key) => body[key] != null)
      .map((key) =>
        removable([key], `${key} has an effect only with ${owner}; the operation is ${operation}`),
      )
  }
}

/** Rule 3. */
export function normalizationWithoutSyncAll({ body, context }: Scene): Finding[] {
  if (body.field_normalization == null || body.field_behavior === 'sync_all_properties') return []
  // A change that leaves field_behavior out keeps the stored one.
  if (context.partial && body.field_behavior === undefined) return []
  return [
    removable(
      ['field_normalization'],
      'field_normalization has an effect only with field_behavior sync_all_properties',
    ),
  ]
}

/** Rule 7. */
export function behaviorFamilyWithoutItsSource({ body, context }: Scene): Finding[] {
  const family = body.sync_behavior_family
  const type = modeType(body)
  if (context.partial && type === undefined) return []
  const isLive = type === 'live'
  const source = plainName(context.source?.type)
  if (family === 'activateEvents' && !(isLive && (source === undefined || isStreaming(source)))) {
    return [
      removable(
        ['sync_behavior_family'],
        'activateEvents has an effect only with live syncs from a streaming source',
      ),
    ]
  }
  if (family === 'mapRecords' && isLive && source === 'materialize') {
    return [
      removable(
        ['sync_behavior_family'],
        'mapRecords has no effect with live syncs from Materialize',
      ),
    ]
  }
  return []
}

/** Reference 2.6. */
export function triggersOfLive({ body }: Scene): Finding[] {
  if (modeType(body) !== 'live' || !isJsonObject(body.mode) || body.mode.triggers == null) return []
  return [removable(['mode', 'triggers'], 'A live sync has no triggers: mode.triggers is not used')]
}

/** Reference 0.2. */
export function retiredLiveMode({ body }: Scene): Finding[] {
  if (modeType(body) !== 'live') return []
  return [
    {
      path: ['mode', 'type'],
      message: 'Live syncs are retired: the API still names the mode, the product runs it no more',
      fix: setting(['mode', 'type'], 'triggered'),
    },
  ]
}

/** Rule 14a, possibly outdated: the basic engine keeps its state in the service. */
export function appendFromReadOnly({ body, context }: Scene): Finding[] {
  if (body.operation !== 'append' || !context.source?.readOnly) return []
  return [
    {
      path: ['operation'],
      message:
        'Append is documented as not available on read-only source connections; whether that still holds is unclear',
    },
  ]
}

/** Rule 15, the first half. */
export function mirrorFromStreaming({ body, context }: Scene): Finding[] {
  const source = plainName(context.source?.type)
  if (body.operation !== 'mirror' || source === undefined || !isStreaming(source)) return []
  return [
    {
      path: ['operation'],
      message: `Mirror cannot be used with a source of type ${shorten(String(context.source?.type))}`,
    },
  ]
}

/** Rule 15, the second half. */
export function liveToBatchDestination({ body, context }: Scene): Finding[] {
  if (modeType(body) !== 'live') return []
  const destination = plainName(context.destination?.type)
  const isBatchOnly = destination !== undefined && batchOnly.has(destination)
  if (!isBatchOnly && !context.destination?.isFileSystem) return []
  return [
    {
      path: ['mode', 'type'],
      message: `Live syncs could never write to ${context.destination?.type ?? 'files'}`,
      fix: setting(['mode', 'type'], 'triggered'),
    },
  ]
}

/** Rule 16. */
export function modeTypeChanged({ body, context }: Scene): Finding[] {
  const request = context.stored?.request
  const now = modeType(body)
  if (!request || now === undefined) return []
  const before = modeType(request) ?? 'triggered'
  if (before === now) return []
  return [
    {
      path: ['mode', 'type'],
      message: `The mode of a sync cannot be changed: it is ${shorten(before)}`,
      fix: setting(['mode', 'type'], before),
    },
  ]
}

/**
 * Why the source, the destination and the operation of a stored sync stay as they are: a change
 * would lose what the sync has done. Undefined where they can be changed. Source: rule 17.
 */
export function fixedReason(stored: SyncContext['stored']): string | undefined {
  const kind =
    stored?.request?.operation === 'delete'
      ? 'a delete sync'
      : plainName(stored?.destinationType) === 'braze'
        ? 'a sync to Braze'
        : undefined
  return kind && `The source, destination and operation of ${kind} cannot be changed`
}

/** Rule 17. */
export function fixedSyncChanged({ body, context: { stored } }: Scene): Finding[] {
  const request = stored?.request
  const message = fixedReason(stored)
  if (!request || message === undefined) return []
  return ['source_attributes', 'destination_attributes', 'operation'].flatMap((key): Finding[] => {
    const before = request[key]
    const now = body[key]
    if (before === undefined || now === undefined || isSameJson(before, now)) return []
    const edits = [{ op: 'set' as const, path: [key], value: before }]
    return [{ path: [key], message, fix: { label: `Set ${key} back`, edits } }]
  })
}

/** Rule 18. */
export function unsupportedOperation({ body, context }: Scene): Finding[] {
  const { operation } = body
  const supported = context.object?.supported_operations
  if (typeof operation !== 'string' || !supported || supported.includes(operation)) return []
  const [only] = supported
  return [
    {
      path: ['operation'],
      message: `${context.object?.full_name} does not support ${shorten(operation)}: it supports ${oneOf(supported)}`,
      ...(only !== undefined && supported.length === 1 && { fix: setting(['operation'], only) }),
    },
  ]
}

/** Reference 2.1. */
export function undocumentedDelete({ body }: Scene): Finding[] {
  if (body.operation !== 'delete') return []
  return [
    {
      path: ['operation'],
      message: 'delete is a sync behavior, but the API reference does not name it for new syncs',
    },
  ]
}

/** Reference 5.2, 5.3: what is deleted is to be known before it is. */
export function unacknowledgedLosses({ body, context: { acknowledged } }: Scene): Finding[] {
  if (!acknowledged) return []
  const losses = lossesOf(possibleBehaviors(body))
  if (isAcknowledged(acknowledged, losses)) return []
  const path = [body.operation === 'mirror' ? 'mirror_strategy' : 'operation']
  return [{ path, message: `This sync ${lossesInWords(losses)}, which is not acknowledged yet` }]
}

/** Rule 29. */
export function syncAllWithoutCustomFields({ body, context }: Scene): Finding[] {
  if (body.field_behavior !== 'sync_all_properties') return []
  if (context.object?.allow_custom_fields !== false) return []
  return [
    {
      path: ['field_behavior'],
      message: `sync_all_properties needs an object that takes new fields; ${context.object.full_name} does not`,
      fix: setting(['field_behavior'], 'specific_properties'),
    },
  ]
}

/** Rule 4. The capability may be absent from objects that lack it (reference 3.12). */
export function orderWithoutSupport({ body, context }: Scene): Finding[] {
  if (body.field_order == null || !context.object) return []
  if (context.object.supports_field_ordering === true) return []
  return [
    {
      path: ['field_order'],
      message: `field_order may be set only where fields can be ordered; ${context.object.full_name} does not support it`,
      fix: removal(['field_order']),
    },
  ]
}

function modeType(body: Scene['body']): string | undefined {
  return isJsonObject(body.mode) && typeof body.mode.type === 'string' ? body.mode.type : undefined
}

/** Types are spelled in many ways (`google_sheets`, `GoogleSheets`): letters and digits decide. */
function plainName(type: string | undefined): string | undefined {
  return type?.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** The live-capable sources. Source: rule 15. */
function isStreaming(plain: string): boolean {
  return /^(kafka|confluent|materialize|httprequest)/.test(plain)
}

/** What live syncs could not write to. Source: rule 15; spellings without separators. */
const batchOnly: ReadonlySet<string> = new Set([
  's3',
  'amazons3',
  'anaplan',
  'azureblob',
  'azureblobstorage',
  'box',
  'customeriocollections',
  'googleanalytics',
  'googleanalyticsua',
  'gcs',
  'googlecloudstorage',
  'googlesheets',
  'sftp',
])
