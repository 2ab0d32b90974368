import { editDraft, type JsonValue } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { ChoiceCards } from '../ui/ChoiceCards.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { TextField } from './FormFields.tsx'
import { textForm } from './fieldText.ts'
import { useStepForm } from './useStepForm.ts'

const labelForm = textForm({ label: { path: ['label'] } })

function Label() {
  const { control } = useStepForm(labelForm)
  return (
    <TextField control={control} name="label" path={['label']} label="Label" description="A name" />
  )
}

it('tells who comes to a field what is wrong there, for as long as it is', async () => {
  const store = await renderInBuilder({ label: 7 }, <Label />)
  const field = page.getByLabelText('Label')
  await expect.element(field).toHaveAccessibleDescription(/^A name Blocks: /)
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')

  store.change((draft) => editDraft(draft, [{ op: 'set', path: ['label'], value: 'Users' }]))
  await expect.element(field).toHaveAccessibleDescription('A name')
  await expect.element(field).not.toHaveAttribute('aria-invalid')
})

function operation(value: JsonValue) {
  return renderInBuilder(
    { operation: value },
    <div>
      <ChoiceCards
        label="Operation"
        choices={[{ value: 'upsert', label: 'Update or create' }]}
        value={undefined}
        onChange={() => undefined}
        dataPath="operation"
      />
      <FieldProblems path={['operation']} />
    </div>,
  )
}

it('tells it of a choice as a whole, not of one of its options', async () => {
  await operation('upside')
  const group = page.getByRole('radiogroup', { name: 'Operation' })
  await expect.element(group).toHaveAccessibleDescription(/Blocks: /)
  await expect.element(group).toHaveAttribute('aria-invalid', 'true')
  await expect.element(page.getByRole('radio')).not.toHaveAttribute('aria-invalid')
})

it('puts the focus into the control that a fix has mended', async () => {
  await renderInBuilder({ label: '' }, <Label />)
  await userEvent.click(page.getByRole('button').first())
  await expect.element(page.getByLabelText('Label')).toHaveFocus()
})
