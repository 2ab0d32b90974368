import { createSyncSchema, type CreateSync } from '@sync-builder/schema'
import { median, type Measurement } from './measurement.ts'

/** Parsing a request with the schema, as a multiple of what JSON.parse needs for its text. */
export function measure(): Promise<Measurement[]> {
  return Promise.resolve([3, 50, 500, 5_000].map(parseRatio))
}

const roundCount = 21

function parseRatio(mappingCount: number): Measurement {
  const payload = payloadWith(mappingCount)
  const text = JSON.stringify(payload)
  // Each round lasts long enough for the clock, whatever the size.
  const repeats = Math.ceil(5_000 / mappingCount)
  const schemaTimes: number[] = []
  const jsonTimes: number[] = []
  // The first rounds warm up; the two take turns, so that both meet the same load of the machine.
  for (let round = -5; round < roundCount; round++) {
    const json = timeOf(repeats, () => JSON.parse(text))
    const schema = timeOf(repeats, () => createSyncSchema.parse(payload))
    if (round < 0) continue
    jsonTimes.push(json)
    schemaTimes.push(schema)
  }
  return {
    name: `parse of ${mappingCount} mappings, by JSON.parse`,
    value: median(schemaTimes) / median(jsonTimes),
    unit: 'times',
    limit: 2.5,
    direction: '<=',
  }
}

function timeOf(repeats: number, work: () => unknown): number {
  const startedAt = performance.now()
  for (let done = 0; done < repeats; done++) work()
  return performance.now() - startedAt
}

function payloadWith(mappingCount: number): CreateSync {
  return {
    label: 'Users to CRM',
    operation: 'upsert',
    source_attributes: {
      connection_id: 12,
      object: {
        type: 'table',
        table_catalog: 'analytics',
        table_schema: 'public',
        table_name: 'users',
      },
    },
    destination_attributes: { connection_id: 15, object: 'Contact' },
    mappings: Array.from({ length: mappingCount }, (_, index) => ({
      from: { type: 'column', data: `column_${index}` },
      to: `field_${index}`,
      is_primary_identifier: index === 0,
    })),
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'daily', hour: 1, minute: 30 } },
    },
    paused: false,
    validate_only: true,
  }
}
