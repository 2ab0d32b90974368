import { expect, it } from 'vitest'
import { syncLabel } from './sync.ts'

it.each([
  [{ id: 7, label: ' Contacts ' }, 'Contacts'],
  [{ id: 7, label: ' ' }, 'Sync 7'],
  [{ id: 7, label: null }, 'Sync 7'],
  [{ id: 7, label: 12 }, 'Sync 7'],
  [{ id: 7 }, 'Sync 7'],
])('calls %j %s', (sync, words) => {
  expect(syncLabel(sync)).toBe(words)
})
