import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { useBuilder } from '../draft/builder.ts'
import { PayloadView } from './PayloadView.tsx'
import JsonEditor from './text/JsonEditor.tsx'
import { useTextPane } from './text/useTextPane.ts'

function Payload() {
  const { store, payload } = useBuilder()
  const pane = useTextPane(store, payload, () => undefined)
  return (
    <PayloadView
      payload={payload}
      changeOf={onlyLabel}
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
  await renderInBuilder({ label: 'One', operation: 'upsert' }, <Payload />)
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
