import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it, vi } from 'vitest'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'
import type { CreateKnowledge } from '../api/session.ts'
import type { CreateAttempt } from '../draft/draftFormat.ts'
import { conclude, createAttempts, type Edges, type Progress } from './attempt.ts'

const payload: JsonObject = { label: 'Signups', mappings: [] }
const edited: JsonObject = { label: 'Signups of today', mappings: [] }
const second = 1_000
const day = 24 * 60 * 60 * second
const now = 400 * day

function refusal(status: number, more: Partial<ApiError & { kind: 'refused' }> = {}): ApiError {
  return {
    kind: 'refused',
    status,
    code: undefined,
    message: 'No',
    requestId: 'r1',
    problems: [],
    retryAfterMs: undefined,
    ...more,
  }
}

function attempt(
  outcome: CreateAttempt['outcome'],
  more: Partial<CreateAttempt> = {},
): CreateAttempt {
  return { key: 'left', startedAt: now - 60 * second, outcome, payload, ...more }
}

function answered(status: number, syncId?: number): CreateKnowledge {
  return { state: 'answered', status, syncId, message: 'No' }
}

describe('conclude', () => {
  const unreachable: ApiError = { kind: 'unreachable' }

  it.each<[knowledge: CreateKnowledge, kind: string]>([
    [{ state: 'sent' }, 'wait'],
    [{ state: 'unknown' }, 'unknown'],
    [answered(201, 77), 'created'],
    [answered(200, 77), 'created'],
    [answered(201), 'unknown'],
    [answered(204), 'unknown'],
    [answered(302), 'unknown'],
    [answered(400), 'refused'],
    [answered(422), 'refused'],
    [answered(500), 'unknown'],
    [answered(503), 'unknown'],
  ])('of what the proxy knows (%j) makes: %s', (knowledge, kind) => {
    expect(conclude(knowledge, attempt('sent'), undefined, now).kind).toBe(kind)
  })

  it('repeats the words of a refusal that no page was there to hear', () => {
    expect(conclude(answered(422), attempt('sent'), undefined, now)).toMatchObject({
      kind: 'refused',
      error: { status: 422, message: 'No' },
    })
  })

  it.each<[name: string, left: CreateAttempt, failure: ApiError | undefined, kind: string]>([
    ['may still arrive', attempt('sent', { startedAt: now - second }), undefined, 'wait'],
    ['may still arrive, unheard', attempt('sent', { startedAt: now }), unreachable, 'wait'],
    ['had time to arrive', attempt('sent'), undefined, 'never sent'],
    ['had time to arrive, unheard', attempt('sent'), unreachable, 'never sent'],
    ['was refused at once', attempt('sent', { startedAt: now }), refusal(422), 'refused'],
    ['was throttled', attempt('sent', { startedAt: now }), refusal(429), 'refused'],
    ['found the proxy busy', attempt('sent', { startedAt: now }), refusal(503), 'never sent'],
    [
      'was answered with an unknown outcome',
      attempt('sent'),
      refusal(409, { code: 'outcome_unknown' }),
      'unknown',
    ],
    ['is of yesterday', attempt('sent', { startedAt: now - day - 1 }), undefined, 'unknown'],
    ['is of last week', attempt('sent', { startedAt: now - 8 * day }), undefined, 'unknown'],
    ['had an unknown outcome before', attempt('unknown'), undefined, 'unknown'],
  ])('of a key that the proxy does not know, where the attempt %s', (_, left, failure, kind) => {
    expect(conclude(undefined, left, failure, now).kind).toBe(kind)
  })
})

