import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { tags } from '@lezer/highlight'
import { liquidConstants, liquidOperators } from '@sync-builder/schema/liquid-words'
import classes from './template.module.css'

/** Where the reading is: in plain text, or in markup and what is expected there. */
interface ReadingState {
  /** What ends the markup; undefined in plain text. */
  end: '}}' | '%}' | undefined
  /** The block whose markup is text until its end. */
  verbatim: string | undefined
  next: 'tag' | 'filter' | 'property' | undefined
  /** The quote that is open, which may be over several lines. */
  quote: string | undefined
  isNote: boolean
}

const liquid = StreamLanguage.define<ReadingState>({
  name: 'liquid',
  startState: () => ({
    end: undefined,
    verbatim: undefined,
    next: undefined,
    quote: undefined,
    isNote: false,
  }),
  token(stream, state) {
    if (state.end === undefined) return textToken(stream, state)
    if (state.quote !== undefined) return stringToken(stream, state)
    if (stream.eatSpace()) return null
    if (stream.match(state.end === '}}' ? /^-?\}\}/ : /^-?%\}/)) {
      Object.assign(state, { end: undefined, next: undefined, isNote: false })
      return 'brace'
    }
    return state.isNote ? noteToken(stream) : markupToken(stream, state)
  },
})

const keywords = new Set(['in', 'with', 'reversed', ...liquidOperators, ...liquidConstants])

const highlighting = HighlightStyle.define([
  { tag: tags.brace, class: classes.brace! },
  { tag: tags.string, class: classes.string! },
  { tag: tags.number, class: classes.number! },
  { tag: tags.keyword, class: classes.keyword! },
  { tag: tags.function(tags.variableName), class: classes.filter! },
  { tag: tags.comment, class: classes.comment! },
])

/** The colors of Liquid, also of one that is not finished yet. */
export const liquidLanguage: Extension = [liquid, syntaxHighlighting(highlighting)]

type Stream = Parameters<Parameters<typeof StreamLanguage.define<ReadingState>>[0]['token']>[0]

function textToken(stream: Stream, state: ReadingState): string | null {
  const opening =
    state.verbatim === undefined
      ? /^\{[{%]-?/
      : new RegExp(`^\\{%-?(?=\\s*end${state.verbatim}\\b)`)
  const found = stream.match(opening)
  if (found && found !== true) {
    state.end = found[0].startsWith('{{') ? '}}' : '%}'
    state.next = state.end === '%}' ? 'tag' : undefined
    return 'brace'
  }
  stream.next()
  while (!stream.eol() && stream.peek() !== '{') stream.next()
  return state.verbatim === 'comment' ? 'comment' : null
}

function stringToken(stream: Stream, state: ReadingState): string {
  if (stream.skipTo(state.quote ?? '')) {
    stream.next()
    state.quote = undefined
  } else stream.skipToEnd()
  return 'string'
}

function noteToken(stream: Stream): string {
  stream.next()
  while (!stream.eol() && !stream.match(/^-?%\}/, false)) stream.next()
  return 'comment'
}

function markupToken(stream: Stream, state: ReadingState): string | null {
  const { next } = state
  state.next = undefined
  const char = stream.peek()
  if (char === "'" || char === '"') {
    state.quote = char
    stream.next()
    return stringToken(stream, state)
  }
  if (next === 'tag' && stream.eat('#')) {
    state.isNote = true
    return 'comment'
  }
  if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number'
  const word = stream.match(/^[A-Za-z_][\w-]*/)
  if (word && word !== true) return wordStyle(word[0], next, state)
  if (stream.eat('|')) {
    state.next = 'filter'
    return 'operator'
  }
  if (stream.match(/^\.(?!\.)/)) {
    state.next = 'property'
    return 'punctuation'
  }
  return stream.match(/^(?:[=!<>]=|<>|[<>=])/) ? 'operator' : (stream.next(), 'punctuation')
}

function wordStyle(word: string, next: ReadingState['next'], state: ReadingState): string {
  if (next === 'tag') {
    if (word === 'raw' || word === 'comment') state.verbatim = word
    else if (word === `end${state.verbatim}`) state.verbatim = undefined
    return 'keyword'
  }
  if (next === 'filter') return 'variableName.function'
  if (next === 'property') return 'propertyName'
  return keywords.has(word) ? 'keyword' : 'variableName'
}
