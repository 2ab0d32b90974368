import { useState } from 'react'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import type { JsonValue, Path } from '@sync-builder/schema'
import { foldKey, jsonLines } from './jsonLines.ts'
import { JsonLines } from './JsonLines.tsx'

function Text({ value, changed }: { value: JsonValue; changed?: Path | undefined }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  return (
    <div style={{ display: 'flex', height: 300 }}>
      <button type="button">Before</button>
      <JsonLines
        lines={jsonLines(value, folded)}
        {...(changed && { changed: [{ path: changed, isWhole: true }] })}
        onToggle={(path) => setFolded(new Set([foldKey(path)]))}
      />
      <button type="button">After</button>
    </div>
  )
}

const tree = page.getByRole('tree', { name: 'JSON' })
const after = page.getByRole('button', { name: 'After' })

/** The line that the tree says is the active one. */
function activeLine(): HTMLElement | null {
  return document.getElementById(tree.element().getAttribute('aria-activedescendant') ?? '')
}

it('is one tab stop, and the arrows go through it and fold', async () => {
  await render(<Text value={{ a: { b: [1, 2] }, c: 3 }} />)
  await userEvent.click(page.getByRole('button', { name: 'Before' }))
  await userEvent.tab()
  await expect.element(tree).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  expect(activeLine()?.textContent).toContain('"b": [')
  await userEvent.keyboard('{ArrowLeft}')
  await expect.element(page.getByRole('treeitem', { name: '"b": [ … 2 ]' })).toBeVisible()
  await userEvent.keyboard('{ArrowDown}')
  expect(activeLine()?.textContent).toContain('"c": 3')
  await userEvent.tab()
  await expect.element(after).toHaveFocus()
})

it('goes to the end of a long text, and keeps the place while the text changes', async () => {
  const rows = Array.from({ length: 2_000 }, (_, index) => ({ to: `field ${index}` }))
  const screen = await render(<Text value={{ rows, label: 'x' }} />)
  tree.element().focus()
  await userEvent.keyboard('{End}')
  expect(activeLine()?.textContent).toContain('"label": "x"')
  await expect.element(page.getByText('"label": "x"')).toBeInViewport()
  await screen.rerender(<Text value={{ rows: rows.slice(5), label: 'y' }} />)
  await expect.poll(() => activeLine()?.textContent).toContain('"label": "y"')
})

it('gives the focus to the text when a fold is clicked', async () => {
  await render(<Text value={{ a: [1] }} />)
  await userEvent.click(page.getByRole('button', { name: 'Fold a' }))
  await expect.element(tree).toHaveFocus()
  expect(activeLine()?.getAttribute('aria-expanded')).toBe('false')
})

it('brings what changed in sight, but not while the text is being read', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => `row ${index}`)
  const screen = await render(<Text value={{ rows, label: 'x' }} />)
  await userEvent.hover(after)
  await screen.rerender(<Text value={{ rows, label: 'y' }} changed={['label']} />)
  await expect.element(page.getByText('"label": "y"')).toBeInViewport()
  tree.element().focus()
  await screen.rerender(
    <Text value={{ rows: rows.with(0, 'first'), label: 'y' }} changed={['rows', 0]} />,
  )
  await expect.element(page.getByText('"first",')).toBeInTheDocument()
  await expect.element(page.getByText('"label": "y"')).toBeInViewport()
  await expect.element(page.getByText('"first",')).not.toBeInViewport()
})
