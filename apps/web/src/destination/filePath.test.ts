import { describe, expect, it } from 'vitest'
import { expandPath, unknownVariables } from './filePath.ts'

describe('expandPath', () => {
  const morning = new Date('2026-03-05T04:07:09Z')
  const midnight = new Date('2026-11-23T00:00:00Z')

  it.each([
    ['exports/users-%Y-%m-%d.csv', morning, 'exports/users-2026-03-05.csv'],
    ['%y%-m%-d', morning, '2635'],
    ['%H:%M:%S', morning, '04:07:09'],
    ['[%k] [%l] %I', morning, '[ 4] [ 4] 04'],
    ['%H %I', midnight, '00 12'],
    ['100%.csv', morning, '100%.csv'],
    ['%q-%Y', morning, '%q-2026'],
  ])('makes of %s at %s: %s', (path, time, expanded) => {
    expect(expandPath(path, time)).toBe(expanded)
  })
})

describe('unknownVariables', () => {
  it('names each once', () => {
    expect(unknownVariables('%Y/%q/%q/%-H/%m')).toEqual(['%q', '%-H'])
  })
})
