import { describe, expect, it } from 'vitest'
import { healthOf, scheduleOf, sourceOf } from './syncWords.ts'

describe('scheduleOf', () => {
  it.each<[string, object, string]>([
    ['no mode', {}, 'Manual: runs only when triggered'],
    [
      'a mode',
      { mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 3 } } } },
      'Every day at 03:00 UTC',
    ],
    [
      'the deprecated fields alone',
      { mode: null, schedule_frequency: 'daily', schedule_hour: 3 },
      'Every day at 03:00 UTC',
    ],
    ['a mode of another form', { mode: 'hourly' }, 'A schedule of another form'],
  ])('reads %s', (_, sync, words) => {
    expect(scheduleOf({ id: 1, ...sync })).toBe(words)
  })
})

describe('sourceOf', () => {
  const object = { type: 'filter_segment_source', id: 9001, dataset_id: 123 }

  it.each<[string, object, string]>([
    ['a dataset', { object: { type: 'business_object_source', dataset_id: 123 } }, 'dataset 123'],
    ['a table', { object: { type: 'table', table_name: 'users' } }, 'users'],
    ['a segment beside its dataset', { filter_segment_id: 9, object }, 'segment 9'],
    ['a form that is not known', [], 'unknown source'],
  ])('names %s', (_, source_attributes, words) => {
    expect(sourceOf({ id: 1, source_attributes }).object).toBe(words)
  })

  it('gives the id of a dataset that is read as a whole, to ask for its name', () => {
    const whole = { object: { type: 'dataset', id: 123 } }
    expect(sourceOf({ id: 1, source_attributes: whole }).datasetId).toBe(123)
    expect(
      sourceOf({ id: 1, filter_segment_id: 9, source_attributes: { object } }).datasetId,
    ).toBeUndefined()
  })

  it('names a segment or a cohort that stands beside the source, as answers have it', () => {
    const source_attributes = { connection_id: 12, object }
    expect(sourceOf({ id: 1, filter_segment_id: 9, source_attributes })).toEqual({
      connectionId: 12,
      object: 'segment 9',
    })
    expect(sourceOf({ id: 1, cohort_id: 4, source_attributes }).object).toBe('cohort 4')
  })
})

describe('healthOf', () => {
  it.each([
    [{ status: 'Up to Date' }, 'up to date'],
    [{ status: 'FAILING', paused: true }, 'paused'],
    [{ status: 'Resting' }, 'unknown'],
    [{}, 'unknown'],
  ])('of %j is %s', (sync, health) => {
    expect(healthOf({ id: 1, ...sync })).toBe(health)
  })
})
