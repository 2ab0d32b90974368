import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'

const secret = 'tok-9f8e7d6c'
const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('parseConfig', () => {
  it('starts before the sandbox when nothing is set', () => {
    const { settings, warnings } = parseConfig({})
    expect(settings).toMatchObject({
      host: '127.0.0.1',
      port: 4600,
      upstream: { origin: 'http://127.0.0.1:4610', sandbox: true },
      allowedHosts: 'loopback',
    })
    expect(settings.token.current().bearer()).toBe('Bearer sandbox-token')
    expect(warnings).toEqual([])
  })

  it('talks to the API when there is a token', () => {
    expect(parseConfig({ CENSUS_API_TOKEN: secret }).settings.upstream).toEqual({
      origin: 'https://app.getcensus.com',
      sandbox: false,
    })
  })

  it('reads the hosts it answers to', () => {
    const { settings } = parseConfig({ ALLOWED_HOSTS: 'Sync.example.com, localhost:5173' })
    expect(settings.allowedHosts).toEqual(['sync.example.com', 'localhost:5173'])
  })

  it('warns when others can reach the sandbox through it', () => {
    expect(parseConfig({ HOST: '0.0.0.0' }).warnings).toEqual([
      expect.stringContaining('HOST 0.0.0.0'),
    ])
  })

  it.each([
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '' }],
    ['HOST', { HOST: '' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['ALLOWED_HOSTS', { ALLOWED_HOSTS: 'http://localhost' }],
    ['HOST', { HOST: '0.0.0.0', CENSUS_API_TOKEN: secret }],
    ['CENSUS_API_TOKEN', { CENSUS_API_TOKEN: '' }],
    ['CENSUS_API_TOKEN', { CENSUS_API_TOKEN: `Bearer ${secret}` }],
    ['CENSUS_API_TOKEN', { CENSUS_API_TOKEN: `${secret}\r\nX-Evil: 1` }],
    ['CENSUS_API_TOKEN_FILE', { CENSUS_API_TOKEN_FILE: join(folder, 'missing') }],
    ['CENSUS_API_TOKEN_FILE', { CENSUS_API_TOKEN: secret, CENSUS_API_TOKEN_FILE: 'x' }],
    ['CENSUS_BASE_URL', { CENSUS_BASE_URL: 'https://app-eu.getcensus.com' }],
    ['CENSUS_BASE_URL', { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'http://app.getcensus.com' }],
    ['CENSUS_BASE_URL', { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'ftp://localhost' }],
    ['CENSUS_BASE_URL', { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: `https://a:${secret}@b.c` }],
    ['CENSUS_BASE_URL', { CENSUS_API_TOKEN: secret, CENSUS_BASE_URL: 'https://b.c/api/v1' }],
  ])('names %s and no secret when it refuses %o', (variable, variables) => {
    expect(() => parseConfig(variables)).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        message: expect.stringMatching(new RegExp(`^${variable} (?!.*9f8e7d6c)`)),
      }),
    )
  })

  it.each([
    ['is empty', ''],
    ['is empty', '\n'],
    ['begins with "Bearer": the token alone is wanted', `Bearer ${secret}`],
  ])('says that the file %s, not the variable', (wrong, text) => {
    const file = join(folder, 'unusable')
    writeFileSync(file, text)
    expect(() => parseConfig({ CENSUS_API_TOKEN_FILE: file })).toThrow(
      `CENSUS_API_TOKEN_FILE names a file that ${wrong}`,
    )
  })

  it('reads a token file again when it changes, and keeps the last good token', () => {
    const file = join(folder, 'token')
    writeFileSync(file, 'first\n')
    const { token } = parseConfig({ CENSUS_API_TOKEN_FILE: file }).settings
    expect(token.current().bearer()).toBe('Bearer first')
    writeFileSync(file, 'the-second\n')
    expect(token.current().bearer()).toBe('Bearer the-second')
    writeFileSync(file, '')
    expect(token.current().bearer()).toBe('Bearer the-second')
    rmSync(file)
    expect(token.current().bearer()).toBe('Bearer the-second')
    writeFileSync(file, 'third')
    expect(token.current().bearer()).toBe('Bearer third')
  })
})
