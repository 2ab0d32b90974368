import type { SyncRun } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { errorReport, runError } from './runError.ts'

function failed(error: Partial<SyncRun>): SyncRun {
  return { id: 94, sync_id: 52, status: 'failed', ...error }
}

describe('runError', () => {
  it('tells the detail once, though the message ends with it', () => {
    const run = failed({
      error_code: 'JSON_ARRAY_ERROR',
      error_message: 'Array columns must be JSON arrays: column tags',
      error_detail: 'column tags',
    })
    expect(runError(run)).toMatchObject({
      code: 'JSON_ARRAY_ERROR',
      message: 'Array columns must be JSON arrays',
      detail: 'column tags',
      advice: expect.stringMatching(/JSON array/),
    })
  })
  it.each([
    ['detail within', 'The column EMAIL has gone', 'EMAIL', 'The column EMAIL has gone', undefined],
    ['detail alone', null, 'EMAIL', undefined, 'EMAIL'],
    ['message alone', 'It broke.', '', 'It broke.', undefined],
    ['the same twice', 'It broke.', 'It broke.', 'It broke.', undefined],
    ['two sentences', 'It broke.', 'EMAIL', 'It broke.', 'EMAIL'],
  ])('%s', (_name, error_message, error_detail, message, detail) => {
    expect(runError(failed({ error_message, error_detail }))).toMatchObject({ message, detail })
  })
  it('gives advice by the words of an error without a code, and none where nothing is known', () => {
    const told = failed({ error_message: 'A mapped source column has been deleted: email' })
    expect(runError(told)?.advice).toMatch(/Map another column/)
    const other = failed({ error_code: 'E_42', error_message: 'It broke.' })
    expect(runError(other)?.advice).toBeUndefined()
  })
  it('is none where no error is told', () => {
    expect(runError(failed({ error_message: null }))).toBeUndefined()
  })
})

it('an error to pass on says where it happened', () => {
  const run = failed({
    error_code: 'E_42',
    error_message: 'It broke. EMAIL',
    error_detail: 'EMAIL',
  })
  expect(errorReport(run)).toBe('Sync run 94 of sync 52\nE_42\nIt broke.\nEMAIL')
})
