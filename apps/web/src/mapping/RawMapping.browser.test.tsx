import { MantineProvider } from '@mantine/core'
import type { JsonValue } from '@sync-builder/schema'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { RawMapping } from './RawMapping.tsx'

const onChange = vi.fn<(mapping: JsonValue) => void>()

function rawMapping(mapping: JsonValue) {
  onChange.mockClear()
  return (
    <MantineProvider>
      <RawMapping label="Mapping" mapping={mapping} onChange={onChange} />
    </MantineProvider>
  )
}

it('takes what is typed when it goes, as with Escape in the details', async () => {
  const screen = await render(rawMapping({ to: 'email' }))
  await userEvent.fill(page.getByLabelText('Mapping'), '{"to": "phone"}')
  expect(onChange).not.toHaveBeenCalled()
  await screen.unmount()
  expect(onChange.mock.calls).toEqual([[{ to: 'phone' }]])
})

it('does not put what was typed over a newer mapping', async () => {
  const screen = await render(rawMapping({ to: 'email' }))
  await userEvent.fill(page.getByLabelText('Mapping'), '{"to": "phone"}')
  await screen.rerender(rawMapping({ to: 'name' }))
  await expect.element(page.getByLabelText('Mapping')).toHaveValue('{\n  "to": "name"\n}')
  await screen.unmount()
  expect(onChange).not.toHaveBeenCalled()
})
