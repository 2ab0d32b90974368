import type { JsonObject } from '@sync-builder/schema'
import { expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import Changes from './Changes.tsx'

function withRows(count: number, column: (index: number) => string): JsonObject {
  return {
    label: 'Users',
    mappings: Array.from({ length: count }, (_, index) => ({
      from: { type: 'column', data: column(index) },
      to: `field_${index}`,
    })),
  }
}

it('tells of nothing where nothing differs', async () => {
  const base = withRows(3, (index) => `column_${index}`)
  await renderInBuilder(structuredClone(base), <Changes base={base} />)
  await expect.element(page.getByRole('status')).toHaveTextContent('None: the same as stored')
})

it('follows the draft, by key and by row', async () => {
  const base = withRows(3, (index) => `column_${index}`)
  const store = await renderInBuilder(structuredClone(base), <Changes base={base} />)
  store.change((draft) => ({ ...draft, body: { ...draft.body, label: 'People' } }))
  await expect
    .element(page.getByRole('listitem'))
    .toHaveTextContent('LabellabelchangedUsers→People')
})

it('tells two places apart that read alike', async () => {
  const failed = vi.spyOn(console, 'error')
  const config = (one: number, other: number) => ({
    advanced_configuration: { 'a.b': one, a: { b: other } },
  })
  await renderInBuilder(config(2, 3), <Changes base={config(1, 1)} />)
  const item = page.getByRole('listitem')
  await expect.element(item).toBeVisible()
  expect(item.element().textContent).toContain('a.b1→2a.b1→3')
  expect(failed).not.toHaveBeenCalled()
  failed.mockRestore()
})

it('draws of a thousand rows those that are in sight, and counts all', async () => {
  const base = withRows(1_000, (index) => `column_${index}`)
  await renderInBuilder(
    withRows(1_000, (index) => `other_${index}`),
    <Changes base={base} />,
  )
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent('1000 places differ from what is stored')
  await expect.element(page.getByRole('listitem').first()).toHaveAttribute('aria-setsize', '1000')
  expect(page.getByRole('listitem').elements().length).toBeLessThan(60)
})

it('keeps its note off what comes after it, where there is little room', async () => {
  const base = withRows(20, (index) => `column_${index}`)
  await renderInBuilder(
    withRows(20, (index) => `other_${index}`),
    <aside style={{ display: 'flex', flexDirection: 'column', height: 120, overflowY: 'auto' }}>
      <Changes base={base} />
      <p style={{ flex: 'none', height: 100 }}>Payload</p>
    </aside>,
  )
  const note = page.getByText(/^Only these keys are sent/u)
  await expect.element(note).toBeInTheDocument()
  const next = page.getByText('Payload', { exact: true })
  expect(note.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(
    next.element().getBoundingClientRect().top,
  )
})
