import { MantineProvider } from '@mantine/core'
import { onlineManager } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { ReadTime } from './ReadTime.tsx'

const failing = (reference: string) => (
  <MantineProvider>
    <ReadTime
      readAt={Date.parse('2026-11-26T10:00:00Z')}
      failure={{
        title: 'Sync Builder cannot reach the API',
        said: 'Connection refused.',
        next: 'Try again.',
        reference,
      }}
      onRetry={() => undefined}
    />
  </MantineProvider>
)

afterEach(() => onlineManager.setOnline(true))

it('announces once that nothing can be read, though each try has another reference', async () => {
  const { rerender } = await render(failing('request a'))
  const alert = page.getByRole('alert')
  await expect
    .element(alert)
    .toMatchTextContent(
      /may be old\. Sync Builder cannot reach the API\. Connection refused\. It is tried again by itself\.$/,
    )
  const said = alert.element().textContent
  await rerender(failing('request b'))
  await expect.element(page.getByText('request b')).toBeVisible()
  expect(alert.element().textContent).toBe(said)
})

it('says that nothing is read while the browser is offline', async () => {
  await render(
    <MantineProvider>
      <ReadTime readAt={Date.now()} failure={undefined} onRetry={() => undefined} />
    </MantineProvider>,
  )
  await expect.element(page.getByText('As of', { exact: false })).toBeVisible()
  onlineManager.setOnline(false)
  await expect.element(page.getByRole('alert')).toMatchTextContent('The browser is offline')
  onlineManager.setOnline(true)
  await expect.element(page.getByText('As of', { exact: false })).toBeVisible()
})
