import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import { VirtualList } from './VirtualList.tsx'

function Panel({ isHidden }: { isHidden: boolean }) {
  return (
    <aside hidden={isHidden}>
      <VirtualList
        label="Names"
        items={[{ id: 'Ada' }, { id: 'Ben' }]}
        estimatedHeight={30}
        className={undefined}
        itemClassName={undefined}
      >
        {({ id }) => id}
      </VirtualList>
    </aside>
  )
}

it('shows its items again after it was hidden', async () => {
  const screen = await render(<Panel isHidden={false} />)
  await expect.element(page.getByText('Ben')).toBeVisible()
  await screen.rerender(<Panel isHidden />)
  // Until the sizes of what is hidden were told.
  await new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told)))
  await screen.rerender(<Panel isHidden={false} />)
  await expect.element(page.getByText('Ben')).toBeVisible()
  expect(page.getByRole('list').element().getBoundingClientRect().height).toBeGreaterThan(0)
})
