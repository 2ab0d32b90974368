import { isDeepStrictEqual } from 'node:util'
import {
  editDraft,
  emptyDraft,
  noteSwitch,
  switchOperation,
  type SyncDraft,
} from '@sync-builder/schema'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDraftStore } from '../draft/draftStore.ts'
import { typingPauseMs } from '../draft/history.ts'
import { addMapping, editRow, moveRow, newMapping, toggleKey } from '../mapping/mappings.ts'
import { switchSourceKind } from '../source/sourceKind.ts'

type Edit = (draft: SyncDraft) => SyncDraft

const name = fc.constantFrom('email', 'name', 'plan')
const place = fc.nat({ max: 5 })

function onRow(at: number, edit: (draft: SyncDraft, id: string) => SyncDraft): Edit {
  return (draft) => {
    const row = draft.rows[at % Math.max(draft.rows.length, 1)]
    return row ? edit(draft, row.id) : draft
  }
}

/** What operators do, each by the function that the builder does it with. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  name.map(
    (to): Edit =>
      (draft) =>
        addMapping(draft, newMapping({ column: to })),
  ),
  fc
    .tuple(place, name)
    .map(([at, value]) =>
      onRow(at, (draft, id) => editRow(draft, id, [{ op: 'set', path: ['to'], value }])),
    ),
  place.map((at) => onRow(at, (draft, id) => editRow(draft, id, [{ op: 'remove', path: [] }]))),
  fc
    .tuple(place, fc.constantFrom(-1 as const, 1 as const))
    .map(([at, by]) => onRow(at, (draft, id) => moveRow(draft, id, by))),
  place.map((at) => onRow(at, (draft, id) => toggleKey(draft, id, true))),
  fc.constantFrom('upsert' as const, 'mirror' as const, 'append' as const).map(
    (operation): Edit =>
      (draft) =>
        switchOperation(draft, operation),
  ),
  fc.constantFrom('table' as const, 'dataset' as const, 'segment' as const).map(
    (kind): Edit =>
      (draft) =>
        switchSourceKind(draft, kind),
  ),
  fc.constantFrom('mirror_strategy', 'label').map(
    (key): Edit =>
      (draft) =>
        editDraft(draft, [{ op: 'set', path: [key], value: 'x' }]),
  ),
)

type Action = { do: 'edit' | 'learn'; edit: Edit } | { do: 'undo' | 'redo' }

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), edit: edits }) },
  { weight: 3, arbitrary: fc.constantFrom<Action>({ do: 'undo' }, { do: 'redo' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('learn' as const), edit: edits }) },
)

/** A store that keeps nothing, and the time that it goes by, in milliseconds. */
function createClockedStore() {
  const clock = { now: 0 }
  const store = createDraftStore(
    emptyDraft(),
    0,
    () => Promise.resolve(0),
    {},
    () => clock.now,
  )
  return { store, clock }
}

/** What an operator sees of a draft: the number of the next row is no part of that. */
function seen(draft: SyncDraft): SyncDraft {
  return structuredClone({ ...draft, nextRow: 0 })
}

it('comes back to the very states that were left, whatever is edited, undone and redone', () => {
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 60 }), (sequence) => {
      const { store, clock } = createClockedStore()
      // The naive model: whole copies, and ids that only ever grow.
      let copies = [structuredClone(emptyDraft())]
      let at = 0
      let nextRow = 1
      const does = (edit: Edit) => {
        const before = structuredClone({ ...copies[at]!, nextRow })
        const after = noteSwitch(before, edit(before))
        nextRow = Math.max(nextRow, after.nextRow)
        return after
      }
      for (const action of sequence) {
        clock.now += typingPauseMs + 1
        switch (action.do) {
          case 'edit': {
            const after = does(action.edit)
            store.change(action.edit)
            if (isDeepStrictEqual(seen(after), seen(copies[at]!))) break
            copies = [...copies.slice(0, at + 1), after]
            at += 1
            break
          }
          case 'learn':
            copies[at] = does(action.edit)
            store.change(action.edit, 'consequence')
            break
          case 'undo':
            at = Math.max(at - 1, 0)
            store.goTo(store.snapshot().history.at - 1)
            break
          case 'redo':
            at = Math.min(at + 1, copies.length - 1)
            store.goTo(store.snapshot().history.at + 1)
            break
        }
        expect(seen(store.snapshot().draft)).toEqual(seen(copies[at]!))
      }
      expect(store.snapshot().history.states.map(seen)).toEqual(copies.map(seen))
    }),
  )
})

it('joins typing, and loses no state by it that was shown for longer than a pause', () => {
  const typed = fc.constantFrom('', 'a', 'ab').map(
    (value): Edit =>
      (draft) =>
        editDraft(
          draft,
          value === ''
            ? [{ op: 'remove', path: ['label'] }]
            : [{ op: 'set', path: ['label'], value }],
        ),
  )
  const change = fc.record({
    edit: fc.oneof({ weight: 3, arbitrary: typed }, edits),
    pauseMs: fc.constantFrom(10, typingPauseMs, typingPauseMs + 1),
  })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const { store, clock } = createClockedStore()
      const lasting = [seen(store.snapshot().draft)]
      for (const { edit, pauseMs } of changes) {
        clock.now += pauseMs
        if (pauseMs > typingPauseMs) lasting.push(seen(store.snapshot().draft))
        store.change(edit)
      }
      const kept = store.snapshot().history.states.map(seen)
      for (const state of lasting) expect(kept).toContainEqual(state)
      expect(kept.at(-1)).toEqual(seen(store.snapshot().draft))
    }),
  )
})
