import {
  autocompletion,
  pickedCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { Extension, Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { SyncContext } from '@sync-builder/schema'
import { completionInfoPlace } from '../../ui/completionInfoPlace.ts'
import { membersOf } from './members.ts'
import { allForms, keysOf, kindWords, schemasAt, valuesOf, type Schema } from './schemaAt.ts'
import { spotAt, type Spot, type Step } from './spots.ts'

/** Offers keys and values at the cursor; `known` gives what the API told about the two ends. */
export function jsonCompletion(known: () => SyncContext): Extension {
  return autocompletion({
    override: [(context) => completionAt(context, known())],
    icons: false,
    positionInfo: completionInfoPlace,
  })
}

/** What can be written at the cursor; null where nothing is known. */
export function completionAt(
  { state, pos, explicit }: CompletionContext,
  known: SyncContext,
): CompletionResult | null {
  const tree = syntaxTree(state)
  const spot = spotAt(state.doc, tree, pos)
  if (!spot) return null
  const isQuoted = state.sliceDoc(spot.from, spot.from + 1) === '"'
  if (!explicit && !isQuoted && spot.from === pos) return null
  const schemas = schemasAt(state.doc, tree.topNode, spot.way)
  const options =
    spot.kind === 'key'
      ? keyOptions(schemas, keysBeside(state.doc, spot))
      : [...valueOptions(schemas), ...knownOptions(spot.way, known)]
  if (options.length === 0) return null
  return { from: isQuoted ? spot.from + 1 : spot.from, options, validFor: /^[^"\n]*$/u }
}

/** The other keys of the object. */
function keysBeside(doc: Text, { container, from }: Spot): ReadonlySet<string | number> {
  const others = membersOf(doc, container).filter((member) => member.from !== from)
  return new Set(others.map(({ key }) => key))
}

function keyOptions(schemas: readonly Schema[], taken: ReadonlySet<string | number>): Completion[] {
  return [...keysOf(schemas)]
    .filter(([key]) => !taken.has(key))
    .map(([key, schema]) => {
      const forms = allForms(schema)
      return {
        label: key,
        type: 'property',
        detail: kindWords(forms),
        ...(schema.description !== undefined && { info: schema.description }),
        boost: schema.deprecated ? -50 : 0,
        apply: (view, completion, from, to) => insertKey(view, completion, from, to, forms),
      }
    })
}

function valueOptions(schemas: readonly Schema[]): Completion[] {
  return valuesOf(schemas).map((json): Completion => {
    const value: unknown = JSON.parse(json)
    const label = typeof value === 'string' ? value : json
    return { label, type: 'enum', apply: insertValue(json) }
  })
}

/** Names that the API told: columns of the source and fields of the destination. */
function knownOptions(way: readonly Step[], { columns, object }: SyncContext): Completion[] {
  const path = way.map(({ key }) => key)
  const isOfRow = path[0] === 'mappings' && typeof path[1] === 'number'
  const place = isOfRow ? path.slice(2).join('.') : path.join('.')
  if (place === 'from.data' || place === 'high_water_mark_attribute') {
    return (columns ?? []).map(({ name, data_type, type }) => nameOption(name, data_type ?? type))
  }
  if (isOfRow && place === 'to') {
    return (object?.fields ?? []).map((field) => nameOption(field.full_name, field.label))
  }
  return []
}

function nameOption(name: string, detail: unknown): Completion {
  return {
    label: name,
    type: 'variable',
    ...(typeof detail === 'string' && detail !== name && { detail }),
    apply: insertValue(JSON.stringify(name)),
  }
}

/** Puts a value in the place of what is written, quotes included. */
function insertValue(json: string): NonNullable<Completion['apply']> {
  return (view, completion, from, to) => {
    const range = withQuotes(view, from, to)
    view.dispatch({
      changes: { ...range, insert: json },
      selection: { anchor: range.from + json.length },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
    })
  }
}

function insertKey(
  view: EditorView,
  completion: Completion,
  from: number,
  to: number,
  forms: readonly Schema[],
): void {
  const range = withQuotes(view, from, to)
  const name = JSON.stringify(completion.label)
  const rest = view.state.sliceDoc(range.to, range.to + 1_000)
  const stub = /^\s*:/u.test(rest) ? undefined : stubOf(forms)
  const comma = stub && /^\s*["]/u.test(rest) ? ',' : ''
  const insert = stub ? `${name}: ${stub.text}${comma}` : name
  const anchor = range.from + name.length + (stub ? ': '.length + stub.cursor : 0)
  view.dispatch({
    changes: { ...range, insert },
    selection: { anchor },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
  })
  if (stub && valuesOf(forms).length > 0) startCompletion(view)
}

/** What a value begins as, and where the cursor goes in it. */
function stubOf(forms: readonly Schema[]): { text: string; cursor: number } {
  const types = new Set(forms.flatMap(({ type }) => type ?? []))
  if (types.has('object')) return { text: '{}', cursor: 1 }
  if (types.has('array')) return { text: '[]', cursor: 1 }
  if (types.has('string')) return { text: '""', cursor: 1 }
  return { text: '', cursor: 0 }
}

function withQuotes(view: EditorView, from: number, to: number): { from: number; to: number } {
  const isQuoted = view.state.sliceDoc(from - 1, from) === '"'
  const isClosed = view.state.sliceDoc(to, to + 1) === '"'
  return isQuoted ? { from: from - 1, to: isClosed ? to + 1 : to } : { from, to }
}
