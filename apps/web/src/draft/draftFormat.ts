import {
  columnSchema,
  isJsonObject,
  toCreateSync,
  valueAt,
  type JsonObject,
  type JsonValue,
  type SyncDraft,
} from '@sync-builder/schema'
import * as z from 'zod'
import { draftLocalSchema } from './draftLocal.ts'

/** What is known of the create that a draft was last sent with. */
const attemptSchema = z.object({
  /** The `Idempotency-Key`: made once per attempt, sent again only with the same payload. */
  key: z.uuid(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  outcome: z.enum(['sent', 'created', 'refused', 'unknown']),
  /** What was sent, to compare with what the API stored. */
  payload: z.custom<JsonObject>(isJsonObject),
  syncId: z.number().optional(),
})
export type CreateAttempt = z.infer<typeof attemptSchema>

const contentSchema = z.object({
  body: z.custom<SyncDraft['body']>(isJsonObject),
  rows: z.array(z.object({ id: z.string(), mapping: z.custom<SyncDraft['rows'][0]['mapping']>() })),
  parked: z.array(z.custom<SyncDraft['parked'][0]>(isJsonObject)),
  typedColumns: z.array(
    z.object({
      source: z.custom<SyncDraft['typedColumns'][0]['source']>(isJsonObject),
      columns: z.array(columnSchema),
    }),
  ),
  parkedRows: z.array(z.custom<SyncDraft['parkedRows'][0]>(isJsonObject)),
  rowOrder: z.array(z.string()),
  left: z.custom<SyncDraft['left']>(isJsonObject),
  wasAt: z.custom<SyncDraft['wasAt']>(isJsonObject),
  imported: z.array(z.string()),
  nextRow: z.number(),
})

/** The version in which drafts are kept now: a number more whenever their form changes. */
export const formatVersion = 2

/**
 * A draft as the browser keeps it. Its content is one text: of thousands of rows, the browser would
 * copy object by object at each save, and the next key press would wait for it.
 */
const keptDraftSchema = z.object({
  version: z.literal(formatVersion),
  id: z.string().min(1),
  draft: z.string(),
  /** What a list of drafts shows, so that it need not read their content. */
  summary: z.object({
    label: z.string().optional(),
    operation: z.string().optional(),
    source: z.string().optional(),
    object: z.string().optional(),
    mappings: z.number(),
  }),
  /** When the content last changed, in milliseconds since the epoch. */
  savedAt: z.number(),
  attempt: attemptSchema.optional(),
  local: draftLocalSchema,
})
export type KeptDraft = z.infer<typeof keptDraftSchema>
export type DraftSummary = KeptDraft['summary']

/** In place of the time at which a draft was kept, for one that the browser does not keep yet. */
export const neverKept = 0

/** Why what is kept is not shown: not of any form we know, or of one that came later. */
export type Unreadable = 'damaged' | 'newer'

type Migration = (record: JsonObject) => JsonObject

/**
 * From each older version to the next. They take what can be told of the old form and leave the
 * judgement to the schema: what they cannot make sense of they give back as it is. A sample of each
 * older form stands in `formatSamples/`.
 */
const migrations: Readonly<Record<number, Migration>> = {
  // Version 1 was kept in five forms, told apart by what they lack: at first the content was an
  // object and an attempt had no payload, then came the typed columns and then the parked rows.
  1: (record) => {
    const content = typeof record.draft === 'string' ? parsed(record.draft) : record.draft
    if (!isJsonObject(content)) return record
    const draft = {
      typedColumns: [],
      parkedRows: [],
      rowOrder: [],
      left: {},
      wasAt: {},
      ...content,
    }
    const read = contentSchema.safeParse(draft)
    if (!read.success) return record
    const { attempt, ...rest } = record
    return {
      ...rest,
      version: 2,
      draft: JSON.stringify(draft),
      summary: summaryOf(read.data),
      local: {},
      ...(attempt !== undefined && {
        attempt: isJsonObject(attempt) ? { payload: toCreateSync(read.data), ...attempt } : attempt,
      }),
    }
  },
}

/** What is kept, in the form of now. */
export function readKept(value: unknown): KeptDraft | Unreadable {
  let record = value
  while (isJsonObject(record) && typeof record.version === 'number') {
    if (record.version > formatVersion) return 'newer'
    const migrated = migrations[record.version]?.(record)
    if (migrated === undefined || migrated === record) break
    record = migrated
  }
  return keptDraftSchema.safeParse(record).data ?? 'damaged'
}

/** The content of a draft from the text that is kept. */
export function readContent(text: string): SyncDraft | 'damaged' {
  return contentSchema.safeParse(parsed(text)).data ?? 'damaged'
}

/** The text that is kept of a draft's content. */
export function writeContent(draft: SyncDraft): string {
  return JSON.stringify(draft)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a list of drafts shows of this one. */
export function summaryOf(draft: SyncDraft): DraftSummary {
  const { label, operation, source_attributes, destination_attributes } = draft.body
  const source = sourceName(source_attributes)
  const object = valueAt(destination_attributes, ['object'])
  return {
    ...(typeof label === 'string' && label.trim() !== '' && { label: label.trim() }),
    ...(typeof operation === 'string' && { operation }),
    ...(source !== undefined && { source }),
    ...(typeof object === 'string' && object !== '' && { object }),
    mappings: draft.rows.length,
  }
}

/** What is read, by the name that the payload has for it. */
function sourceName(attributes: JsonValue | undefined): string | undefined {
  const object = valueAt(attributes, ['object'])
  const [name, id, type] = ['name', 'id', 'type'].map((key) => valueAt(object, [key]))
  const table = valueAt(object, ['table_name'])
  const said = [table, name].find((one) => typeof one === 'string' && one !== '')
  if (typeof said === 'string') return said
  return typeof type === 'string' && typeof id === 'number' ? `${type} ${id}` : undefined
}
