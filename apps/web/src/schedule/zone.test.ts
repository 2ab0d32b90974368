import { describe, expect, it } from 'vitest'
import { keepZone, ownZone, readZone, zoneOptions } from './zone.ts'

const storageWith = (value: string | null) => ({ getItem: () => value })
const refusing = {
  getItem: () => {
    throw new Error('no storage')
  },
  setItem: () => {
    throw new Error('no storage')
  },
}

describe('readZone', () => {
  it.each([
    ['nothing', storageWith(null)],
    ['a zone that is none', storageWith('Europe/Atlantis')],
    ['no storage', refusing],
  ])('gives the browser’s own for %s', (_, storage) => {
    expect(readZone(storage)).toBe(ownZone())
  })

  it('gives the one that was kept', () => {
    const kept = new Map<string, string>()
    keepZone({ setItem: (key, value) => void kept.set(key, value) }, 'Asia/Kolkata')
    expect(readZone({ getItem: (key) => kept.get(key) ?? null })).toBe('Asia/Kolkata')
  })
})

describe('keepZone', () => {
  it('lets a browser refuse', () => {
    expect(() => keepZone(refusing, 'UTC')).not.toThrow()
  })
})

describe('zoneOptions', () => {
  it('has UTC, the current one and the rest, each once and in order', () => {
    const names = zoneOptions('Asia/Calcutta').map(({ value }) => value)
    expect(names).toEqual(expect.arrayContaining(['UTC', 'Asia/Calcutta', 'Europe/Berlin']))
    expect(names).toEqual([...new Set(names)].toSorted())
  })

  it('lets a place of two words be found', () => {
    expect(zoneOptions('UTC')).toContainEqual({
      value: 'America/New_York',
      label: 'America/New_York',
      detail: 'New York',
    })
  })
})
