import type { JsonObject } from '@sync-builder/schema'
import { describe, expect, it, vi } from 'vitest'
import { ApiFailure, type ApiError } from '../api/apiFailure.ts'
import { baseOf } from '../draft/editedBase.ts'
import { editedSyncOf, type EditedSync } from '../draft/editedSync.ts'
import { createSaves, holds, isCertain, type SaveEdges, type SaveProgress } from './saves.ts'

const stored: JsonObject = { id: 61, label: 'Users', operation: 'upsert', paused: false }
const request: JsonObject = { label: 'Users', operation: 'upsert', paused: false }
const renamed: JsonObject = { ...request, label: 'My users' }
const now = 1_000_000

function refusal(status: number, more: Partial<ApiError & { kind: 'refused' }> = {}): ApiFailure {
  return new ApiFailure({
    kind: 'refused',
    status,
    code: undefined,
    message: 'No',
    requestId: 'r1',
    problems: [],
    retryAfterMs: undefined,
    ...more,
  })
}

/** The world around one draft: an API that keeps what it is sent, unless told otherwise. */
function createWorld(left: Partial<EditedSync> = {}) {
  const edited: EditedSync = { ...editedSyncOf(61, stored, now - 5_000), ...left }
  const world = {
    stored,
    payload: renamed,
    sent: [] as JsonObject[],
    kept: undefined as EditedSync | undefined,
    replaced: [] as JsonObject[],
    forGood: [] as JsonObject[],
    clock: now,
  }
  const edges: SaveEdges = {
    check: () => Promise.resolve(undefined),
    exists: () => Promise.resolve(true),
    read: () => Promise.resolve(world.stored),
    send(change) {
      world.sent.push(change)
      world.stored = { ...world.stored, ...change }
      return Promise.resolve(world.stored)
    },
    payload: () => world.payload,
    replace(payload) {
      world.payload = payload
      world.replaced.push(payload)
    },
    replaceForGood(payload) {
      world.payload = payload
      world.forGood.push(payload)
    },
    flush: () => Promise.resolve({ kind: 'saved', at: 1 }),
    keep(kept) {
      world.kept = kept
      return Promise.resolve()
    },
    take: (taken) => Promise.resolve(taken),
    onSaved: () => undefined,
    now: () => world.clock,
    pause(ms) {
      world.clock += ms
      return Promise.resolve()
    },
  }
  return { world, edges, edited }
}

async function settled(saves: ReturnType<typeof createSaves>): Promise<SaveProgress> {
  const busy = new Set(['checking', 'reading', 'saving', 'looking'])
  await vi.waitFor(() => expect(busy.has(saves.standing().progress.kind)).toBe(false))
  return saves.standing().progress
}

