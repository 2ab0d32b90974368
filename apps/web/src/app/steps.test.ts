import type { Problem } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { countProblems, stepOf } from './steps.ts'

describe('stepOf', () => {
  it.each([
    [['mappings', 3, 'to'], 'mapping'],
    [['mode', 'triggers'], 'schedule'],
    [['cron_expression'], 'options'],
    [['future_key'], 'options'],
    [[], undefined],
  ])('leads from %j to %s', (path, step) => {
    expect(stepOf(path)).toBe(step)
  })
})

describe('countProblems', () => {
  it('counts a problem of the payload as a whole at no step', () => {
    const problem: Problem = {
      severity: 'error',
      basis: 'requirement',
      path: [],
      code: 'more-problems',
      message: '900 more errors',
    }
    expect(countProblems([problem], 'options')).toEqual({ errors: 0, warnings: 0 })
  })
})
