import { syncEventSchema } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { runSandbox } from './runSandbox.ts'
import { contacts, create, ended, trigger, users } from './runsOfSandbox.ts'

describe('the events of a sync', () => {
  it('are told newest first, those of other syncs left out', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, {
      ...users(contacts),
      alert_attributes: [
        { type: 'FullSyncTriggerAlertConfiguration', send_for: 'every_time', options: {} },
      ],
    })
    const other = await create(sandbox, users(contacts))
    for (const each of [other, sync]) await ended(sandbox, await trigger(sandbox, each))

    const { status, body } = await sandbox.own('GET', `/syncs/${sync}/events`)
    expect(status).toBe(200)
    const entries = z.array(syncEventSchema).parse(body.data)
    expect(entries.map(({ event }) => event.event)).toEqual([
      'sync.success',
      'sync.completed',
      'sync.alert.raised',
      'sync.started',
      'sync.triggered',
    ])
    expect(new Set(entries.map(({ event }) => event.sync_id))).toEqual(new Set([sync]))
    expect(entries[2]?.event.details).toBe('A full sync has started: First run')
  })

  it('are the last hundred', async () => {
    await using sandbox = await runSandbox()
    const sync = await create(sandbox, users(contacts))
    for (let run = 0; run < 27; run++) await ended(sandbox, await trigger(sandbox, sync))
    const { body } = await sandbox.own('GET', `/syncs/${sync}/events`)
    const entries = z.array(syncEventSchema).parse(body.data)
    expect(entries).toHaveLength(100)
    expect(entries[0]?.event.event).toBe('sync.success')
  })

  it('of an unknown sync are 404, and need the token', async () => {
    await using sandbox = await runSandbox()
    expect(await sandbox.own('GET', '/syncs/1/events')).toMatchObject({
      status: 404,
      body: { status: 404 },
    })
    const response = await fetch(sandbox.url.replace('/api/v1', '/sandbox/syncs/61/events'))
    expect(response.status).toBe(401)
  })
})
