import { MantineProvider } from '@mantine/core'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { NewDraftButton } from './NewDraftButton.tsx'

const places = memoryLocation({ path: '/drafts/old/review', record: true })

async function press(onMake: () => Promise<string>) {
  await render(
    <MantineProvider>
      <Router hook={places.hook}>
        <NewDraftButton onMake={onMake}>Copy to a new draft</NewDraftButton>
      </Router>
    </MantineProvider>,
  )
  await page.getByRole('button', { name: 'Copy to a new draft' }).click()
}

it('opens the draft that was made', async () => {
  await press(() => Promise.resolve('new'))
  await expect.poll(() => places.history.at(-1)).toBe('/drafts/new/review')
})

it('says so where the browser keeps no other draft', async () => {
  await press(() => Promise.reject(new Error('QuotaExceededError')))
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('This browser does not let the page keep another draft.')
})
