import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inBoth } from './inBoth.ts'

const letters = (text: string) => text.split('')
const anyLetters = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'))

describe('inBoth', () => {
  it.each([
    ['abc', 'abc', 'abc'],
    ['abc', 'xabc', 'abc'],
    ['abc', 'ac', 'ac'],
    ['abcd', 'dabc', 'abc'],
    ['abcd', 'bcda', 'bcd'],
    ['abcdef', 'afcbde', 'acde'],
    ['', 'a', ''],
  ])('of %s and %s is %s', (before, after, both) => {
    const pairs = inBoth(letters(before), letters(after))
    expect(pairs.map(([at]) => before[at]).join('')).toHaveLength(both.length)
    expect(pairs.map(([at]) => before[at])).toEqual(pairs.map(([, at]) => after[at]))
  })

  it('pairs what is equal, and rises on both sides', () => {
    fc.assert(
      fc.property(anyLetters, anyLetters, (before, after) => {
        const pairs = inBoth(before, after)
        for (const [index, [one, other]] of pairs.entries()) {
          expect(before[one]).toBe(after[other])
          const [lastOne, lastOther] = pairs[index - 1] ?? [-1, -1]
          expect(one).toBeGreaterThan(lastOne)
          expect(other).toBeGreaterThan(lastOther)
        }
      }),
    )
  })
})
