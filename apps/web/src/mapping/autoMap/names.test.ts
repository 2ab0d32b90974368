import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coreWordsOf, keyOf, wordsOf } from './names.ts'

describe('wordsOf', () => {
  it.each([
    ['firstName', ['first', 'name']],
    ['FIRST_NAME', ['first', 'name']],
    ['First name', ['first', 'name']],
    ['first-name ', ['first', 'name']],
    ['APIKeyV2', ['api', 'key', 'v', '2']],
    ['address1', ['address', '1']],
    ['user.Address-Line_1', ['user', 'address', 'line', '1']],
    ['GrößeCM', ['größe', 'cm']],
    ['名前', ['名前']],
    ['ﬁle', ['file']],
    ['__ !', []],
  ])('of %j are %j', (name, words) => {
    expect(wordsOf(name)).toEqual(words)
  })

  it('lose no letter and no digit of a name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', 'ç', 'É', '7', '_', ' ', '名') }),
        (name) => {
          expect(keyOf(wordsOf(name))).toBe(name.replaceAll(/[_ ]/gu, '').toLowerCase())
        },
      ),
    )
  })
})

describe('coreWordsOf', () => {
  it.each([
    ['First_Name__c', [], ['first', 'name']],
    ['click_conversion.gclid', [], ['gclid']],
    ['USER_EMAIL', ['user'], ['email']],
    ['user', ['user'], ['user']],
    ['users_email', ['user'], ['users', 'email']],
  ])('of %j in the object %j are %j', (name, object, words) => {
    expect(coreWordsOf(name, object)).toEqual(words)
  })
})
