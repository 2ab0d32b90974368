import { describe, expect, it } from 'vitest'
import { findCandidates } from './candidates.ts'

const payload = {
  label: 'Leads',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
}
const startedAt = Date.parse('2026-01-02T10:00:00Z')
const created = {
  id: 1,
  label: 'Leads',
  created_at: '2026-01-02T10:00:02.000Z',
  source_attributes: { connection_id: 12 },
  destination_attributes: { connection_id: 15, object: 'user_data' },
}

describe('findCandidates', () => {
  it('finds the sync that the lost answer spoke of', () => {
    expect(findCandidates([created], payload, startedAt)).toEqual([created])
  })

  it.each([
    ['is older than the attempt', { created_at: '2026-01-01T10:00:00Z' }],
    ['has another label', { label: 'Other' }],
    ['has no label', { label: null }],
    ['writes another object', { destination_attributes: { connection_id: 15, object: 'x' } }],
    ['reads another source', { source_attributes: { connection_id: 13 } }],
  ])('leaves out a sync that %s', (_, difference) => {
    expect(findCandidates([{ ...created, ...difference }], payload, startedAt)).toEqual([])
  })
})
