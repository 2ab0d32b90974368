import { blockParts } from '@sync-builder/schema/liquid-words'

/** A place in a template where something can be completed; `from` is where the typed part begins. */
export type Spot = { from: number } & (
  | { kind: 'text' }
  /** In the brackets of `record[`; without a quote where none is typed yet. */
  | { kind: 'key'; quote: string | undefined }
  /** Behind `record.` */
  | { kind: 'property' }
  | { kind: 'filter' }
  | { kind: 'tag' }
  /** `isFirst`: nothing else is in the markup yet. */
  | { kind: 'value'; isFirst: boolean }
)

/** What can be completed at `pos`; undefined in texts, notes and wherever anything can stand. */
export function spotAt(template: string, pos: number): Spot | undefined {
  const open = Math.max(template.lastIndexOf('{{', pos - 2), template.lastIndexOf('{%', pos - 2))
  const isTag = template.startsWith('{%', open)
  const isClosed = template.slice(open + 2, pos).includes(isTag ? '%}' : '}}')
  const verbatim = ['raw', 'comment'].includes(openBlocks(template, pos).at(-1)?.name ?? '')
  if (open < 0 || isClosed) {
    return verbatim ? undefined : { kind: 'text', from: startOfWord(template, pos) }
  }

  const inner = template.slice(open + 2, pos)
  const tag = isTag ? /^-?\s*(\w*)$/.exec(inner)?.[1] : undefined
  if (tag !== undefined) return { kind: 'tag', from: pos - tag.length }
  const isNote = isTag && /^-?\s*#/.test(inner)
  return verbatim || isNote ? undefined : spotIn(inner, pos)
}

/** The spot at the end of what an output or a tag holds so far. */
function spotIn(inner: string, pos: number): Spot | undefined {
  const quoteAt = openQuote(inner)
  const before = quoteAt === undefined ? inner : inner.slice(0, quoteAt)
  const isKey = /(?:^|[^\w.-])record\s*\[\s*$/.test(before)
  if (quoteAt !== undefined) {
    const from = pos - inner.length + quoteAt + 1
    return isKey ? { kind: 'key', from, quote: inner[quoteAt] } : undefined
  }
  if (isKey) return { kind: 'key', from: pos, quote: undefined }
  const property = /(?:^|[^\w.-])record\.([\w-]*)$/.exec(inner)?.[1]
  if (property !== undefined) return { kind: 'property', from: pos - property.length }
  const filter = /\|\s*(\w*)$/.exec(inner)?.[1]
  if (filter !== undefined) return { kind: 'filter', from: pos - filter.length }
  const value = /(?:^-?|[\s:,(=<>[])([A-Za-z_][\w-]*)?$/.exec(inner)
  if (!value) return undefined
  const from = pos - (value[1]?.length ?? 0)
  return { kind: 'value', from, isFirst: /^-?\s*$/.test(inner) }
}

/** Where the text begins that is still open at the end; undefined when none is. */
function openQuote(inner: string): number | undefined {
  let at: number | undefined
  for (let index = 0; index < inner.length; index++) {
    const char = inner[index]
    if (at === undefined) {
      if (char === "'" || char === '"') at = index
    } else if (char === inner[at]) at = undefined
  }
  return at
}

function startOfWord(template: string, pos: number): number {
  return pos - (/[\w-]*$/.exec(template.slice(Math.max(0, pos - 200), pos))?.[0].length ?? 0)
}

/** A block that is not ended yet, and the variable that its loop gives. */
interface Block {
  name: string
  variable: string | undefined
}

/** The blocks that are open at `pos`, from the outermost. */
export function openBlocks(template: string, pos: number): Block[] {
  const blocks: Block[] = []
  for (const [, name = '', rest = ''] of tagsBefore(template, pos)) {
    const inner = blocks.at(-1)?.name
    if (inner !== undefined && name === `end${inner}`) blocks.pop()
    else if (inner !== 'raw' && inner !== 'comment' && Object.hasOwn(blockParts, name)) {
      blocks.push({ name, variable: /^\s*([\w-]+)\s+in\b/.exec(rest)?.[1] })
    }
  }
  return blocks
}

/** Each tag that ends before `pos`: its name, and what follows it. */
function tagsBefore(template: string, pos: number) {
  return template.slice(0, pos).matchAll(/\{%-?\s*(\w+)((?:(?!%\}).)*)%\}/gs)
}

/** The variables that are known at `pos`, apart from the record, each once. */
export function variablesAt(template: string, pos: number): string[] {
  const assigning = /\b(?:assign|capture|increment|decrement)\s+([A-Za-z_][\w-]*)/g
  const assigned = [...template.slice(0, pos).matchAll(assigning)].map(([, name = '']) => name)
  const loops = openBlocks(template, pos).flatMap(({ name, variable }) =>
    variable === undefined ? [] : [variable, `${name}loop`],
  )
  return [...new Set([...assigned, ...loops])]
}
