import { createStore, delMany, get, set, values } from 'idb-keyval'
import { columnSchema, isJsonObject, type JsonObject, type SyncDraft } from '@sync-builder/schema'
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
  // Drafts that were kept before columns could be typed in have none.
  typedColumns: z
    .array(
      z.object({
        source: z.custom<SyncDraft['typedColumns'][0]['source']>(isJsonObject),
        columns: z.array(columnSchema),
      }),
    )
    .default([]),
  // Drafts that were kept before rows were parked have none of these.
  parkedRows: z.array(z.custom<SyncDraft['parkedRows'][0]>(isJsonObject)).default([]),
  rowOrder: z.array(z.string()).default([]),
  left: z.custom<SyncDraft['left']>(isJsonObject).default({}),
  wasAt: z.custom<SyncDraft['wasAt']>(isJsonObject).default({}),
  imported: z.array(z.string()),
  nextRow: z.number(),
})

/**
 * A draft as the browser keeps it. Its content is one text: of thousands of rows, the browser would
 * copy object by object at each save, and the next key press would wait for it.
 */
const keptDraftSchema = z.object({
  version: z.literal(1),
  id: z.string().min(1),
  draft: z.string(),
  /** Milliseconds since the epoch. */
  savedAt: z.number(),
  attempt: attemptSchema.optional(),
})
type KeptDraft = z.infer<typeof keptDraftSchema>

const storedDraftSchema = keptDraftSchema.extend({
  draft: z.string().transform(parseText).pipe(draftSchema),
})
/** A draft that the browser keeps, as it is read. */
export type StoredDraft = z.infer<typeof storedDraftSchema>

function parseText(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('The text is no JSON')
    return z.NEVER
  }
}

const store = createStore('sync-builder', 'drafts')

/** Of a draft that became a sync, the payload is kept this long to compare the sync with. */
const createdKeptMs = 30 * 24 * 60 * 60_000

/**
 * The drafts of this browser that are no sync yet, newest first; what cannot be read is counted,
 * not shown. Those that became a sync long ago are forgotten on the way. `now` is in milliseconds
 * since the epoch.
 */
export async function listDrafts(
  now: number,
): Promise<{ drafts: StoredDraft[]; unreadable: number }> {
  const { drafts, unreadable } = await readAll()
  const created = drafts.filter(({ attempt }) => attempt?.outcome === 'created')
  const old = created.filter(({ attempt }) => (attempt?.startedAt ?? now) < now - createdKeptMs)
  if (old.length > 0) {
    await delMany(
      old.map(({ id }) => id),
      store,
    )
  }
  const open = drafts.filter(({ attempt }) => attempt?.outcome !== 'created')
  open.sort((a, b) => b.savedAt - a.savedAt)
  return { drafts: open, unreadable }
}

/** The payload that made this sync; null when this browser did not send it, or long ago. */
export async function sentPayload(syncId: number): Promise<JsonObject | null> {
  const { drafts } = await readAll()
  return drafts.find(({ attempt }) => attempt?.syncId === syncId)?.attempt?.payload ?? null
}

async function readAll(): Promise<{ drafts: StoredDraft[]; unreadable: number }> {
  const read = (await values<unknown>(store)).map((value) => storedDraftSchema.safeParse(value))
  const drafts = read.flatMap((result) => (result.success ? [result.data] : []))
  return { drafts, unreadable: read.length - drafts.length }
}

/** One draft; `missing` when there is none, `unreadable` when it is not of this form. */
export async function loadDraft(id: string): Promise<StoredDraft | 'missing' | 'unreadable'> {
  return readAs(storedDraftSchema, await get<unknown>(id, store))
}

function readAs<T>(schema: z.ZodType<T>, value: unknown): T | 'missing' | 'unreadable' {
  if (value === undefined) return 'missing'
  const read = schema.safeParse(value)
  return read.success ? read.data : 'unreadable'
}

/** Keeps a new draft, or puts back one that was deleted. */
export function putDraft(draft: StoredDraft): Promise<void> {
  return set(draft.id, { ...draft, draft: JSON.stringify(draft.draft) }, store)
}

/**
 * Keeps what was typed over the draft that was read or kept at `basedOn`, and gives the time of it.
 * Nothing is kept when another tab has kept something since, or deleted the draft. The attempt is
 * left alone: another tab may just have made one.
 */
