import { editDraft } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { RawJson } from './RawJson.tsx'

const control = <RawJson path={['settings']} label="Settings" removeLabel="Leave to the API" />

it('keeps text that is no JSON on the screen, and the value from before in the payload', async () => {
  const store = await renderInBuilder({ settings: { a: 1 } }, control)
  await userEvent.fill(page.getByLabelText('Settings'), '{"a": 2')
  await expect.element(page.getByText(/keeps the value from before/)).toBeVisible()
  await expect.element(page.getByLabelText('Settings')).toHaveValue('{"a": 2')
  expect(store.snapshot().payload).toEqual({ settings: { a: 1 } })

  await userEvent.fill(page.getByLabelText('Settings'), '{"a": 2}')
  expect(store.snapshot().payload).toEqual({ settings: { a: 2 } })
  await expect.element(page.getByText(/keeps the value from before/)).not.toBeInTheDocument()
})

it('refuses what would not be sent as it is written', async () => {
  const store = await renderInBuilder({}, control)
  await userEvent.fill(page.getByLabelText('Settings'), '{"a": 1, "a": 2}')
  await expect.element(page.getByText(/Nothing is sent for it yet/)).toBeVisible()
  expect(store.snapshot().payload).toEqual({})
})

it('shows a change from elsewhere instead of what was typed', async () => {
  const store = await renderInBuilder({ settings: 1 }, control)
  await userEvent.fill(page.getByLabelText('Settings'), 'soon')
  store.change((draft) => editDraft(draft, [{ op: 'set', path: ['settings'], value: 7 }]))
  await expect.element(page.getByLabelText('Settings')).toHaveValue('7')
})

it('can be left to the API', async () => {
  const store = await renderInBuilder({ settings: 'odd' }, control)
  await userEvent.click(page.getByRole('button', { name: /Leave to the API/ }))
  expect(store.snapshot().payload).toEqual({})
})
