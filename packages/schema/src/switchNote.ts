import { rowSides, type RowSide, type SyncDraft } from './draft.ts'
import { valueAt } from './edit.ts'
import type { JsonObject } from './json.ts'
import { sourceObjectSchema } from './source.ts'

/**
 * The draft of `after` with a note of the ends that are others than in `before`; going back to the
 * end that the rows were made for takes the note away.
 */
export function noteSwitch(before: SyncDraft, after: SyncDraft): SyncDraft {
  return rowSides.reduce((draft, side) => {
    const key = attributesOf[side]
    if (before.body[key] === draft.body[key]) return draft
    const [from, to] = [endOf(side, before.body), endOf(side, draft.body)]
    if (from === to) return draft
    const home = draft.left[side]
    if (home !== undefined) return home === to ? withLeft(draft, side, undefined) : draft
    // What was mapped before anything was chosen was made for no end in particular.
    const hasRows = draft.rows.length + draft.parkedRows.length > 0
    return from !== undefined && hasRows ? withLeft(draft, side, from) : draft
  }, after)
}

const attributesOf = { source: 'source_attributes', destination: 'destination_attributes' } as const

/** What rows have to fit on one side, as a text to compare; undefined until it is named. */
export function endOf(side: RowSide, body: JsonObject): string | undefined {
  const attributes = body[attributesOf[side]]
  const connection = valueAt(attributes, ['connection_id'])
  if (side === 'destination') {
    const object = valueAt(attributes, ['object'])
    return connection != null && object != null && object !== ''
      ? JSON.stringify([connection, object])
      : undefined
  }
  const { data: object } = sourceObjectSchema.safeParse(valueAt(attributes, ['object']))
  if (object === undefined) return undefined
  switch (object.type) {
    // Segments and cohorts have the columns of their dataset, whatever the connection.
    case 'dataset':
      return JSON.stringify([object.type, object.id])
    case 'table': {
      const { type, table_catalog, table_schema, table_name } = object
      return JSON.stringify([connection ?? null, type, table_catalog, table_schema, table_name])
    }
    default:
      return JSON.stringify([connection ?? null, object.type, object.id ?? object.name ?? null])
  }
}

/** The draft with another note on one side, or none. */
export function withLeft(draft: SyncDraft, side: RowSide, end: string | undefined): SyncDraft {
  const { [side]: _, ...others } = draft.left
  return { ...draft, left: end === undefined ? others : { ...others, [side]: end } }
}
