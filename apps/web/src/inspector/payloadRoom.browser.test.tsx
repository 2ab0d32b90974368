import { MantineProvider } from '@mantine/core'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page } from 'vitest/browser'
import '../ui/styles.ts'
import { PayloadView } from './PayloadView.tsx'
import type { TextPane } from './text/useTextPane.ts'

const nothing = () => undefined
const pane: TextPane = {
  isEditing: false,
  setIsEditing: nothing,
  shownText: { current: undefined },
  standing: undefined,
  problem: undefined,
  goal: undefined,
  goToError: nothing,
  useText: nothing,
  throwAway: nothing,
  thrown: undefined,
  putBack: nothing,
  forget: nothing,
}
const payload = { mappings: Array.from({ length: 40 }, (_, index) => `row ${index}`) }

/** An inspector with so much room for a payload and for the preview, which needs 340 of it. */
async function renderBesidePreview(height: number, shown: TextPane, editor?: React.ReactNode) {
  await render(
    <MantineProvider>
      <aside style={{ display: 'flex', flexDirection: 'column', height, overflowY: 'auto' }}>
        <PayloadView
          payload={payload}
          changeOf={undefined}
          pane={shown}
          editor={editor}
          actions={undefined}
        />
        <section aria-label="Preview" style={{ flex: 'none', height: 340 }} />
      </aside>
    </MantineProvider>,
  )
  return {
    copy: page.getByRole('button', { name: 'Copy JSON' }).element().getBoundingClientRect(),
    preview: page.getByRole('region', { name: 'Preview' }).element().getBoundingClientRect(),
  }
}

it('keeps its buttons off the preview where there is little room', async () => {
  const { copy, preview } = await renderBesidePreview(500, pane)
  expect(copy.bottom).toBeLessThanOrEqual(preview.top)
})

it('keeps an editor that needs more room off the preview', async () => {
  const editor = <div style={{ minHeight: 380 }} />
  const { copy, preview } = await renderBesidePreview(500, { ...pane, isEditing: true }, editor)
  expect(copy.bottom).toBeLessThanOrEqual(preview.top)
})

it('fills the room there is and no more', async () => {
  const { preview } = await renderBesidePreview(900, pane)
  const inspector = page.getByRole('complementary').element().getBoundingClientRect()
  expect(Math.round(preview.bottom)).toBe(Math.round(inspector.bottom))
})
