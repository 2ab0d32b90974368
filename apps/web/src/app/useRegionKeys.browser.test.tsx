import { useState } from 'react'
import { beforeEach, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { useRegionKeys } from './useRegionKeys.ts'

function Frame() {
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  useRegionKeys(frame)
  return (
    <div ref={setFrame}>
      <nav>
        <a href="#source">Source</a>
        <a href="#mapping" aria-current="step">
          Mapping
        </a>
      </nav>
      <main tabIndex={-1}>
        <label>
          <input type="radio" name="rows" /> Board
        </label>
        <label>
          <input type="radio" name="rows" defaultChecked /> Rows
        </label>
        <button type="button">Remove row 1</button>
      </main>
      <aside hidden>
        <button type="button">Copy JSON</button>
      </aside>
      <footer>
        <button type="button">Validate</button>
      </footer>
      <div role="dialog">
        <button type="button">Close details</button>
      </div>
    </div>
  )
}

const step = page.getByRole('link', { name: 'Mapping' })
const choice = page.getByRole('radio', { name: 'Rows' })
const action = page.getByRole('button', { name: 'Validate' })

beforeEach(async () => {
  await render(<Frame />)
})

it('goes round the regions, past one that is not shown', async () => {
  await userEvent.keyboard('{F6}')
  await expect.element(step).toHaveFocus()
  await userEvent.keyboard('{F6}')
  await expect.element(choice).toHaveFocus()
  await userEvent.keyboard('{F6}')
  await expect.element(action).toHaveFocus()
  await userEvent.keyboard('{F6}')
  await expect.element(step).toHaveFocus()
})

it('goes back with Shift, from wherever in a region one is', async () => {
  page.getByRole('button', { name: 'Remove row 1' }).element().focus()
  await userEvent.keyboard('{Shift>}{F6}{/Shift}')
  await expect.element(step).toHaveFocus()
  await userEvent.keyboard('{Shift>}{F6}{/Shift}')
  await expect.element(action).toHaveFocus()
})

it('leaves the focus in a dialog', async () => {
  const close = page.getByRole('button', { name: 'Close details' })
  close.element().focus()
  await userEvent.keyboard('{F6}')
  await expect.element(close).toHaveFocus()
})
