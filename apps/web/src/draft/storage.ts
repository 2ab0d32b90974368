import { createStore, delMany, entries, get, keys, set } from 'idb-keyval'
import type { JsonObject, SyncDraft } from '@sync-builder/schema'
import {
  formatVersion,
  neverKept,
  readContent,
  readKept,
  summaryOf,
  writeContent,
  type CreateAttempt,
  type KeptDraft,
  type Unreadable,
} from './draftFormat.ts'
import { noteAct, notedActs, type ConfirmedAct } from './confirmedActs.ts'
import { withLocal, type DraftLocal } from './draftLocal.ts'
import { objectOf, type EditedSync } from './editedSync.ts'
import { tellOtherTabs } from './otherTabs.ts'

/** A draft that the browser keeps, as it is read. */
export interface StoredDraft {
  id: string
  draft: SyncDraft
  /** When the content last changed, in milliseconds since the epoch. */
  savedAt: number
  attempt?: CreateAttempt | undefined
  local: DraftLocal
}

/** What is known of a draft without reading its content. */
export type DraftHead = Omit<KeptDraft, 'draft' | 'version'>

/** What stands among the drafts and is not read: why not, and the thing itself. */
export interface UnreadableDraft {
  id: string
  why: Unreadable
  record: unknown
}

const store = createStore('sync-builder', 'drafts')

/** Of a draft that became a sync, what was sent is kept this long to compare the sync with. */
const sentKeptMs = 30 * 24 * 60 * 60_000

/**
 * The drafts of this browser that are no sync yet, newest first, and what cannot be read. Those
 * that became a sync long ago are forgotten on the way. `now` is in milliseconds since the epoch.
 */
export async function listDrafts(
  now: number,
): Promise<{ drafts: DraftHead[]; unreadable: UnreadableDraft[] }> {
  const { drafts, unreadable } = await readAll()
  const old = drafts.filter((draft) => isDone(draft) && endedAt(draft) < now - sentKeptMs)
  if (old.length > 0) {
    await delMany(
      old.map(({ id }) => id),
      store,
    )
  }
  const open = drafts.filter((draft) => !isDone(draft))
  open.sort((a, b) => b.savedAt - a.savedAt)
  return { drafts: open, unreadable }
}

/** The ids of all that is kept, what cannot be read included. */
export async function keptIds(): Promise<ReadonlySet<string>> {
  await finishActs()
  return new Set(await keys<string>(store))
}

/** Whether the draft became a sync, or all its changes are in the sync that it changes. */
function isDone({ attempt, savedAt, local: { editedSync } }: DraftHead): boolean {
  if (!editedSync) return attempt?.outcome === 'created'
  return !editedSync.sent && editedSync.saved !== undefined && savedAt <= editedSync.saved.at
}

function endedAt({ attempt, savedAt, local: { editedSync } }: DraftHead): number {
  return editedSync?.saved?.at ?? attempt?.startedAt ?? savedAt
}

/** What this browser has sent for a sync last, in milliseconds since the epoch. */
export interface LastSent {
  kind: 'created' | 'saved'
  /** The whole payload, or the keys that were changed. */
  payload: JsonObject
  at: number
  /** What the API told of its time when the change was saved. */
  updatedAt?: string | undefined
}

/** What was sent for this sync last; null when this browser sent nothing, or long ago. */
export async function lastSent(syncId: number): Promise<LastSent | null> {
  const { drafts } = await readAll()
  const sent = drafts.flatMap(({ attempt, local: { editedSync } }): LastSent[] => [
    ...(attempt?.syncId === syncId
      ? [{ kind: 'created' as const, payload: attempt.payload, at: attempt.startedAt }]
      : []),
    ...(editedSync?.id === syncId && editedSync.saved
      ? [
          {
            ...editedSync.saved,
            kind: 'saved' as const,
            payload: objectOf(editedSync.saved.change),
          },
        ]
      : []),
  ])
  return sent.toSorted((a, b) => b.at - a.at)[0] ?? null
}

async function readAll(): Promise<{ drafts: DraftHead[]; unreadable: UnreadableDraft[] }> {
  await finishActs()
  const drafts: DraftHead[] = []
  const unreadable: UnreadableDraft[] = []
  for (const [key, record] of await entries<string, unknown>(store)) {
    const kept = readKept(record)
    if (typeof kept === 'object') drafts.push(kept)
    else unreadable.push({ id: key, why: kept, record })
  }
  return { drafts, unreadable }
}

