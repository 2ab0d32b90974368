import { describe, expect, it } from 'vitest'
import { guardedLookUp } from './lookUp.ts'

type Found = string | { address: string; family: number }[]

function lookUp(name: string, found: Found): Promise<unknown> {
  const guarded = guardedLookUp((_name, _options, callback) => callback(null, found, 4))
  return new Promise((resolve) => {
    guarded(name, {}, (error, address) => resolve(error ? error.code : address))
  })
}

describe('a name of the API', () => {
  it.each([
    '10.0.0.1',
    '127.0.0.1',
    '127.8.8.8',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '0.0.0.0',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
  ])('may not lead to %s, alone or with others', async (address) => {
    expect(await lookUp('app.getcensus.com', address)).toBe('PRIVATE_ADDRESS')
    const both = [
      { address: '203.0.113.7', family: 4 },
      { address, family: address.includes(':') ? 6 : 4 },
    ]
    expect(await lookUp('APP-EU.getcensus.com.', both)).toBe('PRIVATE_ADDRESS')
  })

  it.each(['203.0.113.7', '172.32.0.1', '2001:db8::7', '::ffff:203.0.113.7'])(
    'may lead to %s',
    async (address) => {
      expect(await lookUp('app.getcensus.com', address)).toBe(address)
    },
  )
})

it.each(['localhost', 'census.internal.example', 'getcensus.com.example', 'notgetcensus.com'])(
  '%s may lead anywhere',
  async (name) => {
    expect(await lookUp(name, '10.0.0.1')).toBe('10.0.0.1')
  },
)

it('passes on that a name is not known', async () => {
  const error = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  const guarded = guardedLookUp((_name, _options, callback) => callback(error, ''))
  await expect(
    new Promise((resolve) => {
      guarded('app.getcensus.com', {}, (thrown) => resolve(thrown?.code))
    }),
  ).resolves.toBe('ENOTFOUND')
})
