import { closeBrackets, closeBracketsKeymap, completionStatus } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching } from '@codemirror/language'
import { nextDiagnostic, setDiagnostics } from '@codemirror/lint'
import {
  Annotation,
  Compartment,
  EditorState,
  Transaction,
  type Extension,
} from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view'
import type { Column, TemplateProblem } from '@sync-builder/schema'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { editorTheme } from '../../ui/editorTheme.ts'
import { textDifference } from '../../ui/textDifference.ts'
import { liquidCompletion } from './liquidCompletion.ts'
import { liquidLanguage } from './liquidLanguage.ts'

interface EditorParts {
  template: string
  columns: readonly Column[] | undefined
  problems: readonly TemplateProblem[]
  /** Attributes of the element that is typed into. */
  attributes: Readonly<Record<string, string>>
  /** The editor takes the focus when it is made. */
  takesFocus: boolean
  onChange: (template: string) => void
}

/** What reaches the editor from outside goes back nowhere, and no undo of the editor takes it away. */
const fromOutside = Annotation.define<true>()

/**
 * A text editor for Liquid in the element that `ref` is given to. It shows `template`, whoever
 * changes it, and tells each change that is made in it.
 */
export function useTemplateEditor(parts: EditorParts) {
  const { template, problems, attributes } = parts
  const latest = useRef(parts)
  const [view, setView] = useState<EditorView>()
  const [configurable] = useState(() => new Compartment())
  useLayoutEffect(() => {
    latest.current = parts
  })

  const ref = useCallback(
    (parent: HTMLElement | null) => {
      if (!parent) return undefined
      const { template: doc, attributes: named, takesFocus } = latest.current
      const state = EditorState.create({
        doc,
        extensions: [
          // A template keeps its line ends, whichever they are, and offsets are those of its text.
          EditorState.lineSeparator.of('\n'),
          EditorView.clipboardInputFilter.of((text) => text.replaceAll('\r\n', '\n')),
          ...typing,
          liquidCompletion(() => latest.current.columns),
          configurable.of(attributesOf(named)),
          EditorView.updateListener.of(({ docChanged, transactions, state: now }) => {
            const isTheirs = transactions.some((transaction) => transaction.annotation(fromOutside))
            if (docChanged && !isTheirs) latest.current.onChange(now.sliceDoc())
          }),
        ],
      })
      const created = new EditorView({ state, parent })
      setView(created)
      if (takesFocus) created.focus()
      return () => {
        created.destroy()
        setView(undefined)
      }
    },
    [configurable],
  )

  useEffect(() => {
    if (!view) return
    const shown = view.state.sliceDoc()
    if (shown === template) return
    view.dispatch({
      changes: textDifference(shown, template),
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    })
  }, [view, template])

  useEffect(() => {
    view?.dispatch({ effects: configurable.reconfigure(attributesOf(attributes)) })
  }, [view, configurable, attributes])

  useEffect(() => {
    if (!view) return
    const { length } = view.state.doc
    const diagnostics = problems.flatMap(({ message, places = [] }) =>
      places
        .filter(({ to }) => to <= length)
        .map(({ from, to }) => ({ from, to, severity: 'warning', message }) as const),
    )
    view.dispatch(setDiagnostics(view.state, diagnostics))
  }, [view, problems])

  return { ref, view }
}

/** How the text is edited and shown. */
const typing: readonly Extension[] = [
  history(),
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  bracketMatching(),
  closeBrackets(),
  EditorView.lineWrapping,
  placeholder("{{ record['COLUMN'] }}"),
  liquidLanguage,
  editorTheme,
  // Tab is not among these: it leaves the editor.
  keymap.of([
    { key: 'F8', run: nextDiagnostic },
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...historyKeymap,
  ]),
  // While the list of completions is open, Escape closes that and not the dialog.
  EditorView.contentAttributes.of(({ state }) =>
    completionStatus(state) === 'active' ? { 'data-mantine-stop-propagation': 'true' } : null,
  ),
]

function attributesOf(attributes: Readonly<Record<string, string>>): Extension {
  return EditorView.contentAttributes.of({ ...attributes })
}
