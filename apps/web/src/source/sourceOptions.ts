import type { Dataset, Segment, Source, Table } from '@sync-builder/schema'
import type { PickerOption } from '../ui/Picker.tsx'

// What the API lists of a source, as options of a Picker.

/** The name of a source connection, as the operator knows it. */
export function sourceName(source: Source): string {
  return source.name || source.label || `Source ${source.id}`
}

export function sourceOptions(sources: readonly Source[]): PickerOption[] {
  return sources.map((source) => ({
    value: String(source.id),
    label: sourceName(source),
    detail: [source.type, source.last_test_succeeded === false && 'last test failed']
      .filter(Boolean)
      .join(' · '),
  }))
}

/** A table by all of its names, so that equal names in different schemas are told apart. */
export function tableName({ table_catalog, table_schema, table_name }: Table): string {
  return [table_catalog, table_schema, table_name]
    .filter((name) => name !== '')
    .map((name) => (name.includes('.') ? `"${name}"` : name))
    .join('.')
}

/** The value under which a table stands among the options: tables have no id. */
export function tableValue({ table_catalog, table_schema, table_name }: Table): string {
  return JSON.stringify([table_catalog, table_schema, table_name])
}

export function tableOptions(tables: readonly Table[]): PickerOption[] {
  return tables.map((table) => ({ value: tableValue(table), label: tableName(table) }))
}

/** Datasets of the source first; those of others follow, marked. */
export function datasetOptions(
  datasets: readonly Dataset[],
  sourceId: number | undefined,
  nameOf: (sourceId: number) => string,
): PickerOption[] {
  const isOthers = ({ source_id }: Dataset) =>
    sourceId !== undefined && source_id != null && source_id !== sourceId
  const own = datasets.filter((dataset) => !isOthers(dataset))
  const others = datasets.filter(isOthers)
  return [
    ...own.map((dataset) => ({ ...named(dataset), detail: `id ${dataset.id}` })),
    ...others.map((dataset) => ({
      ...named(dataset),
      detail: `of another source: ${nameOf(dataset.source_id!)}`,
    })),
  ]
}

export function segmentOptions(segments: readonly Segment[]): PickerOption[] {
  return segments.map((segment) => ({
    ...named(segment),
    detail:
      segment.record_count == null
        ? `id ${segment.id}`
        : `${segment.record_count.toLocaleString('en')} records · id ${segment.id}`,
  }))
}

/** Things with an id and a name: models, topics. */
export function namedOptions(items: readonly { id: number; name: string }[]): PickerOption[] {
  return items.map((item) => ({ ...named(item), detail: `id ${item.id}` }))
}

function named({ id, name }: { id: number; name: string }) {
  return { value: String(id), label: name }
}