/** The world around one draft: an API that takes everything, unless told otherwise. */
function createWorld() {
  const posted: { key: string; payload: JsonObject }[] = []
  const world = {
    payload,
    kept: undefined as CreateAttempt | undefined,
    posted,
    keys: ['first', 'second', 'third'],
    /** Times at which the proxy was asked again. */
    waits: [] as number[],
  }
  const edges: Edges = {
    check: () => Promise.resolve(undefined),
    exists: () => Promise.resolve(true),
    send(sent, key) {
      posted.push({ key, payload: sent })
      return Promise.resolve(77)
    },
    ask: () => Promise.resolve(undefined),
    payload: () => world.payload,
    flush: () => Promise.resolve({ kind: 'saved', at: 1 }),
    take(fresh) {
      world.kept ??= fresh
      return Promise.resolve(world.kept)
    },
    settle(settled) {
      world.kept = settled
      return Promise.resolve(settled)
    },
    keepCreated(created) {
      world.kept = created
      return Promise.resolve()
    },
    newKey: () => world.keys.shift() ?? 'more',
    now: () => now,
    pause(ms) {
      world.waits.push(ms)
      return Promise.resolve()
    },
  }
  return { world, edges }
}

function begin(edges: Edges, left?: CreateAttempt) {
  const attempts = createAttempts(edges, left)
  const leave = attempts.resume()
  const progressed = (kind: Progress['kind']) =>
    vi.waitFor(() => expect(attempts.standing().progress.kind).toBe(kind))
  return { attempts, leave, progressed }
}

function failWith(error: ApiError): Promise<never> {
  return Promise.reject(new ApiFailure(error))
}

describe('validate', () => {
  it('gives a verdict on that payload, and sends nothing', async () => {
    const { world, edges } = createWorld()
    const { attempts, progressed } = begin(edges)
    attempts.validate(payload)
    expect(attempts.standing().progress.kind).toBe('checking')
    await progressed('idle')
    expect(attempts.standing().verdict).toEqual({ kind: 'valid', payload })
    expect(world.posted).toEqual([])
  })

  it('puts the refusal of a payload on its places', async () => {
    const { edges } = createWorld()
    edges.check = () => failWith(refusal(422, { message: 'label is too short' }))
    const { attempts, progressed } = begin(edges)
    attempts.validate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict).toMatchObject({
      kind: 'refused',
      call: 'check',
      payload,
      problems: [{ path: ['label'] }],
    })
  })

  it.each<[string, ApiError]>([
    ['nobody answers', { kind: 'unreachable' }],
    ['the API asks for fewer calls', refusal(429)],
    ['the API took too long', refusal(504)],
  ])('calls nothing invalid when %s', async (_, error) => {
    const { edges } = createWorld()
    edges.check = () => failWith(error)
    const { attempts, progressed } = begin(edges)
    attempts.validate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict).toMatchObject({ kind: 'failed', call: 'check', error })
  })

  it('writes down the sync that the check itself has made, and makes no other', async () => {
    const { world, edges } = createWorld()
    edges.check = vi.fn<Edges['check']>(() => Promise.resolve(77))
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created by the check')
    expect(world.kept).toMatchObject({ outcome: 'created', syncId: 77, payload })
    attempts.validate(payload)
    attempts.validateAndCreate(payload)
    expect(edges.check).toHaveBeenCalledOnce()
    expect(world.posted).toEqual([])
  })

  it('takes no notice of an id that belongs to no sync', async () => {
    const { edges } = createWorld()
    edges.check = () => Promise.resolve(0)
    edges.exists = () => Promise.resolve(false)
    const { attempts, progressed } = begin(edges)
    attempts.validate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict?.kind).toBe('valid')
  })

  it('looks up the sync that a check named before it checks again', async () => {
    const { edges } = createWorld()
    edges.check = vi.fn<Edges['check']>(() => Promise.resolve(77))
    edges.exists = () => failWith({ kind: 'unreachable' })
    const { attempts, progressed } = begin(edges)
    attempts.validate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict?.kind).toBe('failed')
    edges.exists = () => Promise.resolve(true)
    attempts.validate(payload)
    await progressed('created by the check')
    expect(edges.check).toHaveBeenCalledOnce()
  })

  it.each(['check', 'exists'] as const)('can be stopped during its %s', async (at) => {
    const { world, edges } = createWorld()
    edges.check = () => Promise.resolve(77)
    const called = Promise.withResolvers<AbortSignal>()
    edges[at] = (_: unknown, signal: AbortSignal) => {
      called.resolve(signal)
      return new Promise<never>((__, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
      })
    }
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    const signal = await called.promise
    attempts.stopValidating()
    await progressed('idle')
    expect(signal.aborted).toBe(true)
    expect(attempts.standing().verdict).toBeUndefined()
    expect(world.posted).toEqual([])
  })

  it('creates nothing when it was stopped as its answer came', async () => {
    const { world, edges } = createWorld()
    const checked = Promise.withResolvers<undefined>()
    edges.check = () => checked.promise
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    checked.resolve(undefined)
    attempts.stopValidating()
    await progressed('idle')
    expect(attempts.standing().verdict).toBeUndefined()
    expect(world.posted).toEqual([])
  })
})

