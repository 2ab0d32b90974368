import { MantineProvider } from '@mantine/core'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { BusyButton } from './BusyButton.tsx'

function Starter({ onStart }: { onStart: () => void }) {
  const [isBusy, setIsBusy] = useState(false)
  return (
    <BusyButton
      isBusy={isBusy}
      onClick={() => {
        onStart()
        setIsBusy(true)
      }}
    >
      Start
    </BusyButton>
  )
}

it('keeps the focus while it is busy, and takes no further press', async () => {
  const onStart = vi.fn<() => void>()
  await render(
    <MantineProvider>
      <Starter onStart={onStart} />
    </MantineProvider>,
  )
  const button = page.getByRole('button', { name: 'Start' })
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await expect.element(button).toHaveAttribute('aria-busy', 'true')
  await expect.element(button).toHaveAttribute('aria-disabled', 'true')
  await userEvent.keyboard('{Enter}')
  expect(onStart).toHaveBeenCalledOnce()
  await expect.element(button).toHaveFocus()
})
