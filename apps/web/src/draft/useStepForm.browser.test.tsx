import { editDraft } from '@sync-builder/schema'
import { useController } from 'react-hook-form'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { textForm } from './fieldText.ts'
import { useStepForm } from './useStepForm.ts'

const names = textForm({
  first: { path: ['name', 'first'] },
  last: { path: ['name', 'last'] },
})

function NameField({ form, name }: { form: ReturnType<typeof useStepForm>; name: string }) {
  const { field } = useController({ control: form.control, name })
  return <input aria-label={name} {...field} />
}

function Names() {
  const form = useStepForm(names)
  return (
    <>
      <NameField form={form} name="first" />
      <NameField form={form} name="last" />
    </>
  )
}

it('puts what is typed into the draft', async () => {
  const store = await renderInBuilder({}, <Names />)
  await userEvent.fill(page.getByLabelText('last'), 'Lovelace')
  expect(store.snapshot().payload).toEqual({ name: { last: 'Lovelace' } })
})

it('writes nothing when the draft itself drops what the form shows', async () => {
  const store = await renderInBuilder({ name: { first: 'Ada', last: 'Lovelace' } }, <Names />)
  store.change((draft) => editDraft(draft, [{ op: 'remove', path: ['name'] }]))
  await expect.element(page.getByLabelText('last')).toHaveValue('')
  expect(store.snapshot().payload).toEqual({})
})

it('shows what the draft says now, and types on from there', async () => {
  const store = await renderInBuilder({ name: { first: 'Ada', last: 'Byron' } }, <Names />)
  const name = { first: 'Augusta', last: 'King' }
  store.change((draft) => editDraft(draft, [{ op: 'set', path: ['name'], value: name }]))
  await expect.element(page.getByLabelText('last')).toHaveValue('King')
  await userEvent.fill(page.getByLabelText('first'), 'Ada')
  expect(store.snapshot().payload).toEqual({ name: { first: 'Ada', last: 'King' } })
})
