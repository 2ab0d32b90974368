import {
  autocompletion,
  pickedCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Column } from '@sync-builder/schema'
import {
  blockParts,
  liquidConstants,
  liquidFilters,
  liquidOperators,
  liquidTags,
  writtenColumn,
} from '@sync-builder/schema/liquid-words'
import { completionInfoPlace } from '../../ui/completionInfoPlace.ts'
import { columnInsertion } from './insertion.ts'
import { openBlocks, spotAt, variablesAt, type Spot } from './spots.ts'

/** What typed text keeps the list that is shown. */
const validFor: Record<Spot['kind'], RegExp> = {
  text: /^[\w-]*$/,
  key: /^[^'"\]}]*$/,
  property: /^[\w-]*$/,
  filter: /^\w*$/,
  tag: /^\w*$/,
  value: /^[\w-]*$/,
}

/** Offers what can stand at the cursor; `columns` gives those of the source, if they are known. */
export function liquidCompletion(columns: () => readonly Column[] | undefined): Extension {
  const listed = new WeakMap<readonly Column[], Completion[]>()
  const columnOptions = () => {
    const known = columns() ?? []
    const options = listed.get(known) ?? known.flatMap(columnOption)
    listed.set(known, options)
    return options
  }
  const source = (context: CompletionContext): CompletionResult | null => {
    const { pos, explicit } = context
    const template = context.state.sliceDoc()
    const spot = spotAt(template, pos)
    if (!spot || (!explicit && !offersItself(spot, pos))) return null
    const options = optionsAt(spot, template, pos, columnOptions())
    return { from: spot.from, options, validFor: validFor[spot.kind] }
  }
  return autocompletion({
    override: [source],
    icons: false,
    positionInfo: completionInfoPlace,
  })
}

/** Beginning a name, or a place where nothing else can stand. */
function offersItself(spot: Spot, pos: number): boolean {
  if (spot.kind === 'text') return false
  return spot.kind !== 'value' || spot.isFirst || spot.from < pos
}

function optionsAt(
  spot: Spot,
  template: string,
  pos: number,
  columns: readonly Completion[],
): readonly Completion[] {
  switch (spot.kind) {
    case 'text':
    case 'key':
    case 'property':
      return columns
    case 'filter':
      return filterOptions
    case 'tag':
      return [...blockOptions(template, pos), ...tagOptions]
    case 'value':
      return [...variableOptions(template, pos), recordOption, ...columns, ...wordOptions]
  }
}

function columnOption({ name, data_type, type }: Column): Completion[] {
  // A name with both quotes in it cannot be written in a template.
  if (writtenColumn(name) === undefined) return []
  const detail = data_type ?? type
  return [{ label: name, type: 'property', ...(detail != null && { detail }), apply: insertColumn }]
}

function insertColumn(view: EditorView, completion: Completion, from: number, to: number): void {
  const template = view.state.sliceDoc()
  const spot = spotAt(template, to)
  const change = spot && columnInsertion(completion.label, { kind: spot.kind, from, to }, template)
  if (!change) return
  view.dispatch({
    changes: change,
    selection: { anchor: change.from + change.insert.length },
    annotations: pickedCompletion.of(completion),
    userEvent: 'input.complete',
    scrollIntoView: true,
  })
}

/** Goes on with the columns. */
const recordOption: Completion = {
  label: 'record',
  detail: 'the row',
  type: 'variable',
  boost: 1,
  apply(view, completion, from, to) {
    view.dispatch({
      changes: { from, to, insert: "record['']" },
      selection: { anchor: from + "record['".length },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
    })
    startCompletion(view)
  },
}

const filterOptions = liquidFilters.map(({ name, usage, does }): Completion => {
  const apply = usage === '' ? name : `${name}: `
  return { label: name, detail: usage, info: does, type: 'function', apply }
})

const tagOptions = liquidTags.map(({ name, usage, does }): Completion => {
  const apply = usage === '' ? name : `${name} `
  return { label: name, detail: usage, info: does, type: 'keyword', apply }
})

/** How the innermost open block goes on and ends, before all others. */
function blockOptions(template: string, pos: number): Completion[] {
  const block = openBlocks(template, pos).at(-1)?.name
  if (block === undefined) return []
  return [...(blockParts[block] ?? []), `end${block}`].map((label, index) => {
    const detail = label.startsWith('end') ? `ends ${block}` : `part of ${block}`
    return { label, detail, type: 'keyword', boost: 20 - index }
  })
}

function variableOptions(template: string, pos: number): Completion[] {
  return variablesAt(template, pos).map((label) => ({
    label,
    detail: 'of this template',
    type: 'variable',
    boost: 2,
  }))
}

const wordOptions = [...liquidConstants, ...liquidOperators].map((label): Completion => {
  return { label, type: 'keyword', boost: -50 }
})
