import type { JsonObject } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { useBuilder } from '../draft/builder.ts'
import OptionsStep from './OptionsStep.tsx'
import { OptionsSummary } from './OptionsSummary.tsx'

const object = {
  full_name: 'user_data',
  allow_custom_fields: true,
  supports_field_ordering: true,
  advanced_configuration_field_definitions: [
    { name: 'data_source_country', label: 'Data source country', type: 'text', sort_order: 1 },
    { name: 'bulk_id_lookup', label: 'Bulk id lookup', type: 'boolean', sort_order: 2 },
  ],
}

it('sets the advanced settings of the object and leaves them to the API again', async () => {
  const store = await renderInBuilder({}, <OptionsStep />, { object })
  const country = page.getByRole('textbox', { name: /Data source country/ })
  const lookup = page.getByRole('combobox', { name: /Bulk id lookup/ })
  await userEvent.fill(country, 'US, GB')
  await userEvent.selectOptions(lookup, 'true')
  expect(store.snapshot().payload).toEqual({
    advanced_configuration: { data_source_country: 'US, GB', bulk_id_lookup: true },
  })
  await userEvent.clear(country)
  await userEvent.selectOptions(lookup, '')
  expect(store.snapshot().payload).toEqual({})
})

it('calls the object by its label where it says what that cannot do', async () => {
  const lead = {
    full_name: 'lead_or_contact',
    label: 'Lead or Contact',
    allow_custom_fields: false,
  }
  await renderInBuilder({}, <OptionsStep />, { object: lead })
  await expect.element(page.getByText(/^Lead or Contact takes no new fields/)).toBeVisible()
  await expect.element(page.getByText(/^Lead or Contact does not support an order/)).toBeVisible()
  await expect.element(page.getByText(/lead_or_contact/)).not.toBeInTheDocument()
})

it('offers no field order where the object supports none, and leaves one that is set', async () => {
  const contact = { full_name: 'contact', label: 'Contact' }
  const store = await renderInBuilder({ field_order: 'mapping_order' }, <OptionsStep />, {
    object: contact,
  })
  const order = page.getByRole('radiogroup', { name: 'Field order' })
  const choice = (name: string) => order.getByRole('radio', { name })
  await expect.element(choice('By mapping')).toBeEnabled()
  await expect.element(choice('By column name')).toBeDisabled()
  await expect.element(choice('By column name')).toHaveAccessibleDescription(/Needs an object/)
  await userEvent.click(choice('Leave to the API'))
  expect(store.snapshot().payload).toEqual({})
  await expect.element(choice('By mapping')).toBeDisabled()
})

it('previews the names that a normalization makes of the source’s columns', async () => {
  await renderInBuilder({ field_behavior: 'sync_all_properties' }, <OptionsStep />, {
    columns: [{ name: 'hashed_email' }],
  })
  await userEvent.click(page.getByRole('radio', { name: 'Camel case' }))
  await expect.element(page.getByText('hashedEmail')).toBeVisible()
})

it.each([
  ['Show fields with no effect here', { operation: 'upsert', mirror_strategy: 'upload_and_swap' }],
  ['Deprecated fields', { schedule_hour: 3 }],
])('opens "%s" by itself when one of them is set', async (title, payload) => {
  await renderInBuilder(payload, <OptionsStep />)
  await expect
    .element(page.getByRole('button', { name: title }))
    .toHaveAttribute('aria-expanded', 'true')
})

function JumpToCron() {
  const { jumpTo } = useBuilder()
  return <button onClick={() => jumpTo(['cron_expression'])}>Jump</button>
}

it('opens the deprecated fields when a jump leads there', async () => {
  await renderInBuilder(
    {},
    <>
      <JumpToCron />
      <OptionsStep />
    </>,
  )
  await expect.element(page.getByText('schedule_frequency')).not.toBeInTheDocument()
  await userEvent.click(page.getByRole('button', { name: 'Jump' }))
  await expect.element(page.getByRole('textbox', { name: /Cron expression/ })).toBeVisible()
})

it.each<JsonObject>([
  { label: 5, paused: 'yes', field_behavior: 'api', field_order: [1], advanced_configuration: 'x' },
  { label: {}, paused: [], advanced_configuration: { a: { b: 1 } }, triggers: 5, validate_only: 1 },
  { high_water_mark_attributes: 'x', schedule_hour: {}, field_normalization: 3, other: { key: 1 } },
])('shows %j as it was imported and changes nothing', async (payload) => {
  const store = await renderInBuilder(payload, <OptionsStep />, { object })
  await expect.element(page.getByText(/^Blocks:/).first()).toBeVisible()
  expect(store.snapshot().payload).toBe(payload)
})

it.each([
  [undefined, 'Users, created paused'],
  [{ id: 7 }, 'Users, paused'],
])('sums up a paused sync, stored as %j: %s', async (stored, words) => {
  const known = stored ? { stored } : {}
  await renderInBuilder({ label: 'Users', paused: true }, <OptionsSummary />, known)
  await expect.element(page.getByText(words, { exact: true })).toBeVisible()
})
