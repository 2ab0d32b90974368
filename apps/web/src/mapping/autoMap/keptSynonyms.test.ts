import { describe, expect, it } from 'vitest'
import { defaultSynonyms } from './defaultSynonyms.ts'
import { keepSynonyms, readSynonyms, wordsTyped } from './keptSynonyms.ts'

const holding = (text: string | null) => ({ getItem: () => text })

describe('readSynonyms', () => {
  it('gives the defaults where nothing is kept', () => {
    expect(readSynonyms(holding(null))).toEqual({ groups: defaultSynonyms, are: 'defaults' })
  })

  it('gives what is kept', () => {
    expect(readSynonyms(holding('[["a","b"],[]]'))).toEqual({
      groups: [['a', 'b'], []],
      are: 'own',
    })
  })

  it.each(['', '[', '{}', '[1]', '[["a", 2]]', '[[""]]', 'null'])(
    'gives the defaults for %j, and says so',
    (text) => {
      expect(readSynonyms(holding(text))).toEqual({ groups: defaultSynonyms, are: 'unreadable' })
    },
  )

  it('gives the defaults where the browser refuses', () => {
    const refusing = {
      getItem: () => {
        throw new Error('refused')
      },
    }
    expect(readSynonyms(refusing)).toMatchObject({ are: 'defaults' })
  })
})

it('keepSynonyms tells when the browser does not keep them', () => {
  const full = {
    setItem: () => {
      throw new Error('full')
    },
    removeItem: () => undefined,
  }
  expect(keepSynonyms(full, [['a']])).toBe(false)
  expect(keepSynonyms(full, 'defaults')).toBe(true)
})

it('wordsTyped are between commas, each once', () => {
  expect(wordsTyped(' zip, post code,,zip ')).toEqual(['zip', 'post code'])
})
