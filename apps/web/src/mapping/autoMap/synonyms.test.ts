import { describe, expect, it } from 'vitest'
import { defaultSynonyms } from './defaultSynonyms.ts'
import { wordsOf } from './names.ts'
import { differenceOf, indexSynonyms, meaningOf, repeatedWords } from './synonyms.ts'

const index = indexSynonyms(defaultSynonyms)
const meaning = (name: string) => meaningOf(wordsOf(name), index)

describe('defaultSynonyms', () => {
  it('are forty groups or more, and no word is in two of them', () => {
    expect(defaultSynonyms.length).toBeGreaterThanOrEqual(40)
    expect([...repeatedWords(defaultSynonyms)]).toEqual([])
  })
})

describe('meaningOf', () => {
  it.each([
    ['FNAME', 'first_name'],
    ['zip', 'PostalCode'],
    ['billing_zip', 'Billing Postal Code'],
    ['CELL_PHONE', 'mobile'],
    ['account_name', 'Company'],
    ['DOB', 'birthdate'],
    ['CUSTOMER_NO', 'customer_number'],
  ])('is the same for %s and %s', (one, other) => {
    expect(meaning(one).key).toBe(meaning(other).key)
  })

  it.each([
    ['first_name', 'last_name'],
    ['phone', 'mobile'],
    ['state', 'status'],
    ['created_at', 'updated_at'],
    ['min_price', 'max_price'],
    ['opt_in', 'opt_out'],
  ])('is another one for %s and %s', (one, other) => {
    expect(meaning(one).key).not.toBe(meaning(other).key)
  })
})

it('differenceOf names the words that are not the same', () => {
  expect(differenceOf(meaning('billing_zip'), meaning('Billing postal code'))).toBe(
    'zip ~ postal code',
  )
})

it('repeatedWords finds what has no effect', () => {
  const groups = [['zip', 'post_code'], ['city'], ['town', 'ZIP']]
  expect([...repeatedWords(groups)]).toEqual([[2, ['ZIP']]])
})
