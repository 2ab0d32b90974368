import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyField } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  ensureSyntaxTree,
  foldGutter,
  foldKeymap,
  foldState,
  indentOnInput,
} from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Extension, type StateEffect } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers, tooltips } from '@codemirror/view'
import type { Problem, ReadError, SyncContext } from '@sync-builder/schema'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { DraftStore } from '../../draft/draftStore.ts'
import { jsonCompletion } from './jsonCompletion.ts'
import { diagnosticsOf, errorDiagnostic } from './jsonDiagnostics.ts'
import classes from './jsonEditor.module.css'
import { jsonHover } from './jsonHover.ts'
import { jsonTheme } from './jsonTheme.ts'
import { readText } from './keptText.ts'
import { startTextSync, textOf, type Agreement, type TextSync } from './textSync.ts'
import type { TextPane } from './useTextPane.ts'

interface EditorParts {
  store: DraftStore
  problems: readonly Problem[]
  applyFix: (problem: Problem) => void
  known: SyncContext
  /** A place to show; a new object each time. */
  goal: { offset: number } | undefined
  /** Gives the text in sight while there is an editor. */
  shownText: TextPane['shownText']
  onSay: (words: string) => void
}

/** An editor as it was left: cursor, folds and what can be undone come back with it. */
interface Left {
  json: unknown
  agreed: Agreement
  scroll: StateEffect<unknown>
}
const left = new WeakMap<DraftStore, Left>()

const keptFields = { history: historyField, folds: foldState }

/** The payload as a text in the element that `ref` is given to, one with the draft; see `textSync`. */
export function useJsonEditor(parts: EditorParts, attributes: Readonly<Record<string, string>>) {
  const { store, problems, goal } = parts
  const latest = useRef(parts)
  const attributesAtFirst = useRef(attributes)
  const [editor, setEditor] = useState<{ view: EditorView; sync: TextSync }>()
  // A new object with each reading.
  const [read, setRead] = useState<{ error: ReadError | undefined }>({ error: undefined })
  useLayoutEffect(() => {
    latest.current = parts
  })

  const ref = useCallback(
    (parent: HTMLElement | null) => {
      if (!parent) return undefined
      // Editor and inspector are laid out by themselves, and what pops up would be cut off there.
      const tips = document.createElement('div')
      tips.className = classes.tips!
      document.body.append(tips)
      const kept = store.snapshot().local.jsonText
      const running: { sync?: TextSync } = {}
      const act = (does: (sync: TextSync) => void) => () => {
        if (running.sync) does(running.sync)
        return true
      }
      const extensions: Extension[] = [
        keymap.of([
          { key: 'Mod-z', run: act((one) => one.undo()), preventDefault: true },
          { key: 'Mod-Shift-z', run: act((one) => one.redo()), preventDefault: true },
          { key: 'Mod-y', run: act((one) => one.redo()), preventDefault: true },
        ]),
        typing,
        tooltips({ parent: tips }),
        jsonCompletion(() => latest.current.known),
        EditorView.contentAttributes.of({ ...attributesAtFirst.current }),
        EditorView.updateListener.of((update) => running.sync?.note(update)),
        EditorView.domEventHandlers({
          focus: () => running.sync?.pull(),
          blur: () => running.sync?.settle(),
        }),
      ]
      const before = kept ? undefined : left.get(store)
      const agreedPayload = store.snapshot().payload
      const state = before
        ? EditorState.fromJSON(before.json, { extensions }, keptFields)
        : EditorState.create({ doc: kept?.text ?? textOf(agreedPayload), extensions })
      const view = new EditorView({ state, parent, ...(before && { scrollTo: before.scroll }) })
      const sync = startTextSync({
        view,
        store,
        agreed: before
          ? { doc: state.doc, payload: before.agreed.payload }
          : kept
            ? undefined
            : { doc: state.doc, payload: agreedPayload },
        onRead: (error) => setRead({ error }),
        onSay: (words) => latest.current.onSay(words),
      })
      running.sync = sync
      sync.pull()
      const reading = kept && readText(kept.text)
      setRead({ error: reading && !reading.ok ? reading.error : undefined })
      const { shownText } = latest.current
      shownText.current = () => view.state.sliceDoc()
      setEditor({ view, sync })
      return () => {
        const agreed = sync.stop()
        const scroll = view.scrollSnapshot()
        if (agreed) left.set(store, { json: view.state.toJSON(keptFields), agreed, scroll })
        else left.delete(store)
        shownText.current = undefined
        view.destroy()
        tips.remove()
        setEditor(undefined)
      }
    },
    [store],
  )

  useEffect(() => {
    if (!editor) return
    const { view, sync } = editor
    const { error } = read
    if (error) {
      view.dispatch(setDiagnostics(view.state, [errorDiagnostic(view.state.doc, error)]))
      return
    }
    if (store.snapshot().local.jsonText) {
      // It reads well, and what is said of the form is not said of it.
      view.dispatch(setDiagnostics(view.state, []))
      return
    }
    // Where what was typed is not read yet, the marks of before move along.
    if (!sync.isOne()) return
    const { doc } = view.state
    const tree = ensureSyntaxTree(view.state, doc.length, longestParseMs)
    if (!tree) return
    const { applyFix } = latest.current
    view.dispatch(setDiagnostics(view.state, diagnosticsOf(doc, tree.topNode, problems, applyFix)))
  }, [editor, store, read, problems])

  useEffect(() => {
    if (!editor || !goal) return
    const { view } = editor
    view.dispatch({
      selection: { anchor: Math.min(goal.offset, view.state.doc.length) },
      effects: EditorView.scrollIntoView(Math.min(goal.offset, view.state.doc.length), {
        y: 'center',
      }),
    })
    view.focus()
  }, [editor, goal])

  return ref
}

/** The tree grows in the background; problems can wait for the next time. */
const longestParseMs = 200

/** How the text is edited and shown. */
const typing: Extension = [
  history(),
  lineNumbers(),
  foldGutter(),
  lintGutter(),
  search({ top: true }),
  highlightSpecialChars(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  json(),
  jsonHover,
  jsonTheme,
  // Tab is not among these: it leaves the editor.
  keymap.of([
    { key: 'F8', run: nextDiagnostic },
    { key: 'Shift-F8', run: previousDiagnostic },
    ...closeBracketsKeymap,
    ...searchKeymap,
    ...foldKeymap,
    ...defaultKeymap,
  ]),
]
