import { editDraft, emptyDraft, type JsonValue, type SyncDraft } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import {
  amendState,
  goToState,
  mostSteps,
  recordChange,
  startHistory,
  typingPauseMs,
  type History,
} from './history.ts'

function set(history: History, key: string, value: JsonValue): SyncDraft {
  return editDraft(history.states[history.at]!, [{ op: 'set', path: [key], value }])
}

/** The history after one key got these values, each so many milliseconds after the one before. */
function typing(key: string, ...values: [value: JsonValue, afterMs: number][]): History {
  let now = 0
  return values.reduce((history, [value, afterMs]) => {
    now += afterMs
    return recordChange(history, set(history, key, value), now)
  }, startHistory(emptyDraft()))
}

function labels({ states }: History): unknown[] {
  return states.map(({ body }) => body.label)
}

describe('recordChange', () => {
  it('makes one step of what is typed without a pause', () => {
    const history = typing('label', ['S', 0], ['Si', 300], ['Sig', typingPauseMs])
    expect(labels(history)).toEqual([undefined, 'Sig'])
  })

  it('begins a step after a pause', () => {
    const history = typing('label', ['S', 0], ['Si', typingPauseMs + 1])
    expect(labels(history)).toEqual([undefined, 'S', 'Si'])
  })

  it('begins a step at another place', () => {
    const label = typing('label', ['S', 0])
    const history = recordChange(label, set(label, 'mirror_strategy', 'x'), 10)
    expect(history.states).toHaveLength(3)
  })

  it('keeps each switch, however quick', () => {
    expect(typing('paused', [true, 0], [false, 10], [true, 10]).states).toHaveLength(4)
  })

  it('forgets a text that was typed and deleted at once', () => {
    const typed = typing('label', ['S', 0])
    const deleted = editDraft(typed.states[1]!, [{ op: 'remove', path: ['label'] }])
    const history = recordChange(typed, deleted, 10)
    expect(history.states).toHaveLength(1)
    expect(history.states[0]).toBe(typed.states[0])
  })

  it('does not join typing to a state that was gone back to', () => {
    const typed = typing('label', ['S', 0])
    const back = goToState(goToState(typed, 0), 1)
    expect(labels(recordChange(back, set(back, 'label', 'Si'), 10))).toEqual([undefined, 'S', 'Si'])
  })

  it('drops what was taken back', () => {
    const back = goToState(typing('label', ['S', 0], ['T', 2000]), 0)
    expect(labels(recordChange(back, set(back, 'label', 'U'), 9000))).toEqual([undefined, 'U'])
  })

  it('keeps what was taken back when the change says what was said already', () => {
    const back = goToState(typing('label', ['S', 0], ['T', 2000]), 1)
    expect(labels(recordChange(back, set(back, 'label', 'S'), 9000))).toEqual([undefined, 'S', 'T'])
  })

  it('forgets the oldest of too many steps, and says so', () => {
    const values = Array.from({ length: mostSteps + 1 }, (_, n): [number, number] => [n, 2000])
    const most = typing('label', ...values.slice(0, mostSteps))
    expect(most).toMatchObject({ at: mostSteps, isWhole: true })
    const tooMany = typing('label', ...values)
    expect(tooMany).toMatchObject({ at: mostSteps, isWhole: false })
    expect(labels(tooMany).slice(0, 2)).toEqual([0, 1])
  })
})

describe('amendState', () => {
  it('replaces the state that is shown and keeps what was taken back', () => {
    const back = goToState(typing('label', ['S', 0], ['T', 2000]), 1)
    expect(labels(amendState(back, set(back, 'label', 'S!')))).toEqual([undefined, 'S!', 'T'])
  })
})
