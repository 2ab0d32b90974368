import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { ProxyError } from './errors.ts'
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

const log = pino({ level: 'silent' })
let judge: Judge
afterEach(() => judge.close())

describe('a judge', () => {
  it('gives the JSON that was sent, unknown keys and order included', async () => {
    judge = new Judge({ limits: defaultLimits, log })
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
    judge = new Judge({ limits: defaultLimits, log })
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
    ['dry run', '{"a":{"b":1,"b":2}}', { kind: 'bad_json', problems: [{ path: ['a', 'b'] }] }],
    ['dry run', '{}', { kind: 'invalid_payload' }],
    ['update', '{"paused":1}', { kind: 'invalid_payload', problems: [{ path: ['paused'] }] }],
  ] as const)('of a body to %s refuses %s', async (purpose, text, refusal) => {
    judge = new Judge({ limits: defaultLimits, log })
    await expect(judge.parse(purpose, text)).rejects.toMatchObject(refusal)
  })
})

/** A thread whose `judge` stands in for the schema's: it gets the text, and `answer`s or not. */
function standIn(judgeText: string): URL {
  const program = `
    import { parentPort } from 'node:worker_threads'
    const answer = (body) => parentPort.postMessage({ ok: true, payload: { body, validateOnly: true } })
    const judge = (text) => { ${judgeText} }
    parentPort.on('message', ({ text }) => judge(text))
    parentPort.postMessage('ready')
  `
  return new URL(`data:text/javascript,${encodeURIComponent(program)}`)
}

describe('the thread of a judge', () => {
  it('is given up when a body takes too long, and the next one is judged', async () => {
    const limits = { ...defaultLimits, judgeMs: 50 }
    const program = standIn(`if (text === 'endless') for (;;); answer(text)`)
    judge = new Judge({ limits, log, program })
    await expect(judge.parse('create', 'endless')).rejects.toMatchObject({
      kind: 'payload_too_complex',
    })
    limits.judgeMs = defaultLimits.judgeMs
    expect(await judge.parse('create', '{}')).toMatchObject({ body: '{}' })
  })

  it('is replaced when it dies at a body', async () => {
    const program = standIn(`if (text === 'deadly') process.exit(1); answer(text)`)
    judge = new Judge({ limits: defaultLimits, log, program })
    await expect(judge.parse('create', 'deadly')).rejects.toThrow('the judge died')
    expect(await judge.parse('create', '{}')).toMatchObject({ body: '{}' })
  })

  it('is replaced when it dies while nothing is asked', async () => {
    const died = Promise.withResolvers<void>()
    const watching = pino({ level: 'error' }, { write: () => died.resolve() })
    const program = standIn(`
      answer(text)
      if (text === 'last words') setImmediate(() => { throw new Error('idle') })
    `)
    judge = new Judge({ limits: defaultLimits, log: watching, program })
    // Its answer and its error come by two ways, of which either may be the quicker.
    await Promise.allSettled([judge.parse('create', 'last words')])
    await died.promise
    expect(await judge.parse('create', '{}')).toMatchObject({ body: '{}' })
  })

  it('that cannot be started refuses bodies, and is tried again with each', async () => {
    const program = new URL('data:text/javascript,throw new Error("no memory")')
    judge = new Judge({ limits: defaultLimits, log, program })
    for (const _ of [1, 2]) {
      await expect(judge.parse('create', '{}')).rejects.toMatchObject({
        kind: 'judge_unavailable',
        status: 503,
      })
    }
  })

  it('has a queue with an end, in which nobody waits who has left', async () => {
    const limits = { ...defaultLimits, judgeMs: 50, queuedBodies: 2 }
    const judged: string[] = []
    judge = new Judge({ limits, log, program: standIn('for (;;);') })
    const note = (text: string, gone?: AbortSignal) =>
      judge.parse('create', text, gone).catch((thrown: unknown) => {
        if (!(thrown instanceof ProxyError)) throw thrown
        judged.push(`${text}: ${thrown.kind}`)
      })
    const client = new AbortController()
    const waiting = [note('first'), note('left', client.signal), note('second')]
    await note('third')
    client.abort()
    await Promise.all(waiting)
    expect(judged).toEqual([
      'third: overloaded',
      'left: client_left',
      'first: payload_too_complex',
      'second: payload_too_complex',
    ])
  })
})
