import type { RunChanges } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { ApiFailure } from '../api/apiFailure.ts'
import { changeLines, changesFailure, shownWords, sizeWords } from './runChangesWords.ts'

const none: RunChanges = { object: 'contact', records: [], files: [] }
const record = { kind: 'created' as const, before: null, after: {} }
const file = { path: 'out.csv', bytes: 1, head: '' }
const counted = { ...none, created: 2, updated: 1, deleted: 1 }

describe('shownWords', () => {
  it.each<[RunChanges, string]>([
    [none, 'No change is known of this run.'],
    [{ ...none, records: [record] }, '1 changed record shown.'],
    [
      { ...none, created: 0, updated: 0, deleted: 0 },
      'This run changed no record of the destination.',
    ],
    [{ ...counted, records: Array.from({ length: 4 }, () => record) }, '4 changed records.'],
    [
      { ...counted, created: 1_200_000, records: [record] },
      'The first 1 of 1,200,002 changed records.',
    ],
    [counted, '4 changed records, none of which is kept one by one.'],
    [{ ...counted, created: 1, files: [file] }, 'One file written, with 1 record in all.'],
    [{ ...none, files: [file, file] }, '2 files written.'],
  ])('of %j', (changes, words) => expect(shownWords(changes)).toBe(words))
})

describe('changeLines', () => {
  const changes = { ...counted, destination_before: 10, destination_after: 11 }
  const after = (told: RunChanges) => changeLines(told).find(({ id }) => id === 'after')

  it('add up where they do, and are not called a sum elsewhere', () => {
    expect(after(changes)).toMatchObject({ count: 11, isSum: true })
    expect(after({ ...changes, destination_after: 12 })).not.toHaveProperty('isSum')
    expect(after({ ...changes, destination_after: 12 })?.meaning).toMatch(/not the sum/u)
    expect(after({ ...changes, deleted: null })).not.toHaveProperty('isSum')
    expect(after({ ...changes, deleted: null })?.meaning).toBe('')
  })
})

describe('sizeWords', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_240, '1.2 kB'],
    [12_345_678, '12.3 MB'],
  ])('of %i', (bytes, words) => expect(sizeWords(bytes)).toBe(words))
})

describe('changesFailure', () => {
  const refused = (status: number) =>
    new ApiFailure({
      kind: 'refused',
      status,
      code: undefined,
      message: 'No',
      requestId: 'r1',
      problems: [],
      retryAfterMs: undefined,
    })
  it.each([
    [404, 'none'],
    [410, 'none'],
    [500, 'failed'],
  ])('of a %i', (status, kind) => expect(changesFailure(refused(status))?.kind).toBe(kind))
})
