import { isolateHistory, redo, redoDepth, undo } from '@codemirror/commands'
import { jsonLanguage } from '@codemirror/lang-json'
import { ensureSyntaxTree } from '@codemirror/language'
import { Annotation, ChangeSet, Transaction, type Text } from '@codemirror/state'
import type { EditorView, ViewUpdate } from '@codemirror/view'
import { withPayload, type JsonObject, type ReadError } from '@sync-builder/schema'
import { changeWords } from '../../draft/changeWords.ts'
import type { DraftStore } from '../../draft/draftStore.ts'
import { textDifference } from '../../ui/textDifference.ts'
import { fingerprint, readText, type KeptText } from './keptText.ts'
import { textChanges } from './textChanges.ts'

/** A text and the payload that it is the text of. */
export interface Agreement {
  doc: Text
  payload: JsonObject
}

/** Keeps the text of an editor and a draft the same. */
export interface TextSync {
  /** To be told each update of the editor. */
  note: (update: ViewUpdate) => void
  /** Brings what changed in the draft into the text, unless that is kept apart. */
  pull: () => void
  /** Brings what was typed into the draft now, or keeps it beside the draft while it has an error. */
  settle: () => void
  /** True while text and draft are one. */
  isOne: () => boolean
  undo: () => void
  redo: () => void
  /** Settles and gives what text and draft last agreed on, if they do. */
  stop: () => Agreement | undefined
}

interface SyncEnds {
  view: EditorView
  store: DraftStore
  /** What the text of the view is the text of; undefined where it is a kept text. */
  agreed: Agreement | undefined
  /**
   * The text was read, or could not be, or follows the draft: told each time, for what is marked in
   * it follows.
   */
  onRead: (error: ReadError | undefined) => void
  /** Something was done that is not seen: words for screen readers. */
  onSay: (words: string) => void
}

/** What comes from the draft goes back nowhere, and no undo of the editor takes it away. */
const fromDraft = Annotation.define<true>()

/** Long enough to skip the key presses of a word: the whole text is read then. */
const settleAfterMs = 300

/** As the rest of the page follows the draft: see `useSettled`. */
const pullAfterMs = 100

/** The tree is grown in the background; what is left to do is done at once. */
const longestParseMs = 5_000

/** The text that an editor opens with. */
export function textOf(payload: JsonObject): string {
  return JSON.stringify(payload, null, 2)
}

