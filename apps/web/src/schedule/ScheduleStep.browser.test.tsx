import type { JsonObject } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import ScheduleStep from './ScheduleStep.tsx'

it('builds a daily schedule and takes all of it back', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  await userEvent.click(page.getByRole('radio', { name: 'Daily' }))
  await userEvent.fill(page.getByRole('textbox', { name: 'Hour (UTC)' }), '10')
  await userEvent.fill(page.getByRole('textbox', { name: 'Minute' }), '30')
  expect(store.snapshot().payload).toEqual({
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
    },
  })
  await expect.element(page.getByText('Every day at 10:30 UTC')).toBeVisible()
  await userEvent.click(page.getByRole('radio', { name: 'Leave to the API' }))
  expect(store.snapshot().payload).toEqual({})
})

it('mends a range in a cron expression with one click', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  await userEvent.click(page.getByRole('radio', { name: 'Cron expression' }))
  await userEvent.fill(page.getByRole('textbox', { name: 'Cron expression' }), '0 6 * * 1-5')
  await userEvent.click(page.getByRole('button', { name: /1,2,3,4,5/ }))
  await expect
    .element(page.getByRole('textbox', { name: 'Cron expression' }))
    .toHaveValue('0 6 * * 1,2,3,4,5')
  expect(store.snapshot().payload).toMatchObject({
    mode: { triggers: { schedule: { cron_expression: '0 6 * * 1,2,3,4,5' } } },
  })
})

it('leaves no trace of a trigger that is switched off', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  const trigger = page.getByRole('switch', { name: /Fivetran/ })
  await userEvent.click(trigger)
  await userEvent.fill(page.getByRole('textbox', { name: 'Fivetran job id' }), 'job_abc')
  await userEvent.click(trigger)
  expect(store.snapshot().payload).toEqual({})
  await userEvent.click(trigger)
  await expect
    .element(page.getByRole('textbox', { name: 'Fivetran job id' }))
    .toHaveValue('job_abc')
})

it.each<JsonObject>([
  { mode: 'daily' },
  { mode: { type: 'live', triggers: [1] } },
  { mode: { triggers: { schedule: 'daily', dbt_cloud: 'job', sync_sequence: [1] } } },
  { mode: { type: 7, triggers: { schedule: { frequency: ['daily'], hour: {} }, x: null } } },
])('shows %j as it was imported and changes nothing', async (payload) => {
  const store = await renderInBuilder(payload, <ScheduleStep />)
  await expect.element(page.getByRole('heading', { name: 'Schedule' })).toBeVisible()
  await expect.element(page.getByText(/^Blocks:/).first()).toBeVisible()
  expect(store.snapshot().payload).toBe(payload)
})
