import { editDraft, fromCreateSync, type JsonObject } from '@sync-builder/schema'
import { useMemo, useSyncExternalStore } from 'react'
import { useController } from 'react-hook-form'
import { expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { BuilderContext, type Builder } from './builder.ts'
import { createDraftStore, type DraftStore } from './draftStore.ts'
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

function Harness({ store }: { store: DraftStore }) {
  const { draft, payload, saved } = useSyncExternalStore(store.subscribe, store.snapshot)
  const builder = useMemo(
    (): Builder => ({
      draftId: 'draft',
      draft,
      payload,
      saved,
      known: {},
      problems: [],
      store,
      jump: undefined,
      jumpTo: () => {},
    }),
    [draft, payload, saved, store],
  )
  return (
    <BuilderContext value={builder}>
      <Names />
    </BuilderContext>
  )
}

async function show(payload: JsonObject): Promise<DraftStore> {
  const store = createDraftStore(fromCreateSync(payload), 0, () => Promise.resolve(0))
  await render(<Harness store={store} />)
  return store
}

it('puts what is typed into the draft', async () => {
  const store = await show({})
  await userEvent.fill(page.getByLabelText('last'), 'Lovelace')
  expect(store.snapshot().payload).toEqual({ name: { last: 'Lovelace' } })
})

it('writes nothing when the draft itself drops what the form shows', async () => {
  const store = await show({ name: { first: 'Ada', last: 'Lovelace' } })
  store.change((draft) => editDraft(draft, [{ op: 'remove', path: ['name'] }]))
  await expect.element(page.getByLabelText('last')).toHaveValue('')
  expect(store.snapshot().payload).toEqual({})
})

it('shows what the draft says now, and types on from there', async () => {
  const store = await show({ name: { first: 'Ada', last: 'Byron' } })
  const name = { first: 'Augusta', last: 'King' }
  store.change((draft) => editDraft(draft, [{ op: 'set', path: ['name'], value: name }]))
  await expect.element(page.getByLabelText('last')).toHaveValue('King')
  await userEvent.fill(page.getByLabelText('first'), 'Ada')
  expect(store.snapshot().payload).toEqual({ name: { first: 'Ada', last: 'King' } })
})