export function saveContent(
  id: string,
  draft: SyncDraft,
  basedOn: number,
  now: number,
): Promise<number | 'changed elsewhere'> {
  const text = JSON.stringify(draft)
  return transact<number | 'changed elsewhere'>(id, (stored) => {
    if (typeof stored !== 'object' || stored.savedAt !== basedOn) {
      return { result: 'changed elsewhere' }
    }
    // Two saves never have the same time, whatever the clock says: it tells them apart.
    const savedAt = Math.max(now, basedOn + 1)
    return { put: { ...stored, draft: text, savedAt }, result: savedAt }
  })
}

/** Forgets a draft, unless nobody knows yet whether it became a sync: its key is the evidence. */
export function deleteDraft(id: string): Promise<'deleted' | 'in doubt'> {
  return transact(id, (stored) =>
    typeof stored === 'object' && isInDoubt(stored)
      ? { result: 'in doubt' }
      : { remove: true, result: 'deleted' },
  )
}

/** Whether a create of this draft is under way, or nobody knows how it ended. */
export function isInDoubt({ attempt }: Pick<StoredDraft, 'attempt'>): boolean {
  return attempt?.outcome === 'sent' || attempt?.outcome === 'unknown'
}

/**
 * The attempt that this draft's create goes by: `fresh` only where the last one came to nothing
 * and the draft is still the one kept at `basedOn`.
 * One transaction: of two tabs that press Create on one draft, now or one after the other, both get
 * the attempt of the first, and so one sync is made.
 */
export function takeAttempt(
  id: string,
  fresh: CreateAttempt,
  basedOn: number,
): Promise<CreateAttempt | 'changed elsewhere'> {
  return transact<CreateAttempt | 'changed elsewhere'>(id, (stored) => {
    if (typeof stored !== 'object') return { result: 'changed elsewhere' }
    if (stored.attempt && stored.attempt.outcome !== 'refused') return { result: stored.attempt }
    if (stored.savedAt !== basedOn) return { result: 'changed elsewhere' }
    return { put: { ...stored, attempt: fresh }, result: fresh }
  })
}

/**
 * Writes down how an attempt ended, and gives what is kept then: what another tab knows better
 * stays. A sync that exists is never taken back, and what an operator called not created is only
 * corrected by a sync that was found.
 */
export function settleAttempt(id: string, settled: CreateAttempt): Promise<CreateAttempt> {
  return transact(id, (stored) => {
    if (typeof stored !== 'object') throw new Error('The draft is no longer kept in this browser')
    const before = stored.attempt
    const isLast =
      before !== undefined &&
      (before.key !== settled.key ||
        before.outcome === 'created' ||
        (before.outcome === 'refused' && settled.outcome !== 'created'))
    if (isLast) return { result: before }
    return { put: { ...stored, attempt: settled }, result: settled }
  })
}

/**
 * Writes down that a draft became a sync by a check, which has no attempt of its own. An attempt
 * that came to something stays.
 */
export function keepCreated(id: string, created: CreateAttempt): Promise<void> {
  return transact(id, (stored) => {
    if (typeof stored !== 'object') throw new Error('The draft is no longer kept in this browser')
    if (stored.attempt && stored.attempt.outcome !== 'refused') return { result: undefined }
    return { put: { ...stored, attempt: created }, result: undefined }
  })
}

/** Reads one draft and writes what follows from it, with nothing of another tab in between. */
async function transact<T>(
  id: string,
  decide: (stored: KeptDraft | 'missing' | 'unreadable') => {
    put?: KeptDraft
    remove?: true
    result: T
  },
): Promise<T> {
  return store(
    'readwrite',
    (drafts) =>
      new Promise((resolve, reject) => {
        const { transaction } = drafts
        let decided: { result: T } | undefined
        let failure: unknown
        const reading: IDBRequest<unknown> = drafts.get(id)
        reading.addEventListener('success', () => {
          try {
            const { put, remove, result } = decide(readAs(keptDraftSchema, reading.result))
            if (put) drafts.put(put, id)
            if (remove) drafts.delete(id)
            decided = { result }
          } catch (error) {
            failure = error
            transaction.abort()
          }
        })
        transaction.addEventListener('complete', () => {
          if (decided) resolve(decided.result)
        })
        transaction.addEventListener('abort', () => reject(asError(failure ?? transaction.error)))
      }),
  )
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('The browser kept nothing', { cause: thrown })
}
