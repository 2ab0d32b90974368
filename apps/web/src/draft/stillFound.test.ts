import { checkSync, editDraft, fromCreateSync, toCreateSync, type Edit } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { isStillFound } from './stillFound.ts'

const draft = fromCreateSync({
  operation: 'append',
  mirror_strategy: 'sync_updates_and_deletes',
  alert_attributes: [
    { type: 'FullSyncTriggerAlertConfiguration' },
    { type: 'FullSyncTriggerAlertConfiguration', send_for: 'every_time' },
  ],
})
const before = toCreateSync(draft)

function problemAt(...path: readonly (string | number)[]) {
  const found = checkSync(before, {}).find(
    (problem) => problem.fix && problem.path.join() === path.join(),
  )
  if (!found) throw new Error(`Nothing to fix at ${path.join('.')}`)
  return found
}

describe('isStillFound', () => {
  it.each<[name: string, place: (string | number)[], edit: Edit, isSame: boolean]>([
    [
      'another one was fixed',
      ['alert_attributes', 0],
      { op: 'remove', path: ['mirror_strategy'] },
      true,
    ],
    ['it was fixed', ['mirror_strategy'], { op: 'remove', path: ['mirror_strategy'] }, false],
    [
      'another has moved to its place',
      ['alert_attributes', 0],
      { op: 'remove', path: ['alert_attributes', 0] },
      false,
    ],
    [
      'it is no problem any more',
      ['alert_attributes', 0],
      { op: 'set', path: ['operation'], value: 'upsert' },
      false,
    ],
    [
      'its item was changed',
      ['alert_attributes', 0],
      { op: 'set', path: ['alert_attributes', 0, 'send_for'], value: 'first_time' },
      false,
    ],
  ])('once %s', (_name, place, edit, isSame) => {
    const after = toCreateSync(editDraft(draft, [edit]))
    expect(isStillFound(problemAt(...place), before, after, {})).toBe(isSame)
  })
})
