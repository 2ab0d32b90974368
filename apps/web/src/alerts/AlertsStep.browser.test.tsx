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

it('shows where the focus is when an alert was removed by keyboard', async () => {
  const alerts = [{ type: 'FailureAlertConfiguration' }, { type: 'StatusAlertConfiguration' }]
  await renderInBuilder({ alert_attributes: alerts }, <AlertsStep />)
  page.getByRole('button', { name: 'Remove alert 2' }).element().focus()
  await userEvent.keyboard('{Enter}')
  const heading = page.getByRole('heading', { name: '1 alert' })
  await expect.element(heading).toHaveFocus()
  expect(getComputedStyle(heading.element()).outlineStyle).not.toBe('none')
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

it('is a sentence whose holes are filled in place', async () => {
  const failure = { type: 'FailureAlertConfiguration', options: null }
  const store = await renderInBuilder({ alert_attributes: [failure] }, <AlertsStep />)
  await userEvent.click(page.getByRole('button', { name: 'Run takes too long' }))
  const alert = page.getByRole('region', { name: 'Alert 2: Run takes too long' })
  await expect.element(alert.getByText(/Alert me when a run is not finished/u)).toBeVisible()
  await userEvent.fill(alert.getByRole('textbox', { name: 'Longer than' }), '2')
  await userEvent.selectOptions(alert.getByRole('combobox', { name: 'Unit' }), 'hours')
  await userEvent.selectOptions(alert.getByRole('combobox', { name: 'Counted from' }), 'scheduled')
  await userEvent.selectOptions(alert.getByRole('combobox', { name: 'Send' }), 'every_time')
  await userEvent.selectOptions(
    alert.getByRole('combobox', { name: 'Tell when it is resolved' }),
    'false',
  )
  expect(store.snapshot().payload).toEqual({
    alert_attributes: [
      failure,
      {
        type: 'RuntimeAlertConfiguration',
        send_for: 'every_time',
        should_send_recovery: false,
        options: { threshold: 2, unit: 'hours', start_type: 'scheduled' },
      },
    ],
  })
  await expect.element(alert.getByText(/No schedule is set/u)).toBeVisible()
})

it('tells what the API adds from no alerts at all', async () => {
  const store = await renderInBuilder({}, <AlertsStep />)
  const added = page.getByRole('region', { name: 'The API adds these' })
  await expect.element(added.getByText(/more than 75 %/u)).toBeVisible()
  await userEvent.click(page.getByRole('radio', { name: 'No alerts' }))
  await expect.element(added).not.toBeInTheDocument()
  expect(store.snapshot().payload).toEqual({ alert_attributes: [] })
  await userEvent.click(page.getByRole('radio', { name: 'Leave to the API' }))
  expect(store.snapshot().payload).toEqual({})
})

it('names the alert that says the same as another, and takes it away', async () => {
  const failure = { type: 'FailureAlertConfiguration', options: null }
  const store = await renderInBuilder({ alert_attributes: [failure] }, <AlertsStep />)
  await userEvent.click(page.getByRole('button', { name: 'Duplicate alert 1' }))
  const twin = page.getByRole('region', { name: 'Alert 2: Run failed' })
  await expect.element(twin.getByText(/says the same as alert 1/u)).toBeVisible()
  await userEvent.click(twin.getByRole('button', { name: 'Remove alert 2' }).last())
  expect(store.snapshot().payload).toEqual({ alert_attributes: [failure] })
})

it('says of a stored sync that it keeps its alerts, where none are sent', async () => {
  await renderInBuilder({}, <AlertsStep />, { stored: { id: 7 } })
  await expect.element(page.getByText(/the alerts that the sync has stay/u)).toBeVisible()
  await expect.element(page.getByText('The API adds these')).not.toBeInTheDocument()
})