/** Starts to keep a view's text and a draft the same; `stop` ends it. */
export function startTextSync({ view, store, agreed, onRead, onSay }: SyncEnds): TextSync {
  /** What was typed since text and draft agreed and is not read yet. */
  let typed: ChangeSet | undefined
  let kept = store.snapshot().local.jsonText
  let timer: ReturnType<typeof setTimeout> | undefined
  let typedAt = 0
  let pulling: ReturnType<typeof setTimeout> | undefined
  let isOwnChange = false
  let lastUndo: 'editor' | 'draft' = 'draft'

  function note({ docChanged, transactions, changes, state }: ViewUpdate): void {
    if (!docChanged || transactions.some((one) => one.annotation(fromDraft))) return
    typed = typed?.compose(changes) ?? changes
    if (!kept && agreed && state.doc.eq(agreed.doc)) {
      typed = undefined
      onRead(undefined)
    }
    typedAt = performance.now()
    timer ??= setTimeout(rest, settleAfterMs)
  }

  /** Settles once the keys rest. One timer for many keys: each of them is to be cheap. */
  function rest(): void {
    const leftMs = typedAt + settleAfterMs - performance.now()
    timer = leftMs > 0 ? setTimeout(rest, leftMs) : undefined
    if (leftMs <= 0) settle()
  }

  function own(change: () => void): void {
    isOwnChange = true
    change()
    isOwnChange = false
  }

  function keep(next: KeptText | undefined): void {
    kept = next
    own(() => store.keepLocal({ jsonText: next }))
  }

  function settle(): void {
    clearTimeout(timer)
    timer = undefined
    if (!typed) return
    if (view.composing) {
      timer = setTimeout(settle, settleAfterMs)
      return
    }
    pull()
    const text = view.state.sliceDoc()
    const reading = readText(text)
    const { payload } = store.snapshot()
    typed = undefined
    // The form went its own way while the text could not be read: which one counts is to be chosen.
    const isApart = kept !== undefined && kept.basis !== fingerprint(payload)
    if (!reading.ok || isApart) {
      keep({ text, basis: kept?.basis ?? fingerprint(payload) })
      onRead(reading.ok ? undefined : reading.error)
      return
    }
    own(() => store.change((draft) => withPayload(draft, reading.payload), 'text'))
    if (kept) keep(undefined)
    agree()
    onRead(undefined)
  }

  /** The text is that of the draft. Each way there is one for itself, also for the editor's undo. */
  function agree(): void {
    typed = undefined
    agreed = { doc: view.state.doc, payload: store.snapshot().payload }
    view.dispatch({ annotations: isolateHistory.of('full') })
  }

  function pull(): ChangeSet | undefined {
    const { payload } = store.snapshot()
    if (kept || !agreed || payload === agreed.payload) return undefined
    const { doc } = agreed
    const tree = typed ? undefined : ensureSyntaxTree(view.state, doc.length, longestParseMs)
    const { topNode } = tree ?? jsonLanguage.parser.parse(doc.toString())
    const changes = ChangeSet.of(textChanges(doc, topNode, agreed.payload, payload), doc.length)
    // What was typed meanwhile stays, and what the form changed goes around it.
    const around = typed ? changes.map(typed, true) : changes
    typed = typed?.map(changes)
    agreed = { doc: changes.apply(doc), payload }
    view.dispatch({
      changes: around,
      annotations: [fromDraft.of(true), Transaction.addToHistory.of(false)],
    })
    // What was found in the form may have come before its text, and was marked in the old one.
    onRead(undefined)
    return around
  }

  function show(text: string): void {
    typed = undefined
    clearTimeout(timer)
    timer = undefined
    view.dispatch({
      changes: textDifference(view.state.sliceDoc(), text),
      annotations: [fromDraft.of(true), Transaction.addToHistory.of(false)],
    })
  }

  const unsubscribe = store.subscribe(() => {
    const { local, payload } = store.snapshot()
    if (isOwnChange) return
    if (local.jsonText === kept) {
      clearTimeout(pulling)
      if (payload !== agreed?.payload) pulling = setTimeout(pull, pullAfterMs)
      return
    }
    // The text was thrown away, put back or used, elsewhere on the page.
    kept = local.jsonText
    if (kept) {
      show(kept.text)
      const reading = readText(kept.text)
      onRead(reading.ok ? undefined : reading.error)
      return
    }
    const reading = readText(view.state.sliceDoc())
    const isText = reading.ok && JSON.stringify(reading.payload) === JSON.stringify(payload)
    if (!isText) show(textOf(payload))
    agree()
    onRead(undefined)
  })

  const leave = () => {
    settle()
    void store.flush()
  }
  const hide = () => {
    if (document.visibilityState === 'hidden') leave()
  }
  // Before the frame hears of it, which then copies what is not saved: a page that goes is hidden as
  // well, after the other event.
  const early = { capture: true }
  window.addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', hide, early)

  const isOne = () => !typed && !kept

  /** Takes the draft back or forth, and marks in the text what that changed. */
  function goTo(step: -1 | 1): void {
    const { history } = store.snapshot()
    const to = history.at + step
    const [isBack, state] = [step < 0, history.states[to]]
    if (!state) {
      onSay(isBack ? 'Nothing to undo' : 'Nothing to redo')
      return
    }
    const [first, second] = isBack ? [to, history.at] : [history.at, to]
    store.goTo(to)
    const changes = pull()
    let isMarked = false
    changes?.iterChangedRanges((_, __, from, upTo) => {
      if (!isMarked)
        view.dispatch({ selection: { anchor: from, head: upTo }, scrollIntoView: true })
      isMarked = true
    })
    const words = changeWords(history.states[first]!, history.states[second]!)
    onSay(`${isBack ? 'Undone' : 'Redone'}: ${words}`)
  }

  return {
    note,
    pull,
    settle,
    isOne,
    undo() {
      lastUndo = isOne() ? 'draft' : 'editor'
      if (lastUndo === 'draft') goTo(-1)
      else undo(view)
    },
    redo() {
      if (!isOne() || (lastUndo === 'editor' && redoDepth(view.state) > 0)) redo(view)
      else goTo(1)
    },
    stop() {
      settle()
      unsubscribe()
      clearTimeout(pulling)
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide, early)
      return kept ? undefined : agreed
    },
  }
}
