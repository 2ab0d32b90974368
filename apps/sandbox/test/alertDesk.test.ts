import { createSyncSchema, type Alert } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { createAlertDesk } from '../src/alertDesk.ts'
import { openStore } from '../src/store.ts'

/** Looks at runs of one sync each minute, as the scheduler does; gives what was told of its alert. */
function lookedAt(sendFor: Alert['send_for']) {
  const options = { threshold: 1, unit: 'minutes', start_type: 'actual' }
  const request = createSyncSchema.parse({
    operation: 'upsert',
    source_attributes: { object: { type: 'dataset', id: 1 } },
    destination_attributes: { connection_id: 1, object: 'contact' },
    mappings: [],
    alert_attributes: [{ type: 'RuntimeAlertConfiguration', send_for: sendFor, options }],
  })
  let minute = 0
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, minute))
  const times = { createdAt: now().toISOString(), updatedAt: now().toISOString() }
  const store = openStore(':memory:', [{ request, status: 'Ready', ...times }])
  const desk = createAlertDesk({ events: store.events, runs: store.runs, workspaceId: 1, now })
  const [sync] = store.list('asc', 0, 1)
  if (!sync) throw new Error('There is no sync')

  const run = (minutes: number): void => {
    const id = store.runs.insert({
      syncId: sync.id,
      status: 'working',
      request: sync.request,
      isFullForced: false,
      reason: { ui_tag: 'Manual', ui_detail: '' },
      createdAt: now().toISOString(),
      scheduledAt: null,
    })
    const stored = () => store.runs.get(id) ?? expect.fail('There is no such run')
    desk.started(sync, stored())
    for (const end = minute + minutes; minute < end;) {
      minute += 1
      desk.look(sync, stored())
    }
    const at = now().toISOString()
    store.runs.update(id, at, { status: 'completed', completedAt: at })
    desk.ended(sync, stored())
  }
  const told = () =>
    store.events
      .all()
      .filter(({ event }) => event.event.startsWith('sync.alert.'))
      .map(({ event }) => event.event)
  return { run, told, [Symbol.dispose]: () => store.close() }
}

// Reference 5.15.
it('tells of each violating run once, however long it is looked at', () => {
  using desk = lookedAt('every_time')
  desk.run(4)
  desk.run(3)
  expect(desk.told()).toEqual(['sync.alert.raised', 'sync.alert.raised'])
  desk.run(1)
  expect(desk.told().slice(2)).toEqual(['sync.alert.resolved'])
})

it('tells of the first violating run alone, and again once it was resolved', () => {
  using desk = lookedAt('first_time')
  desk.run(4)
  desk.run(3)
  expect(desk.told()).toEqual(['sync.alert.raised'])
  desk.run(1)
  desk.run(2)
  expect(desk.told().slice(1)).toEqual(['sync.alert.resolved', 'sync.alert.raised'])
})