/** One draft; `missing` when there is none, else why it is not read. */
export async function loadDraft(id: string): Promise<StoredDraft | 'missing' | Unreadable> {
  await finishActs()
  const kept = readAs(await get<unknown>(id, store))
  if (typeof kept === 'string') return kept
  const draft = readContent(kept.draft)
  if (draft === 'damaged') return draft
  const { savedAt, attempt, local } = kept
  return { id, draft, savedAt, attempt, local }
}

function readAs(value: unknown): KeptDraft | 'missing' | Unreadable {
  return value === undefined ? 'missing' : readKept(value)
}

/** What is kept under this id, as it is; undefined when nothing is. */
export function loadRecord(id: string): Promise<unknown> {
  return get<unknown>(id, store)
}

/** Keeps a new draft. */
export function putDraft({ id, draft, savedAt, attempt, local }: StoredDraft): Promise<void> {
  const kept: KeptDraft = {
    version: formatVersion,
    id,
    draft: writeContent(draft),
    summary: summaryOf(draft),
    savedAt,
    ...(attempt && { attempt }),
    local,
  }
  return set(id, kept, store)
}

/** Puts back what was deleted, as it was, and does so later where the page goes meanwhile. */
export function putBack(id: string, record: unknown): Promise<void> {
  return noted(id, { kind: 'put back', record }, () => putIfMissing(id, record))
}

function putIfMissing(id: string, record: unknown): Promise<void> {
  return transact(id, (stored) => ({
    ...(stored === 'missing' && { put: record }),
    result: undefined,
  }))
}

/** Names a draft, or takes its name away, and does so later where the page goes meanwhile. */
export async function renameDraft(id: string, name: string | undefined): Promise<void> {
  await noted(id, { kind: 'rename', name }, () => saveLocal(id, { name }))
}

/** Does something that is written down until it is done, or the browser has refused it. */
async function noted<T>(id: string, act: ConfirmedAct, does: () => Promise<T>): Promise<T> {
  const forget = noteAct(id, act)
  try {
    return await does()
  } finally {
    forget()
  }
}

/**
 * Does what was written down and not done before the page went. What another tab is just doing may
 * be done twice: that is the same as once.
 */
async function finishActs(): Promise<void> {
  for (const { id, act, forget } of notedActs()) {
    try {
      if (act.kind === 'rename') await saveLocal(id, { name: act.name })
      else if (act.kind === 'put back') await putIfMissing(id, act.record)
      else {
        await removeUnless(id, (stored) =>
          isInDoubt(stored) || stored.savedAt !== act.savedAt ? 'kept' : undefined,
        )
      }
      forget()
    } catch {
      // It stays written down for the next time.
    }
  }
}

/**
 * Keeps what was typed over the draft that was read or kept at `basedOn` (or that is `neverKept`),
 * with what changed beside it, and gives the time of it. Nothing is kept when another tab has kept
 * something since, or deleted the draft. The attempt is left alone: another tab may just have made
 * one.
 */
export async function saveContent(
  id: string,
  draft: SyncDraft,
  basedOn: number,
  now: number,
  local: Partial<DraftLocal> = {},
): Promise<number | 'changed elsewhere'> {
  const changed = { draft: writeContent(draft), summary: summaryOf(draft) }
  const keptAt = await transact<number | 'changed elsewhere'>(id, (stored) => {
    if (stored === 'missing' && basedOn === neverKept) {
      const begun: KeptDraft = {
        version: formatVersion,
        id,
        ...changed,
        savedAt: now,
        local: withLocal({}, local),
      }
      return { put: begun, result: now }
    }
    if (typeof stored !== 'object' || stored.savedAt !== basedOn) {
      return { result: 'changed elsewhere' }
    }
    // Two saves never have the same time, whatever the clock says: it tells them apart.
    const savedAt = Math.max(now, basedOn + 1)
    const put = { ...stored, ...changed, savedAt, local: withLocal(stored.local, local) }
    return { put, result: savedAt }
  })
  if (keptAt !== 'changed elsewhere') tellOtherTabs({ id, savedAt: keptAt })
  return keptAt
}