describe('validateAndCreate', () => {
  it('posts what was checked, under the key that is kept, and keeps what it became', async () => {
    const { world, edges } = createWorld()
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created')
    expect(world.posted).toEqual([{ key: 'first', payload }])
    expect(world.kept).toMatchObject({ key: 'first', outcome: 'created', syncId: 77, payload })
  })

  it('posts once, however often it is pressed', async () => {
    const { world, edges } = createWorld()
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    attempts.validateAndCreate(payload)
    attempts.validate(payload)
    await progressed('created')
    attempts.validateAndCreate(payload)
    expect(attempts.standing().progress).toEqual({ kind: 'created', syncId: 77 })
    expect(world.posted).toHaveLength(1)
  })

  it('creates nothing when the payload was edited during the check', async () => {
    const { world, edges } = createWorld()
    edges.check = () => {
      world.payload = edited
      return Promise.resolve(undefined)
    }
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict).toEqual({ kind: 'valid', payload })
    expect(world.kept).toBeUndefined()
    expect(world.posted).toEqual([])
  })

  it('creates nothing when the payload was edited while the key was written down', async () => {
    const { world, edges } = createWorld()
    edges.flush = () => {
      world.payload = edited
      return Promise.resolve({ kind: 'saved', at: 2 })
    }
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('idle')
    expect(world.kept).toMatchObject({ outcome: 'refused' })
    expect(world.posted).toEqual([])
  })

  it('says that what was edited during the create is not in the sync', async () => {
    const { world, edges } = createWorld()
    edges.send = () => {
      world.payload = edited
      return Promise.resolve(77)
    }
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created before')
  })

  it('sends nothing when the draft is not kept', async () => {
    const { world, edges } = createWorld()
    edges.flush = () => Promise.resolve({ kind: 'failed', isFull: false })
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('not kept')
    expect(world.posted).toEqual([])
  })

  it('sends nothing when the key is not kept', async () => {
    const { world, edges } = createWorld()
    edges.take = () => Promise.reject(new Error('The disk is full'))
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('not kept')
    expect(world.posted).toEqual([])
  })

  it.each<[string, Partial<Edges>]>([
    ['the draft is saved', { flush: () => Promise.resolve({ kind: 'changed elsewhere' }) }],
    ['the key is kept', { take: () => Promise.resolve('changed elsewhere') }],
  ])('sends nothing when another tab has changed the draft before %s', async (_, edge) => {
    const { world, edges } = createWorld()
    const { attempts, progressed } = begin({ ...edges, ...edge })
    attempts.validateAndCreate(payload)
    await progressed('idle')
    expect(world.posted).toEqual([])
  })

  it.each<[outcome: CreateAttempt['outcome'], knowledge: CreateKnowledge, ends: Progress['kind']]>([
    ['sent', answered(201, 77), 'created'],
    ['unknown', { state: 'unknown' }, 'unknown'],
    ['unknown', answered(201, 77), 'created'],
    ['created', { state: 'unknown' }, 'created before'],
  ])('posts nothing for an attempt of another tab that is %s', async (outcome, knowledge, ends) => {
    const { world, edges } = createWorld()
    world.kept = attempt(outcome, outcome === 'created' ? { syncId: 77 } : {})
    edges.ask = () => Promise.resolve(knowledge)
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed(ends)
    expect(world.posted).toEqual([])
  })

  it('gives another tab that has just written down its attempt the time to send it', async () => {
    const { world, edges } = createWorld()
    world.kept = attempt('sent', { startedAt: now })
    edges.ask = vi.fn<Edges['ask']>(() => {
      expect(world.waits).toEqual([1_000])
      return Promise.resolve(answered(201, 77))
    })
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created')
    expect(edges.ask).toHaveBeenCalledOnce()
    expect(world.posted).toEqual([])
  })

  it('leads to the sync that another tab has made of the same while this one checked', async () => {
    const { world, edges } = createWorld()
    world.kept = attempt('created', { syncId: 77, startedAt: now })
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created')
    expect(world.posted).toEqual([])
  })

  it('says when the attempt of another tab made a sync of another payload', async () => {
    const { world, edges } = createWorld()
    world.kept = attempt('sent', { payload: edited })
    edges.ask = () => Promise.resolve(answered(201, 77))
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created before')
  })

  it('shows a refusal of the create as one of this payload, and takes a new key then', async () => {
    const { world, edges } = createWorld()
    const { send } = edges
    edges.send = () => failWith(refusal(422, { message: 'label is taken' }))
    edges.ask = () => Promise.resolve(answered(422))
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict).toMatchObject({
      kind: 'refused',
      call: 'create',
      payload,
      error: { requestId: 'r1' },
      problems: [{ path: ['label'] }],
    })
    expect(world.kept).toMatchObject({ key: 'first', outcome: 'refused' })

    world.kept = undefined
    edges.send = send
    attempts.validateAndCreate(payload)
    await progressed('created')
    expect(world.posted.map(({ key }) => key)).toEqual(['second'])
  })

  it('leaves to the operator what a 201 without a readable id was', async () => {
    const { world, edges } = createWorld()
    edges.send = () => failWith({ kind: 'unreadable', status: 201, requestId: 'r1' })
    edges.ask = () => Promise.resolve(answered(201))
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('unknown')
    expect(world.kept).toMatchObject({ key: 'first', outcome: 'unknown' })
  })

  it('asks with growing pauses while the create is under way', async () => {
    const { world, edges } = createWorld()
    edges.send = () => failWith({ kind: 'unreachable' })
    const asks = Array.from({ length: 5 }, (): CreateKnowledge => ({ state: 'sent' }))
    edges.ask = () => Promise.resolve(asks.pop() ?? answered(201, 77))
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('created')
    expect(world.waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000])
  })

  it('believes a proxy without its journal that nothing was sent', async () => {
    const { edges } = createWorld()
    const error = refusal(503, { code: 'journal_unavailable' })
    edges.send = () => failWith(error)
    edges.ask = () => failWith(error)
    const { attempts, progressed } = begin(edges)
    attempts.validateAndCreate(payload)
    await progressed('idle')
    expect(attempts.standing().verdict).toMatchObject({ kind: 'failed', call: 'create', error })
  })
})

