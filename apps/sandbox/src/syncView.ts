import type { CreateSync, Mapping, Schedule } from '@sync-builder/schema'
import { findSource, type Catalogue, type SourceOfSync } from './catalogue.ts'
import { internalId, type InternalKind } from './internalIds.ts'
import type { StoredSync } from './store.ts'

/**
 * A sync as GET, list and PATCH answer it: every field filled, and different from what was sent
 * where the API is known to differ. Source: reference 2.12, 3.1.
 */
export function syncView(catalogue: Catalogue, sync: StoredSync): object {
  return sync.createdAt < modeSince ? olderView(viewOf(catalogue, sync)) : viewOf(catalogue, sync)
}

/** Syncs that were made before this are told of without what the API has come to say since. */
const modeSince = '2023'

/** An answer with a flat schedule alone, and mappings without an order. Source: 2.7, 2.4. */
function olderView({ mode: _mode, mappings, ...view }: SyncView): object {
  return {
    ...view,
    // Without a position, their order means nothing.
    mappings: mappings.map(({ position: _position, ...mapping }) => mapping).toReversed(),
  }
}

type SyncView = ReturnType<typeof viewOf>

function viewOf(catalogue: Catalogue, sync: StoredSync) {
  const { request } = sync
  const schedule = scheduleView(request.mode?.triggers?.schedule)
  const otherTriggers = otherTriggersOf(request)
  const { lead_union_insert_to: insertTo = null } = request.destination_attributes
  return {
    id: sync.id,
    label: request.label ?? null,
    status: sync.status,
    operation: request.operation,
    paused: request.paused ?? false,
    created_at: sync.createdAt,
    updated_at: sync.updatedAt,
    ...subsetView(request),
    source_attributes: sourceView(catalogue, request),
    destination_attributes: request.destination_attributes,
    mappings: [...request.mappings, ...managedMappings(catalogue, request)].map(mappingView),
    alert_attributes: (request.alert_attributes ?? []).map((alert) => ({
      ...alert,
      options: alert.options ?? {},
    })),
    mode: {
      type: request.mode?.type ?? 'triggered',
      triggers: { schedule, ...otherTriggers },
    },
    schedule_frequency: schedule.frequency,
    schedule_day: schedule.day,
    schedule_hour: schedule.hour,
    schedule_minute: schedule.minute,
    cron_expression: schedule.cron_expression,
    triggers: otherTriggers,
    field_behavior: request.field_behavior ?? 'specific_properties',
    field_normalization: request.field_normalization ?? null,
    field_order: request.field_order ?? 'alphabetical_column_name',
    sync_behavior_family: request.sync_behavior_family ?? null,
    advanced_configuration: request.advanced_configuration ?? {},
    high_water_mark_attribute: request.high_water_mark_attribute ?? null,
    high_water_mark_attributes: request.high_water_mark_attributes ?? null,
    historical_sync_operation: request.historical_sync_operation ?? null,
    mirror_strategy: request.mirror_strategy ?? null,
    lead_union_insert_to: insertTo,
    failed_run_notifications_enabled: request.failed_run_notifications_enabled ?? true,
    failed_record_notifications_enabled: request.failed_record_notifications_enabled ?? true,
    failed_record_notifications_threshold_percent:
      request.failed_record_notifications_threshold_percent ?? 75,
  }
}

/** A segment or a cohort stands beside the source, where a request has it within. Source: 2.12. */
function subsetView({ source_attributes: sent }: CreateSync): object {
  const { filter_segment_id, cohort_id } = sent
  return {
    ...(filter_segment_id != null && { filter_segment_id }),
    ...(cohort_id != null && { cohort_id }),
  }
}

function sourceView(catalogue: Catalogue, { source_attributes: sent }: CreateSync): object {
  const source = findSource(catalogue, sent)
  // What was created stays readable, whatever became of its source.
  if ('missing' in source) return sent
  return {
    connection_id: sent.connection_id ?? connectionOf(catalogue, source),
    object: sourceObjectView(sent, source),
  }
}

function connectionOf(catalogue: Catalogue, { object }: SourceOfSync): number | null {
  if (object.type === 'dataset') return object.dataset.source_id ?? null
  const owner = catalogue.sources.find(
    ({ models, topics }) =>
      (object.type === 'model' && models.includes(object.model)) ||
      (object.type === 'topic' && topics.includes(object.topic)),
  )
  return owner?.source.id ?? null
}

