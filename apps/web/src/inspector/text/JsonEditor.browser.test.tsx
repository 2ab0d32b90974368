import { undoDepth } from '@codemirror/commands'
import { foldEffect, foldedRanges } from '@codemirror/language'
import { diagnosticCount, forEachDiagnostic } from '@codemirror/lint'
import { EditorView } from '@codemirror/view'
import { editDraft, toCreateSync, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../../test/BuilderHarness.tsx'
import { useBuilder } from '../../draft/builder.ts'
import type { DraftStore } from '../../draft/draftStore.ts'
import JsonEditor from './JsonEditor.tsx'
import { useTextPane } from './useTextPane.ts'

const row = (data: string, to: string) => ({ from: { type: 'column', data }, to })
const payload: JsonObject = {
  label: 'One',
  operation: 'upsert',
  unknown: [1, 2.5],
  mappings: [row('a', 'x'), row('b', 'y'), row('c', 'z')],
}

function Pane() {
  const { store, payload: shown, problems } = useBuilder()
  const pane = useTextPane(store, shown, () => undefined)
  return (
    <div style={{ display: 'flex', flexDirection: 'column', width: 480, height: 600 }}>
      <button type="button" onClick={() => pane.setIsEditing(!pane.isEditing)}>
        Edit as JSON
      </button>
      <output aria-label="Problems">
        {problems.some(({ path }) => path[0] === 'operation') && 'of the operation'}
      </output>
      {pane.isEditing && <JsonEditor pane={pane} />}
    </div>
  )
}

const editor = page.getByRole('textbox', { name: 'Payload as JSON' })
const note = page.getByRole('group', { name: 'JSON text' })
const press = (name: string) => userEvent.click(page.getByRole('button', { name }))

async function open(of: JsonObject = payload): Promise<{ store: DraftStore; view: EditorView }> {
  const store = await renderInBuilder(of, <Pane />)
  await press('Edit as JSON')
  return { store, view: await shownView() }
}

async function shownView(): Promise<EditorView> {
  await expect.element(editor).toBeVisible()
  const view = EditorView.findFromDOM(editor.element() as HTMLElement)
  if (!view) throw new Error('There is no editor')
  return view
}

function marked(view: EditorView): string[] {
  const found: string[] = []
  forEachDiagnostic(view.state, (_, from, to) => found.push(view.state.sliceDoc(from, to)))
  return found
}

const textIn = (view: EditorView) => view.state.doc.toString()
const textOf = (value: JsonObject) => JSON.stringify(value, null, 2)

/** Types in the place of the first `before`. */
async function replace(view: EditorView, before: string, after: string): Promise<void> {
  const from = textIn(view).indexOf(before)
  if (from < 0) throw new Error(`There is no ${before}`)
  view.focus()
  view.dispatch({ selection: { anchor: from, head: from + before.length }, scrollIntoView: true })
  await userEvent.keyboard(after.replaceAll(/[[{]/gu, '$&$&'))
}

const set = (store: DraftStore, key: string, value: string) =>
  store.change((draft) => editDraft(draft, [{ op: 'set', path: [key], value }]))

describe('What is typed in the JSON text', () => {
  it('is in the draft a moment later, as one step, with the ids of the rows', async () => {
    const { store, view } = await open()
    const before = store.snapshot()
    await replace(view, '"One"', '"Two')
    await replace(view, '"y"', '"other')
    await expect
      .poll(() => store.snapshot().payload)
      .toEqual({
        ...payload,
        label: 'Two',
        mappings: [row('a', 'x'), row('b', 'other'), row('c', 'z')],
      })
    const { draft, history } = store.snapshot()
    expect(draft.rows.map(({ id }) => id)).toEqual(before.draft.rows.map(({ id }) => id))
    expect(history.at).toBe(1)
    expect(textIn(view)).toBe(textOf(store.snapshot().payload))
  })

  it('is kept with its layout and its unknown keys', async () => {
    const { store, view } = await open({ label: 'One' })
    const text = '{"label":"One",  "new_key": {"deep": [1.50]}}'
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    await expect
      .poll(() => store.snapshot().payload)
      .toEqual({ label: 'One', new_key: { deep: [1.5] } })
    set(store, 'label', 'Two')
    await expect.poll(() => textIn(view)).toBe(text.replace('One', 'Two'))
  })

  it('is brought into the draft when the editor is left', async () => {
    const { store, view } = await open()
    await replace(view, '"One"', '"Two')
    await press('Edit as JSON')
    expect(store.snapshot().payload.label).toBe('Two')
  })
})

describe('What was typed in the JSON text when the page is hidden', () => {
  it('is in the draft before what listened from the start copies it', async () => {
    let copied: unknown
    const shown: { store?: DraftStore } = {}
    const copy = () => (copied = shown.store?.snapshot().payload.label)
    document.addEventListener('visibilitychange', copy)
    const opened = await open()
    shown.store = opened.store
    await replace(opened.view, '"One"', '"Two"')
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    hidden.mockRestore()
    document.removeEventListener('visibilitychange', copy)
    expect(copied).toBe('Two')
  })
})

describe('What the form changes', () => {
  it('comes into the text around the cursor, the folds and what is typed', async () => {
    const { store, view } = await open()
    const cursor = textIn(view).indexOf('"z"') + 2
    const folded = { from: textIn(view).indexOf('"from"'), to: textIn(view).indexOf('"to"') }
    view.dispatch({ selection: { anchor: cursor }, effects: foldEffect.of(folded) })
    set(store, 'label', 'A longer label')
    store.change((draft) => editDraft(draft, [{ op: 'remove', path: ['mappings', 1] }]))
    await expect.poll(() => textIn(view)).toBe(textOf(store.snapshot().payload))
    const { head } = view.state.selection.main
    expect(textIn(view).slice(head - 2, head + 1)).toBe('"z"')
    expect(foldedRanges(view.state).size).toBe(1)
    expect(undoDepth(view.state)).toBe(0)
  })

  it('is in the draft together with what was typed before that was read', async () => {
    const { store, view } = await open()
    await replace(view, '"y"', '"typed')
    set(store, 'label', 'Of the form')
    await expect
      .poll(() => store.snapshot().payload)
      .toMatchObject({ label: 'Of the form', mappings: [{}, { to: 'typed' }, {}] })
    expect(textIn(view)).toBe(textOf(store.snapshot().payload))
  })
})

describe('A text with an error', () => {
  it('stays, is said, and is in the draft once it is mended', async () => {
    const { store, view } = await open()
    await replace(view, '"One",', '"Two"')
    await expect.element(note.getByText(/The text has an error at line 3/u)).toBeVisible()
    expect(store.snapshot().payload).toEqual(payload)
    expect(store.snapshot().local.jsonText?.text).toBe(textIn(view))
    await press('Go to the error')
    await expect.element(editor).toHaveFocus()
    expect(view.state.doc.lineAt(view.state.selection.main.head).number).toBe(3)
    await replace(view, '"Two"', '"Two",')
    await expect.poll(() => store.snapshot().payload.label).toBe('Two')
    await expect.element(note).not.toBeInTheDocument()
    expect(store.snapshot().local.jsonText).toBeUndefined()
  })

  it('is shown again when the pane is opened again', async () => {
    const { view } = await open()
    await replace(view, '"One",', '"Two"')
    const broken = textIn(view)
    await press('Edit as JSON')
    await press('Edit as JSON')
    expect(textIn(await shownView())).toBe(broken)
    await expect.element(note).toBeVisible()
  })

  it('can be thrown away, and put back', async () => {
    const { store, view } = await open()
    await replace(view, '"One",', '"Two"')
    await press('Throw the text away')
    expect(textIn(view)).toBe(textOf(payload))
    await press('Put it back')
    expect(textIn(view)).toContain('"Two"')
    await expect.element(note.getByText(/The text has an error/u)).toBeVisible()
    expect(store.snapshot().payload).toEqual(payload)
  })

  it('leaves the choice to the operator when the form was changed meanwhile', async () => {
    const { store, view } = await open()
    await replace(view, '"One",', '"Two"')
    await expect.element(note).toBeVisible()
    set(store, 'operation', 'mirror')
    await expect.element(note.getByText(/The form was changed since/u)).toBeVisible()
    expect(diagnosticCount(view.state)).toBe(1)
    await replace(view, '"Two"', '"Two",')
    await expect.element(note.getByText(/Choose which of the two to keep/u)).toBeVisible()
    // The text reads well by now.
    await expect.poll(() => diagnosticCount(view.state)).toBe(0)
    expect(store.snapshot().payload).toEqual({ ...payload, operation: 'mirror' })
    await press('Use the text')
    expect(store.snapshot().payload).toEqual({ ...payload, label: 'Two' })
    await expect.element(note).not.toBeInTheDocument()
    // It is a step like others.
    store.goTo(store.snapshot().history.at - 1)
    await expect.poll(() => textIn(view)).toBe(textOf({ ...payload, operation: 'mirror' }))
  })
})

describe('Problems that come while something is typed', () => {
  const type = (view: EditorView, change: { from: number; to?: number; insert?: string }) =>
    view.dispatch({ changes: change, userEvent: 'input.type' })
  it.each([
    ['what was typed stays', true],
    ['what was typed is taken away again', false],
  ])('are marked once that is read: %s', async (_, stays) => {
    const { store, view } = await open()
    expect(marked(view)).not.toContain('"no such"')
    set(store, 'operation', 'no such')
    // The keys do not rest before the problem is there.
    await expect
      .poll(() => {
        type(view, { from: view.state.doc.length, insert: ' ' })
        return page.getByRole('status', { name: 'Problems' }).element().textContent
      })
      .toBe('of the operation')
    if (!stays) {
      const { length } = textIn(view).trimEnd()
      type(view, { from: length, to: view.state.doc.length })
    }
    await expect.poll(() => marked(view)).toContain('"no such"')
  })
})

describe('Problems that come before the change of the form is in the text', () => {
  it('are marked in their place once it is', async () => {
    const { store, view } = await open()
    set(store, 'operation', 'no such')
    set(store, 'mirror_strategy', 'nor this')
    // Each change lets the text wait a moment longer.
    await expect
      .poll(
        () => {
          store.keepLocal({ step: 'review' })
          return page.getByRole('status', { name: 'Problems' }).element().textContent
        },
        { interval: 20 },
      )
      .toBe('of the operation')
    await expect.poll(() => marked(view)).toContain('"nor this"')
  })
})

describe('Undo in the JSON text', () => {
  it('takes back what is not in the draft yet, then the steps of the draft', async () => {
    const { store, view } = await open()
    set(store, 'label', 'Of the form')
    await expect.poll(() => textIn(view)).toContain('Of the form')
    await replace(view, '"upsert",', '"mirror"')
    await expect.element(note).toBeVisible()
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.element(note).not.toBeInTheDocument()
    await expect.poll(() => textIn(view)).toBe(textOf({ ...payload, label: 'Of the form' }))
    await userEvent.keyboard('{Control>}z{/Control}')
    await expect.poll(() => textIn(view)).toBe(textOf(payload))
    expect(store.snapshot().payload).toEqual(payload)
    await expect.element(editor).toHaveFocus()
    await userEvent.keyboard('{Control>}y{/Control}')
    await expect.poll(() => textIn(view)).toContain('Of the form')
    expect(toCreateSync(store.snapshot().draft).label).toBe('Of the form')
  })
})

it('comes back with cursor and folds', async () => {
  const { store, view } = await open()
  const folded = { from: textIn(view).indexOf('"from"'), to: textIn(view).indexOf('"to"') }
  const cursor = textIn(view).indexOf('"z"')
  view.dispatch({ selection: { anchor: cursor }, effects: foldEffect.of(folded) })
  await press('Edit as JSON')
  set(store, 'label', 'A longer label')
  await press('Edit as JSON')
  const again = await shownView()
  expect(textIn(again)).toBe(textOf(store.snapshot().payload))
  expect(textIn(again).slice(again.state.selection.main.head).startsWith('"z"')).toBe(true)
  expect(foldedRanges(again.state).size).toBe(1)
})
