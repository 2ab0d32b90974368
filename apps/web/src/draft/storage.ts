import { createStore, del, get, set, update, values } from 'idb-keyval'
import { isJsonObject, type JsonObject, type SyncDraft } from '@sync-builder/schema'
import * as z from 'zod'

/** What is known of the create that this draft was last sent with. */
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

const draftSchema = z.object({
  body: z.custom<SyncDraft['body']>(isJsonObject),
  rows: z.array(z.object({ id: z.string(), mapping: z.custom<SyncDraft['rows'][0]['mapping']>() })),
  parked: z.array(z.custom<SyncDraft['parked'][0]>(isJsonObject)),
  imported: z.array(z.string()),
  nextRow: z.number(),
})

const storedDraftSchema = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  draft: draftSchema,
  /** Milliseconds since the epoch. */
  savedAt: z.number(),
  attempt: attemptSchema.optional(),
})
/** A draft as the browser keeps it. */
export type StoredDraft = z.infer<typeof storedDraftSchema>

const store = createStore('sync-builder', 'drafts')

/** The drafts of this browser, newest first; what cannot be read is counted, not shown. */
export async function listDrafts(): Promise<{ drafts: StoredDraft[]; unreadable: number }> {
  const read = (await values<unknown>(store)).map((value) => storedDraftSchema.safeParse(value))
  const drafts = read.flatMap((result) => (result.success ? [result.data] : []))
  drafts.sort((a, b) => b.savedAt - a.savedAt)
  return { drafts, unreadable: read.length - drafts.length }
}

/** One draft; `missing` when there is none, `unreadable` when it is not of this form. */
export async function loadDraft(id: string): Promise<StoredDraft | 'missing' | 'unreadable'> {
  const value = await get<unknown>(id, store)
  if (value === undefined) return 'missing'
  const read = storedDraftSchema.safeParse(value)
  return read.success ? read.data : 'unreadable'
}

/** Keeps a new draft, or replaces one. */
export function putDraft(draft: StoredDraft): Promise<void> {
  return set(draft.id, draft, store)
}

/** Keeps what was typed and leaves the attempt alone: another tab may just have made one. */
export function saveContent(id: string, draft: SyncDraft, savedAt: number): Promise<void> {
  return update<StoredDraft>(
    id,
    (stored) => ({
      version: 1,
      id,
      ...(stored?.attempt && { attempt: stored.attempt }),
      draft,
      savedAt,
    }),
    store,
  )
}

/** Forgets a draft. */
export function deleteDraft(id: string): Promise<void> {
  return del(id, store)
}

/**
 * The attempt that this draft's create goes by: a new one only where the last one came to nothing.
 * One transaction: of two tabs that press Create on one draft, now or one after the other, both get
 * the attempt of the first, and so one sync is made.
 */
export async function takeAttempt(id: string, fresh: CreateAttempt): Promise<CreateAttempt> {
  let taken = fresh
  await update<StoredDraft>(
    id,
    (stored) => {
      if (!stored) throw new Error('The draft is no longer kept in this browser')
      if (stored.attempt && stored.attempt.outcome !== 'refused') {
        taken = stored.attempt
        return stored
      }
      return { ...stored, attempt: fresh }
    },
    store,
  )
  return taken
}

/** Writes down how an attempt ended; an attempt that another tab has replaced is left alone. */
export function settleAttempt(id: string, settled: CreateAttempt): Promise<void> {
  return update<StoredDraft>(
    id,
    (stored) => {
      if (!stored) throw new Error('The draft is no longer kept in this browser')
      return stored.attempt?.key === settled.key ? { ...stored, attempt: settled } : stored
    },
    store,
  )
}
