import { afterEach, describe, expect, it } from 'vitest'
import { Judge } from './judge.ts'
import { defaultLimits } from './limits.ts'

const payload = {
  unknown: { kept: true },
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [{ from: { type: 'column', data: 'EMAIL' }, to: 'email', is_primary_identifier: true }],
  validate_only: true,
}

let judge: Judge
afterEach(() => judge.close())

describe('a judge', () => {
  it('gives the JSON that was sent, unknown keys and order included', async () => {
    judge = new Judge(defaultLimits)
    const text = JSON.stringify(payload)
    expect(await judge.parse('create', JSON.stringify(payload, null, 2))).toEqual({
      body: text,
      validateOnly: true,
    })
    expect(await judge.parse('update', '{"paused":true}')).toEqual({
      body: '{"paused":true}',
      validateOnly: false,
    })
  })

  it('leaves it to the API whether a key is needed, and refuses two', async () => {
    judge = new Judge(defaultLimits)
    const row = payload.mappings[0]!
    const keyless = { ...payload, mappings: [{ ...row, is_primary_identifier: false }] }
    await expect(judge.parse('create', JSON.stringify(keyless))).resolves.toBeDefined()
    const twoKeys = { ...payload, mappings: [row, { ...row, to: 'id' }] }
    await expect(judge.parse('create', JSON.stringify(twoKeys))).rejects.toMatchObject({
      kind: 'invalid_payload',
    })
  })

  it.each([
    ['create', 'paused', { kind: 'bad_json', message: 'Not JSON at line 1, column 1.' }],
    ['create', '[]', { kind: 'bad_json', problems: [{ path: [] }] }],
    ['create', '{"a":{"b":1,"b":2}}', { kind: 'bad_json', problems: [{ path: ['a', 'b'] }] }],
    ['create', '{"validate_only":"true"}', { kind: 'validate_only_required' }],
    ['create', '{"validate_only":true}', { kind: 'invalid_payload' }],
    ['update', '{"validate_only":true}', { kind: 'invalid_payload' }],
    ['update', '{"paused":1}', { kind: 'invalid_payload', problems: [{ path: ['paused'] }] }],
  ] as const)('of a body to %s refuses %s', async (purpose, text, refusal) => {
    judge = new Judge(defaultLimits)
    await expect(judge.parse(purpose, text)).rejects.toMatchObject(refusal)
  })

  it('gives up on a body made to take long, and goes on with the next', async () => {
    judge = new Judge({ ...defaultLimits, judgeMs: 500 })
    const long = `[${'1,'.repeat(20_000_000)}1]`
    const [first, second] = await Promise.allSettled([
      judge.parse('create', long),
      judge.parse('update', '{}'),
    ])
    expect(first).toMatchObject({ status: 'rejected', reason: { kind: 'payload_too_complex' } })
    expect(second).toMatchObject({ status: 'fulfilled', value: { body: '{}' } })
  })
})
