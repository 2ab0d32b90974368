import { fromCreateSync } from '@sync-builder/schema'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { forgetUnsaved, keepUnsaved, mostCharacters, readUnsaved } from './unsavedCopy.ts'

const draft = fromCreateSync({ label: 'Typed in haste', mappings: [{ to: 'email' }] })
const unsaved = { draft, local: { step: 'mapping' }, basedOn: 1_000 }

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

describe('the copy of what is not saved', () => {
  it('comes back as it was, until it is forgotten', () => {
    expect(keepUnsaved('a', unsaved)).toBe(true)
    expect(readUnsaved('a')).toEqual(unsaved)
    expect(readUnsaved('b')).toBeUndefined()
    forgetUnsaved('a')
    expect(readUnsaved('a')).toBeUndefined()
  })

  it('is not made of a draft that is too large', () => {
    const large = fromCreateSync({ label: 'x'.repeat(mostCharacters) })
    expect(keepUnsaved('a', { ...unsaved, draft: large })).toBe(false)
    expect(localStorage).toHaveLength(0)
  })

  it.each(['', 'null', '{', '{"draft":"{}","local":{},"basedOn":1}', '[1]'])(
    'is none when what stands there is %j',
    (text) => {
      localStorage.setItem('sync-builder unsaved a', text)
      expect(readUnsaved('a')).toBeUndefined()
    },
  )

  it('is none where the browser keeps nothing', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError')
    })
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('Denied', 'SecurityError')
    })
    expect(keepUnsaved('a', unsaved)).toBe(false)
    expect(readUnsaved('a')).toBeUndefined()
  })
})