describe('saving', () => {
  it('sends the changed keys once, and begins anew with what was stored', async () => {
    const { world, edges, edited } = createWorld()
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'saved', isAll: true })
    expect(world.sent).toEqual([{ label: 'My users' }])
    expect(saves.standing().base).toEqual(renamed)
    expect(world.kept).toMatchObject({ id: 61, saved: { change: '{"label":"My users"}' } })
    expect(world.kept?.sent).toBeUndefined()
  })

  it('sends nothing where nothing differs', async () => {
    const { world, edges, edited } = createWorld()
    const check = vi.spyOn(edges, 'check')
    const saves = createSaves(edges, edited)
    saves.validateAndSave(baseOf(edited))
    expect(await settled(saves)).toEqual({ kind: 'idle' })
    expect(check).not.toHaveBeenCalled()
    expect(world.sent).toEqual([])
  })

  it('sends nothing more of a draft whose check has created a sync, not even after a reload', async () => {
    const { world, edges, edited } = createWorld()
    const check = vi.fn(() => Promise.resolve(77))
    const saves = createSaves({ ...edges, check }, edited)
    saves.validateAndSave(renamed)
    const made = { kind: 'created by the check', syncId: 77 }
    expect(await settled(saves)).toEqual(made)
    const again = createSaves({ ...edges, check }, world.kept ?? edited)
    expect(again.standing().progress).toEqual(made)
    again.validateAndSave(renamed)
    again.validate(renamed)
    expect(check).toHaveBeenCalledTimes(1)
    expect(world.sent).toEqual([])
  })

  it('checks without the ids of stored alerts, as it is checked as a create', async () => {
    const alert = { type: 'FailureAlertConfiguration', send_for: 'first_time' }
    const { world, edges, edited } = createWorld()
    const check = vi.fn(() => Promise.resolve(undefined))
    world.payload = { ...renamed, alert_attributes: [{ ...alert, id: 7 }] }
    const saves = createSaves({ ...edges, check }, edited)
    saves.validate(world.payload)
    await settled(saves)
    expect(check).toHaveBeenCalledWith({ ...renamed, alert_attributes: [alert] }, expect.anything())
    expect(saves.standing().verdict).toEqual({ kind: 'valid', payload: world.payload })
  })

  it('sends nothing that the check refuses', async () => {
    const { world, edges, edited } = createWorld()
    edges.check = () => Promise.reject(refusal(422, { message: 'label is taken' }))
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    await settled(saves)
    expect(saves.standing().verdict).toMatchObject({
      kind: 'refused',
      call: 'check',
      problems: [{ path: ['label'] }],
    })
    expect(world.sent).toEqual([])
  })

  it('sends nothing of what was edited during the check', async () => {
    const { world, edges, edited } = createWorld()
    edges.check = () => {
      world.payload = { ...renamed, paused: true }
      return Promise.resolve(undefined)
    }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'idle' })
    expect(world.sent).toEqual([])
  })

  it('asks the operator where somebody else has changed the sync, and sends nothing', async () => {
    const { world, edges, edited } = createWorld()
    world.stored = { ...stored, label: 'Their users', paused: true }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toMatchObject({ kind: 'changed meanwhile' })
    expect(world.sent).toEqual([])

    saves.decide(new Map([['key label', 'mine']]))
    expect(world.forGood).toEqual([{ ...renamed, paused: true }])
    saves.validateAndSave(world.payload)
    await settled(saves)
    expect(world.sent).toEqual([{ label: 'My users' }])
  })

  it('takes a run of the sync meanwhile for no change', async () => {
    const { world, edges, edited } = createWorld()
    world.stored = { ...stored, status: 'Failing', updated_at: '2026-01-01T00:00:00Z' }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toMatchObject({ kind: 'saved' })
  })

  it('takes rows that come back in another order for no change, and sends none of them', async () => {
    const { world, edges, edited } = createWorld({
      base: JSON.stringify({ ...stored, mappings: [{ to: 'a' }, { to: 'b' }] }),
    })
    world.payload = { ...renamed, mappings: [{ to: 'a' }, { to: 'b' }] }
    world.stored = { ...stored, mappings: [{ to: 'b' }, { to: 'a' }] }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(world.payload)
    expect(await settled(saves)).toMatchObject({ kind: 'saved' })
    expect(world.sent).toEqual([{ label: 'My users' }])
  })

  it('sends nothing that the browser could not write down before', async () => {
    const { world, edges, edited } = createWorld()
    edges.take = () => Promise.reject(new Error('full'))
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'not kept' })
    expect(world.sent).toEqual([])
  })

  it('follows what another tab has sent', async () => {
    const { world, edges, edited } = createWorld()
    world.stored = { ...stored }
    const theirs = { ...edited, sent: { at: now, change: '{"label":"My users"}' } }
    edges.take = () => {
      world.stored = { ...stored, label: 'My users' }
      return Promise.resolve(theirs)
    }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'saved', isAll: true })
    expect(world.sent).toEqual([])
  })

  it('keeps what was edited while the change was on its way', async () => {
    const { world, edges, edited } = createWorld()
    const { send } = edges
    edges.send = (change) => {
      world.payload = { ...renamed, paused: true }
      return send(change)
    }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'saved', isAll: false })
    expect(world.replaced).toEqual([])
  })

  it('then gives new alerts the ids that they got, so that the next change keeps them', async () => {
    const alert = { type: 'FailureAlertConfiguration', send_for: 'first_time' }
    const { world, edges, edited } = createWorld()
    world.payload = { ...request, alert_attributes: [alert] }
    edges.send = (change) => {
      world.sent.push(change)
      world.payload = { ...world.payload, label: 'My users' }
      world.stored = { ...world.stored, alert_attributes: [{ ...alert, id: 7 }] }
      return Promise.resolve(world.stored)
    }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(world.payload)
    expect(await settled(saves)).toEqual({ kind: 'saved', isAll: false })
    expect(world.payload).toMatchObject({
      label: 'My users',
      alert_attributes: [{ ...alert, id: 7 }],
    })
    saves.validateAndSave(world.payload)
    await settled(saves)
    expect(world.sent[1]).toEqual({ label: 'My users' })
  })
})