function sourceObjectView(
  { filter_segment_id: segmentId, cohort_id: cohortId }: CreateSync['source_attributes'],
  { object }: SourceOfSync,
): object {
  switch (object.type) {
    case 'table': {
      const { table_catalog, table_schema, table_name } = object.table
      return { type: 'table', id: object.id, table_catalog, table_schema, table_name }
    }
    case 'dataset': {
      const { id: dataset_id } = object.dataset
      const type: InternalKind =
        segmentId != null
          ? 'filter_segment_source'
          : cohortId != null
            ? 'cohort_source'
            : 'business_object_source'
      return { type, id: internalId(type, segmentId ?? cohortId ?? dataset_id), dataset_id }
    }
    case 'model': {
      const { id, name, created_at, updated_at, query } = object.model
      return { type: 'model', id, name, created_at, updated_at, query }
    }
    case 'topic': {
      const { id, name } = object.topic
      return { type: 'topic', id, name }
    }
  }
}

/** Keys that the service manages come back as mappings that no one sent. Source: 2.4, 2.12. */
function managedMappings(
  catalogue: Catalogue,
  { destination_attributes: { connection_id, object } }: CreateSync,
): Mapping[] {
  const to = catalogue.destination(connection_id)?.managedKeys?.[object]
  return to ? [{ from: { type: 'compound_key', data: null }, to }] : []
}

function mappingView(mapping: Mapping, index: number) {
  return {
    from: mapping.from,
    to: mapping.to,
    is_primary_identifier: mapping.is_primary_identifier ?? false,
    lookup_object: mapping.lookup_object ?? null,
    lookup_field: mapping.lookup_field ?? null,
    generate_field: mapping.generate_field ?? false,
    array_field: mapping.array_field ?? false,
    field_type: mapping.field_type ?? null,
    follow_source_type: mapping.follow_source_type ?? false,
    preserve_values: mapping.preserve_values ?? false,
    sync_null_values: mapping.sync_null_values ?? true,
    operation: mapping.operation ?? null,
    position: index + 1,
  }
}

interface ScheduleView {
  frequency: Schedule['frequency']
  day: string | null
  hour: number | null
  minute: number | null
  cron_expression: string | null
}

/** No schedule is `never`; hour and minute that were not sent are 0. Source: reference 2.6. */
function scheduleView(schedule: Schedule | null | undefined): ScheduleView {
  const view = { day: null, hour: null, minute: null, cron_expression: null }
  switch (schedule?.frequency) {
    case undefined:
      return { frequency: 'never', ...view }
    case 'never':
    case 'continuous':
    case 'quarter_hourly':
      return { frequency: schedule.frequency, ...view }
    case 'hourly':
      return { ...view, frequency: 'hourly', minute: schedule.minute ?? 0 }
    case 'daily':
      return {
        ...view,
        frequency: 'daily',
        hour: schedule.hour ?? 0,
        minute: schedule.minute ?? 0,
      }
    case 'weekly':
      return {
        ...view,
        frequency: 'weekly',
        day: schedule.day,
        hour: schedule.hour ?? 0,
        minute: schedule.minute ?? 0,
      }
    case 'expression':
      return {
        ...view,
        ...firstTime(schedule.cron_expression),
        frequency: 'expression',
        cron_expression: schedule.cron_expression,
      }
  }
}

/** The API tells an hour and a minute beside an expression too. Source: reference 2.6. */
function firstTime(expression: string): { hour: number; minute: number } {
  const [minute, hour] = expression
    .trim()
    .split(/\s+/)
    .map((field) => Number(/^\d+/.exec(field)?.[0] ?? 0))
  return { hour: hour ?? 0, minute: minute ?? 0 }
}

/** What starts the sync besides its schedule. */
function otherTriggersOf({ mode }: CreateSync): object {
  const { dbt_cloud, fivetran, sync_sequence } = mode?.triggers ?? {}
  return {
    ...(dbt_cloud && { dbt_cloud }),
    ...(fivetran && { fivetran }),
    ...(sync_sequence && { sync_sequence }),
  }
}
