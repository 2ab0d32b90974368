import type { Problem } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { problemsByRow } from './rowProblems.ts'

const problem = (path: Problem['path'], message = 'Wrong'): Problem => ({
  severity: 'error',
  basis: 'requirement',
  code: 'shape',
  path,
  message,
})

describe('problemsByRow', () => {
  it('sorts by the row and leaves out what speaks of no row', () => {
    const index = problemsByRow(
      [problem(['mappings']), problem(['label']), problem(['mappings', 2, 'to'])],
      new Map(),
    )
    expect([...index.keys()]).toEqual([2])
  })

  it('gives the same list for a row without news', () => {
    const before = problemsByRow(
      [problem(['mappings', 0, 'to']), problem(['mappings', 1, 'to'])],
      new Map(),
    )
    const after = problemsByRow(
      [problem(['mappings', 0, 'to']), problem(['mappings', 1, 'to'], 'Other')],
      before,
    )
    expect(after.get(0)).toBe(before.get(0))
    expect(after.get(1)).not.toBe(before.get(1))
  })
})