describe('resume', () => {
  it.each<[knowledge: CreateKnowledge | undefined, ends: Progress['kind'], kept: string]>([
    [answered(201, 77), 'created', 'created'],
    [answered(500), 'unknown', 'unknown'],
    [{ state: 'unknown' }, 'unknown', 'unknown'],
    [undefined, 'never sent', 'refused'],
  ])('of an attempt of which the proxy knows %j ends as %s', async (knowledge, ends, kept) => {
    const { world, edges } = createWorld()
    edges.ask = () => Promise.resolve(knowledge)
    const { attempts, progressed } = begin(edges, attempt('sent'))
    expect(attempts.standing().progress.kind).toBe('creating')
    await progressed(ends)
    expect(world.kept).toMatchObject({ key: 'left', outcome: kept })
    expect(world.posted).toEqual([])
  })

  it('shows the refusal that came while the page was reloaded', async () => {
    const { world, edges } = createWorld()
    world.payload = { ...payload }
    edges.ask = () => Promise.resolve({ ...answered(422), message: 'label is taken' })
    const { attempts, progressed } = begin(edges, attempt('sent'))
    await progressed('idle')
    const { verdict } = attempts.standing()
    expect(verdict).toMatchObject({ kind: 'refused', problems: [{ path: ['label'] }] })
    expect(verdict?.payload).toBe(world.payload)
  })

  it('sends nothing else before it knows', async () => {
    const { world, edges } = createWorld()
    const asked = Promise.withResolvers<CreateKnowledge>()
    edges.ask = () => asked.promise
    const { attempts, progressed } = begin(edges, attempt('sent'))
    attempts.validateAndCreate(payload)
    asked.resolve(answered(201, 77))
    await progressed('created')
    expect(world.posted).toEqual([])
  })

  it('keeps asking a proxy that does not answer, and says so', async () => {
    const { edges } = createWorld()
    let refused = 2
    edges.ask = () =>
      refused-- > 0 ? failWith({ kind: 'unreachable' }) : Promise.resolve(answered(201, 77))
    const { attempts, progressed } = begin(edges, attempt('sent'))
    const seen: Progress[] = []
    attempts.subscribe(() => seen.push(attempts.standing().progress))
    await progressed('created')
    expect(seen[0]).toEqual({ kind: 'creating', error: { kind: 'unreachable' } })
  })

  it('stops asking when the draft is left', async () => {
    const { world, edges } = createWorld()
    const asked = Promise.withResolvers<CreateKnowledge>()
    edges.ask = vi.fn<Edges['ask']>(() => asked.promise)
    const { leave } = begin(edges, attempt('sent'))
    leave()
    asked.resolve({ state: 'sent' })
    await asked.promise
    expect(edges.ask).toHaveBeenCalledOnce()
    expect(world.waits).toEqual([])
  })

  it.each<[left: CreateAttempt | undefined, progress: Progress['kind']]>([
    [undefined, 'idle'],
    [attempt('refused'), 'idle'],
    [attempt('unknown'), 'unknown'],
    [attempt('created', { syncId: 77 }), 'created before'],
  ])('asks nobody about %j', (left, progress) => {
    const { edges } = createWorld()
    edges.ask = vi.fn<Edges['ask']>()
    const { attempts } = begin(edges, left)
    expect(attempts.standing().progress.kind).toBe(progress)
    expect(edges.ask).not.toHaveBeenCalled()
  })
})

