import type { JsonObject } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import AlertsStep from './AlertsStep.tsx'

it('adds, duplicates and removes alerts', async () => {
  const failure = { type: 'FailureAlertConfiguration', options: null, id: 7 }
  const store = await renderInBuilder({ alert_attributes: [failure] }, <AlertsStep />)
  await userEvent.click(page.getByRole('button', { name: 'Run takes too long' }))
  await userEvent.click(page.getByRole('button', { name: 'Duplicate alert 1' }))
  await userEvent.click(page.getByRole('button', { name: 'Remove alert 3' }))
  expect(store.snapshot().payload).toEqual({
    alert_attributes: [failure, { type: 'FailureAlertConfiguration', options: null }],
  })
})

it('keeps what is half typed with its alert when another is removed', async () => {
  await renderInBuilder(
    {
      alert_attributes: [
        { type: 'FailureAlertConfiguration' },
        { type: 'RecordCountDeviationAlertConfiguration', options: {} },
      ],
    },
    <AlertsStep />,
  )
  await userEvent.fill(page.getByLabelText('Options as JSON'), '{"threshold": 2')
  await userEvent.click(page.getByRole('button', { name: 'Remove alert 1' }))
  await expect.element(page.getByLabelText('Options as JSON')).toHaveValue('{"threshold": 2')
})

it('stays at the list when its last alert is removed', async () => {
  const store = await renderInBuilder(
    { alert_attributes: [{ type: 'FailureAlertConfiguration' }] },
    <AlertsStep />,
  )
  await userEvent.click(page.getByRole('button', { name: 'Remove alert 1' }))
  expect(store.snapshot().payload).toEqual({ alert_attributes: [] })
  await expect.element(page.getByRole('radio', { name: 'These alerts' })).toBeChecked()
  await expect.element(page.getByRole('button', { name: 'Run failed' })).toBeVisible()
})

it.each<JsonObject>([
  { alert_attributes: { a: 1 } },
  { alert_attributes: 'all' },
  { alert_attributes: ['x', null, { type: 'Other' }] },
  { alert_attributes: [{ type: 'RuntimeAlertConfiguration', options: [1], send_for: {} }] },
])('shows %j as it was imported and changes nothing', async (payload) => {
  const store = await renderInBuilder(payload, <AlertsStep />)
  await expect.element(page.getByText(/^Blocks:/).first()).toBeVisible()
  expect(store.snapshot().payload).toBe(payload)
})
