import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../src/environment.ts'

describe('readEnvironment', () => {
  it('has a default for everything, and no control port', () => {
    const environment = readEnvironment({})
    expect(environment).toMatchObject({ SANDBOX_PORT: 4610, SANDBOX_TOKEN: 'sandbox-token' })
    expect(environment.SANDBOX_CONTROL_PORT).toBeUndefined()
  })

  it('takes a relative DATA_DIR from the root of the repository', () => {
    const { DATA_DIR: byDefault } = readEnvironment({})
    expect(readEnvironment({ DATA_DIR: './data' }).DATA_DIR).toBe(byDefault)
    expect(isAbsolute(byDefault)).toBe(true)
    expect(byDefault).not.toContain('apps')
    expect(readEnvironment({ DATA_DIR: '/var/lib/x' }).DATA_DIR).toBe('/var/lib/x')
  })

  it.each([
    ['SANDBOX_PORT', '99999'],
    ['SANDBOX_PORT', '4610x'],
    ['SANDBOX_PORT', ''],
    ['SANDBOX_TOKEN', ''],
    ['SANDBOX_CONTROL_PORT', '-1'],
    ['DATA_DIR', ''],
  ])('refuses %s=%j by its name', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(name)
  })

  it('never repeats the token', () => {
    const variables = { SANDBOX_TOKEN: 'secret-value', SANDBOX_PORT: 'secret-value' }
    expect(() => readEnvironment(variables)).toThrow(/^(?!.*secret-value)/s)
  })
})