/**
 * Keeps what changed beside a draft, whatever another tab has made of its content; a key that is
 * undefined is forgotten. A draft that is gone stays gone.
 */
export async function saveLocal(
  id: string,
  local: Partial<DraftLocal>,
): Promise<'kept' | 'missing'> {
  const result = await transact<'kept' | 'missing'>(id, (stored) =>
    typeof stored === 'object'
      ? { put: { ...stored, local: withLocal(stored.local, local) }, result: 'kept' }
      : { result: 'missing' },
  )
  if ('name' in local) tellOtherTabs({ id, name: local.name })
  return result
}

/**
 * Forgets a draft and gives what `putBack` takes, undefined where it was gone before; not while
 * nobody knows whether it became a sync: its key is the evidence. Where the page goes meanwhile it
 * is forgotten later, if it is still the one kept at `savedAt`, or cannot be read.
 */
export function deleteDraft(
  id: string,
  savedAt?: number,
): Promise<{ record: unknown } | 'in doubt'> {
  return noted(id, { kind: 'delete', savedAt }, () =>
    removeUnless(id, (stored) => (isInDoubt(stored) ? 'in doubt' : undefined)),
  )
}

/** Forgets a draft that is still as it was read: nothing else came into it. */
export async function deleteUnchanged(read: DraftHead): Promise<void> {
  const before = contentMark(read)
  await removeUnless(read.id, (stored) =>
    isInDoubt(stored) || contentMark(stored) !== before ? 'in doubt' : undefined,
  )
}

/** Tells apart what stands in a draft and beside it; which step was shown is nothing of that. */
function contentMark({ savedAt, local }: DraftHead): string {
  const beside = Object.entries(withLocal(local, { step: undefined }))
  return JSON.stringify([savedAt, beside.toSorted(([a], [b]) => (a < b ? -1 : 1))])
}

/** Forgets a draft, unless `whyNot` keeps it. */
async function removeUnless<Kept extends string>(
  id: string,
  whyNot: (stored: KeptDraft) => Kept | undefined,
): Promise<{ record: unknown } | Kept> {
  const result = await transact<{ record: unknown } | Kept>(id, (stored, record) => {
    const kept = typeof stored === 'object' ? whyNot(stored) : undefined
    return kept === undefined ? { remove: true, result: { record } } : { result: kept }
  })
  if (typeof result === 'object') tellOtherTabs({ id, savedAt: Infinity })
  return result
}

/** Whether something was sent of this draft, and it is not known how that ended. */
export function isInDoubt({ attempt, local }: Pick<StoredDraft, 'attempt' | 'local'>): boolean {
  const isSent = attempt?.outcome === 'sent' || attempt?.outcome === 'unknown'
  return isSent || local.editedSync?.sent !== undefined
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
 * Writes down that a change of the edited sync is about to be sent, while the draft is still the
 * one kept at `basedOn`; gives what is kept then, which is another one where another tab has sent
 * before. One transaction: of two tabs that press Save on one draft, one sends.
 */
export function takeSave(
  id: string,
  sending: EditedSync,
  basedOn: number,
): Promise<EditedSync | 'changed elsewhere'> {
  return transact<EditedSync | 'changed elsewhere'>(id, (stored) => {
    if (typeof stored !== 'object') return { result: 'changed elsewhere' }
    if (stored.local.editedSync?.sent) return { result: stored.local.editedSync }
    if (stored.savedAt !== basedOn) return { result: 'changed elsewhere' }
    const local = withLocal(stored.local, { editedSync: sending })
    return { put: { ...stored, local }, result: sending }
  })
}

/** The drafts that change this sync, newest first. */
export async function draftsOfSync(syncId: number): Promise<DraftHead[]> {
  const { drafts } = await readAll()
  return drafts
    .filter(({ local }) => local.editedSync?.id === syncId)
    .toSorted((a, b) => b.savedAt - a.savedAt)
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
  decide: (
    stored: KeptDraft | 'missing' | Unreadable,
    record: unknown,
  ) => {
    put?: unknown
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
            const { put, remove, result } = decide(readAs(reading.result), reading.result)
            if (put !== undefined) drafts.put(put, id)
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
