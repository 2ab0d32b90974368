import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { InSight } from './InSight.tsx'

function Step({ said }: { said: string | undefined }) {
  return (
    <main style={{ height: 300, overflow: 'auto' }}>
      {said !== undefined && <InSight>{said}</InSight>}
      <div style={{ height: 2_000 }}>The step</div>
    </main>
  )
}

it('is seen when it comes above what is scrolled to', async () => {
  const screen = await render(<Step said={undefined} />)
  page.getByRole('main').element().scrollTo({ top: 1_500 })
  await screen.rerender(<Step said="The API refused the payload" />)
  await expect.element(page.getByText('The API refused the payload')).toBeInViewport()
  await screen.rerender(<Step said={undefined} />)
  await expect.element(page.getByText('The step')).toBeVisible()
})