describe('a change without an answer', () => {
  const lost = new ApiFailure({ kind: 'unreachable' })

  it('is found in the sync, and not sent again', async () => {
    const { world, edges, edited } = createWorld()
    const { send } = edges
    edges.send = async (change) => {
      await send(change)
      throw lost
    }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'saved', isAll: true })
    expect(world.sent).toHaveLength(1)
  })

  it('is unknown where the sync stays as it was; the operator can look, or go on', async () => {
    const { world, edges, edited } = createWorld()
    edges.send = (change) => {
      world.sent.push(change)
      return Promise.reject(lost)
    }
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    expect(await settled(saves)).toEqual({ kind: 'unknown', isAsBefore: true })
    saves.validateAndSave(renamed)
    expect(world.sent).toHaveLength(1)
    saves.lookAgain()
    expect(await settled(saves)).toEqual({ kind: 'unknown', isAsBefore: true })
    saves.giveUp()
    expect(saves.standing().progress).toEqual({ kind: 'idle' })
    await vi.waitFor(() => expect(world.kept).toBeDefined())
    expect(world.kept?.sent).toBeUndefined()
  })

  it('that the draft was left with is looked for', async () => {
    const sent = { at: now, change: '{"label":"My users"}' }
    const { world, edges, edited } = createWorld({ sent })
    world.stored = { ...stored, label: 'My users' }
    const saves = createSaves(edges, edited)
    expect(saves.standing().progress).toEqual({ kind: 'looking' })
    saves.resume()
    expect(await settled(saves)).toEqual({ kind: 'saved', isAll: true })
    expect(world.sent).toEqual([])
  })

  it.each<[name: string, read: () => Promise<JsonObject>, progress: SaveProgress]>([
    ['was deleted', () => Promise.reject(refusal(404)), { kind: 'gone' }],
    [
      'cannot be read',
      () => Promise.reject(lost),
      { kind: 'unknown', isAsBefore: false, error: { kind: 'unreachable' } },
    ],
    [
      'was made another by others',
      () => Promise.resolve({ ...stored, label: 'Theirs' }),
      { kind: 'unknown', isAsBefore: false },
    ],
  ])('of a sync that %s', async (_, read, progress) => {
    const { edges, edited } = createWorld({ sent: { at: now, change: '{"label":"My users"}' } })
    edges.read = read
    const saves = createSaves(edges, edited)
    saves.resume()
    expect(await settled(saves)).toEqual(progress)
  })
})

describe('a refused change', () => {
  it.each<[ApiFailure, object]>([
    [refusal(422), { verdict: { kind: 'refused', call: 'save' } }],
    [refusal(429), { verdict: { kind: 'failed', call: 'save' } }],
    [
      refusal(502, { code: 'upstream_unauthorized' }),
      { verdict: { kind: 'failed', call: 'save' } },
    ],
    [refusal(404), { progress: { kind: 'gone' } }],
  ])('by %o may be sent anew', async (failure, standing) => {
    const { world, edges, edited } = createWorld()
    edges.send = () => Promise.reject(failure)
    const saves = createSaves(edges, edited)
    saves.validateAndSave(renamed)
    await settled(saves)
    expect(saves.standing()).toMatchObject(standing)
    expect(world.kept?.sent).toBeUndefined()
  })
})

describe('isCertain', () => {
  it.each<[ApiFailure, boolean]>([
    [refusal(400), true],
    [refusal(422), true],
    [refusal(500), false],
    [refusal(502, { code: 'upstream_unreachable' }), false],
    [refusal(504, { code: 'upstream_timeout' }), false],
    [refusal(503, { code: 'overloaded' }), true],
    [new ApiFailure({ kind: 'unreachable' }), false],
    [new ApiFailure({ kind: 'cut', status: 200, requestId: undefined }), false],
  ])('of %o: %s', ({ error }, certain) => {
    expect(isCertain(error)).toBe(certain)
  })
})

describe('holds', () => {
  it.each<[change: JsonObject, held: boolean]>([
    [{ label: 'Users' }, true],
    [{ label: 'Others' }, false],
    [{ label: 'Users', paused: true }, false],
    [{ mirror_strategy: null }, true],
    [{ advanced_configuration: {} }, true],
    [{ mode: { type: 'triggered', triggers: { schedule: { frequency: 'never' } } } }, true],
  ])('tells of %j: %s', (change, held) => {
    expect(holds(stored, change)).toBe(held)
  })

  it('finds a new alert by what it says, as it has an id by now', () => {
    const alert = { type: 'FailureAlertConfiguration', send_for: 'every_time' }
    const sync = { ...stored, alert_attributes: [{ ...alert, id: 7 }] }
    expect(holds(sync, { alert_attributes: [alert] })).toBe(true)
    expect(holds(sync, { alert_attributes: [{ ...alert, send_for: 'first_time' }] })).toBe(false)
    expect(holds(sync, { alert_attributes: [] })).toBe(false)
  })

  it('finds rows in whichever order they come back', () => {
    const [a, b] = [{ to: 'a' }, { to: 'b' }]
    expect(holds({ ...stored, mappings: [b, a] }, { mappings: [a, b] })).toBe(true)
    expect(holds({ ...stored, mappings: [b] }, { mappings: [a, b] })).toBe(false)
  })
})
