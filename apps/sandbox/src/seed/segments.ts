import { internalId } from '../internalIds.ts'
import type { SeedSegment } from './seed.ts'

/** Everyone in a dataset who has something in `column`. Source: reference 3.8. */
export function segment(
  id: number,
  name: string,
  datasetId: number,
  record_count: number,
  column: string,
): SeedSegment {
  return {
    datasetId,
    segment: {
      type: 'segment',
      id,
      name,
      resource_identifier: `segment:${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
      filter_segment_source_object_id: id + 3,
      model_id: null,
      parent_source_object_id: internalId('business_object_source', datasetId),
      parent_source_object_type: 'DataWarehouse::BusinessObjectSource',
      record_count,
      query: `select * from ( select * from dataset_${datasetId} ) as t where ("${column}" IS NOT NULL)`,
      molecules: [
        [
          {
            attribute: column,
            attribute_type: 'column',
            operator: 'isnotnull',
            value: null,
            moleculeIndex: 0,
            atomIndex: 0,
          },
        ],
      ],
      created_at: '2025-06-09T21:32:32.190Z',
      updated_at: '2026-03-10T17:29:34.191Z',
    },
  }
}
