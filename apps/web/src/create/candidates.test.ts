import { describe, expect, it } from 'vitest'
import { candidateWords, findCandidates } from './candidates.ts'

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

  it('takes a blank label and none for the same, as the API may', () => {
    const unnamed = { ...created, label: null }
    expect(findCandidates([unnamed], { ...payload, label: '' }, startedAt)).toEqual([unnamed])
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

describe('candidateWords', () => {
  it.each([
    [1, 0, 'These were created since, with this label, source and destination:'],
    [0, 0, 'No sync with this label, source and destination has come since.'],
    [
      0,
      1,
      'No sync with this label, source and destination has come since, as far as they can be read: 1 sync of the list could not be.',
    ],
    [
      0,
      3,
      'No sync with this label, source and destination has come since, as far as they can be read: 3 syncs of the list could not be.',
    ],
  ])('of %i found and %i that could not be read', (found, unreadable, words) => {
    expect(candidateWords(found, unreadable)).toBe(words)
  })
})