describe('an unknown outcome', () => {
  it('ends with the sync that the operator has found', async () => {
    const { world, edges } = createWorld()
    const { attempts, progressed } = begin(edges, attempt('unknown'))
    attempts.recognise(78)
    await progressed('created')
    expect(world.kept).toMatchObject({ key: 'left', outcome: 'created', syncId: 78 })
  })

  it('lets nothing be sent until the operator has looked', async () => {
    const { world, edges } = createWorld()
    const { attempts, progressed } = begin(edges, attempt('unknown'))
    attempts.validateAndCreate(payload)
    attempts.validate(payload)
    expect(attempts.standing().progress.kind).toBe('unknown')
    attempts.giveUpAttempt()
    await progressed('idle')
    expect(world.kept).toMatchObject({ key: 'left', outcome: 'refused' })
  })

  it('shows the sync that another tab has found meanwhile, and does not deny it', async () => {
    const { edges } = createWorld()
    edges.settle = () => Promise.resolve(attempt('created', { syncId: 77 }))
    const { attempts, progressed } = begin(edges, attempt('unknown'))
    attempts.giveUpAttempt()
    await progressed('created before')
    expect(attempts.standing().progress).toEqual({ kind: 'created before', syncId: 77 })
  })

  it('follows the new attempt that another tab has made meanwhile', async () => {
    const { world, edges } = createWorld()
    const other = attempt('sent', { key: 'of another tab' })
    edges.settle = (settled) => Promise.resolve(settled.key === other.key ? settled : other)
    edges.ask = (key) => Promise.resolve(key === other.key ? answered(201, 77) : undefined)
    const { attempts, progressed } = begin(edges, attempt('unknown'))
    attempts.giveUpAttempt()
    await progressed('created')
    expect(world.posted).toEqual([])
  })

  it('is shown also where it could not be written down', async () => {
    const { edges } = createWorld()
    edges.settle = () => Promise.reject(new Error('The disk is full'))
    edges.ask = () => Promise.resolve({ state: 'unknown' })
    const { progressed } = begin(edges, attempt('sent'))
    await progressed('unknown')
  })
})
