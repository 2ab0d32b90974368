import { editDraft, type JsonObject } from '@sync-builder/schema'
import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { useBuilder } from '../draft/builder.ts'
import { PayloadView } from './PayloadView.tsx'
import JsonEditor from './text/JsonEditor.tsx'
import { useTextPane } from './text/useTextPane.ts'

function Payload({ changeOf }: { changeOf?: () => JsonObject }) {
  const { store, payload } = useBuilder()
  const pane = useTextPane(store, payload, () => undefined)
  return (
    <PayloadView
      payload={payload}
      changeOf={changeOf}
      pane={pane}
      editor={<JsonEditor pane={pane} />}
      actions={null}
    />
  )
}

const onlyLabel = () => ({ label: 'One' })
const editor = page.getByRole('textbox', { name: 'Payload as JSON' })
const press = (name: string) => userEvent.click(page.getByRole('button', { name }))

afterEach(() => {
  vi.restoreAllMocks()
})

it('copies what is in sight: the body of the call, or the text in the editor as it stands', async () => {
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await renderInBuilder({ label: 'One', operation: 'upsert' }, <Payload changeOf={onlyLabel} />)
  await press('Copy JSON')
  expect(copied).toHaveBeenLastCalledWith('{\n  "label": "One"\n}')

  await press('Edit as JSON')
  await expect.element(editor).toBeVisible()
  await press('Copy JSON')
  expect(copied).toHaveBeenLastCalledWith('{\n  "label": "One",\n  "operation": "upsert"\n}')
  await userEvent.click(editor)
  await userEvent.keyboard('{Control>}{End}{/Control} no JSON')
  await press('Copy JSON')
  expect(copied).toHaveBeenLastCalledWith(
    '{\n  "label": "One",\n  "operation": "upsert"\n} no JSON',
  )

  await press('Edit as JSON')
  await press('Copy JSON')
  expect(copied).toHaveBeenLastCalledWith('{\n  "label": "One"\n}')
})

it('marks every line of the rows that were added at once', async () => {
  const row = (to: string) => ({ from: { type: 'column', data: to }, to })
  const store = await renderInBuilder({ label: 'One', mappings: [row('a')] }, <Payload />)
  store.change((draft) =>
    editDraft(draft, [
      { op: 'set', path: ['mappings', 1], value: row('b') },
      { op: 'set', path: ['mappings', 2], value: row('c') },
    ]),
  )
  await expect.element(page.getByText('"to": "c"')).toBeVisible()
  const marked = [...document.querySelectorAll('[data-changed]')].map((line) => line.textContent)
  const lines = JSON.stringify([row('b'), row('c')], null, 2)
    .split('\n')
    .slice(1, -1)
  expect(marked.map((line) => line.trim())).toEqual(lines.map((line) => line.trim()))
})
