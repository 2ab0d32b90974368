import fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import { describe, expect, it } from 'vitest'
import { wordsOf } from './names.ts'
import { differencesOf, mayBeClose, mostDifferences, spellingOf } from './spelling.ts'

const spelling = (name: string) => spellingOf(wordsOf(name))
const differences = (one: string, other: string) => differencesOf(spelling(one), spelling(other))

describe('differencesOf', () => {
  it.each([
    ['custmer_name', 'customer_name', 1],
    ['adress', 'address', 1],
    ['organisation_id', 'organization_id', 1],
    ['recieved_date', 'received_date', 2],
    ['orders', 'order', 1],
  ])('counts the letters in which %s and %s differ', (one, other, count) => {
    expect(differences(one, other)).toBe(count)
    expect(differences(other, one)).toBe(count)
  })

  it.each([
    ['street_1', 'street_2'],
    ['attribute_0001', 'attribute_0011'],
    ['min_price_total', 'max_price_total'],
    ['is_active_user', 'is_inactive_user'],
    ['opt_in_date', 'opt_out_date'],
    ['city', 'cite'],
    ['first_date', 'last_date'],
  ])('does not take %s for %s', (one, other) => {
    expect(differences(one, other)).toBeUndefined()
  })
})

it('mayBeClose rules nothing out that is close', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'ä', '1', '_') })
  fc.assert(
    fc.property(name, name, (one, other) => {
      const [first, second] = [spelling(one), spelling(other)]
      const most = mostDifferences(first.key.length, second.key.length)
      fc.pre(distance(first.key, second.key) <= most)
      expect(mayBeClose(first, second)).toBe(true)
    }),
  )
})
