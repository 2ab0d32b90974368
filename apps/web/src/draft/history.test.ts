import {
  editDraft,
  emptyDraft,
  fromCreateSync,
  type JsonValue,
  type Path,
  type SyncDraft,
} from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import {
  amendState,
  costOf,
  goToState,
  mostSteps,
  mostValues,
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

const tenKeys = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`key${n}`, n]))

function withValue(draft: SyncDraft, path: Path, value: JsonValue): SyncDraft {
  return editDraft(draft, [{ op: 'set', path, value }])
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

/** A draft of so many rows, each of which says `text`. */
function draftOfRows(count: number, text: string): SyncDraft {
  return fromCreateSync({
    mappings: Array.from({ length: count }, (_, n) => ({ to: `${text} ${n}` })),
  })
}

function reversed(draft: SyncDraft): SyncDraft {
  return { ...draft, rows: draft.rows.toReversed() }
}

describe('the size of a history', () => {
  it.each<[what: string, change: (draft: SyncDraft) => SyncDraft, from: number, to: number]>([
    ['nothing', (draft) => draft, 1, 1],
    ['a text', (draft) => withValue(draft, ['label'], 'S'), 2, 10],
    ['a long text', (draft) => withValue(draft, ['label'], 'S'.repeat(8_000)), 1_000, 1_010],
    ['one of 100 rows', (draft) => withValue(draft, ['mappings', 7, 'to'], 'A'), 200, 260],
    ['the order of 100 rows', reversed, 200, 210],
    ['each of 100 rows', () => draftOfRows(100, 'B'), 2_000, 2_300],
    ['an object of ten keys', (draft) => withValue(draft, ['mode'], tenKeys), 20, 40],
  ])('counts a change of %s by what it made anew', (_, change, from, to) => {
    const before = draftOfRows(100, 'A')
    const cost = costOf(before, change(before))
    expect(cost).toBeGreaterThanOrEqual(from)
    expect(cost).toBeLessThanOrEqual(to)
  })

  it('forgets the oldest steps of a large draft sooner, and says so', () => {
    let history = startHistory(draftOfRows(5_000, '0'))
    for (let step = 1; step <= 20; step++) {
      history = recordChange(history, draftOfRows(5_000, String(step)), step * 5_000)
    }
    const values = history.costs.reduce((sum, cost) => sum + cost, 0)
    expect(values).toBeLessThanOrEqual(mostValues)
    expect(history.states.length).toBeLessThan(15)
    expect(history.states.length).toBeGreaterThan(5)
    expect(history).toMatchObject({ isWhole: false, at: history.states.length - 1 })
    expect(history.costs).toHaveLength(history.states.length)
  })

  it('keeps one step back, however large it is', () => {
    const first = startHistory(draftOfRows(60_000, 'A'))
    const history = recordChange(first, draftOfRows(60_000, 'B'), 0)
    expect(history.costs[1]).toBeGreaterThan(mostValues)
    expect(history).toMatchObject({ at: 1, isWhole: true })
    expect(history.states[0]).toBe(first.states[0])
  })

  it('counts the state that is shown anew when it turned out otherwise', () => {
    const history = typing('label', ['S', 0])
    const amended = amendState(history, withValue(history.states[1]!, ['mode'], tenKeys))
    expect(amended.costs[1]).toBe(costOf(history.states[0], amended.states[1]!))
  })
})

describe('amendState', () => {
  it('replaces the state that is shown and keeps what was taken back', () => {
    const back = goToState(typing('label', ['S', 0], ['T', 2000]), 1)
    expect(labels(amendState(back, set(back, 'label', 'S!')))).toEqual([undefined, 'S!', 'T'])
  })
})
