import { describe, expect, it } from 'vitest'
import { highWaterMarkOptions } from './columnOptions.ts'

describe('highWaterMarkOptions', () => {
  it('puts columns that look like points in time first', () => {
    expect(
      highWaterMarkOptions([
        { name: 'id', data_type: 'number' },
        { name: 'updated_at', data_type: 'TIMESTAMP_NTZ' },
        { name: 'name' },
        { name: 'day', type: 'date' },
      ]),
    ).toEqual([
      { value: 'updated_at', label: 'updated_at', detail: 'TIMESTAMP_NTZ' },
      { value: 'day', label: 'day', detail: 'date' },
      { value: 'id', label: 'id', detail: 'number' },
      { value: 'name', label: 'name', detail: '' },
    ])
  })
})
