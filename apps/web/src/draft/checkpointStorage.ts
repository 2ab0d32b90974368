import { createStore, keys, promisifyRequest } from 'idb-keyval'
import { isJsonObject, valueAt, type SyncDraft } from '@sync-builder/schema'
import * as z from 'zod'
import { surplusOf } from './checkpointBounds.ts'
import { formatVersion, readContent, readKept, summaryOf, writeContent } from './draftFormat.ts'

/** An earlier version of a draft, as it is listed. */
export interface Checkpoint {
  /** When it was shown, in milliseconds since the epoch: no two of a draft have the same. */
  at: number
  /** What led to it. */
  words: string
  /** Its content; undefined when it cannot be read. */
  draft: SyncDraft | undefined
}

// A database of its own: a list of drafts reads none of it, and one that is damaged takes no draft
// with it.
const store = createStore('sync-builder-history', 'checkpoints')

/** The draft's id, the time and the number of characters: what is too many is told by keys alone. */
const keySchema = z.tuple([z.string(), z.number(), z.number()])
type Key = z.infer<typeof keySchema>

function rangeOf(id: string): IDBKeyRange {
  // A list sorts after every number.
  return IDBKeyRange.bound([id], [id, []])
}

/** Keeps a version of a draft, and forgets the oldest where there are too many. */
export function keepCheckpoint(
  id: string,
  draft: SyncDraft,
  words: string,
  at: number,
): Promise<void> {
  const text = writeContent(draft)
  // In the form of a draft, so that the migrations of drafts read it.
  const kept = {
    version: formatVersion,
    id,
    draft: text,
    summary: summaryOf(draft),
    savedAt: at,
    local: {},
  }
  return store('readwrite', async (checkpoints) => {
    const known = readKeys(await promisifyRequest(checkpoints.getAllKeys(rangeOf(id))))
    // What the visit before ended with is what this one was opened with.
    const last = known.at(-1)
    if (last?.[2] === text.length) {
      const newest = await promisifyRequest<unknown>(checkpoints.get(last))
      if (isJsonObject(newest) && valueAt(newest.kept, ['draft']) === text) return
    }
    if (known.some(([, time]) => time === at)) return
    const key: Key = [id, at, text.length]
    checkpoints.put({ words, kept }, key)
    const sizes = [...known, key].map((one) => ({ at: one[1], characters: one[2], key: one }))
    for (const surplus of surplusOf(sizes)) checkpoints.delete(surplus.key)
    await promisifyRequest(checkpoints.transaction)
  })
}

/** The earlier versions of a draft, newest first. */
export function listCheckpoints(id: string): Promise<Checkpoint[]> {
  return store('readonly', async (checkpoints) => {
    const [found, records] = await Promise.all([
      promisifyRequest(checkpoints.getAllKeys(rangeOf(id))),
      promisifyRequest<unknown[]>(checkpoints.getAll(rangeOf(id))),
    ])
    const listed = found.flatMap((key, index) => {
      const { data } = keySchema.safeParse(key)
      return data ? [readCheckpoint(data[1], records[index])] : []
    })
    return listed.toReversed()
  })
}

function readCheckpoint(at: number, record: unknown): Checkpoint {
  const { words, kept } = isJsonObject(record) ? record : {}
  const read = readKept(kept)
  const draft = typeof read === 'object' ? readContent(read.draft) : undefined
  return {
    at,
    words: typeof words === 'string' ? words : '',
    draft: typeof draft === 'object' ? draft : undefined,
  }
}

/** Forgets the versions of drafts that are kept no more. */
export async function forgetOtherCheckpoints(ids: ReadonlySet<string>): Promise<void> {
  const orphans = readKeys(await keys(store)).filter(([id]) => !ids.has(id))
  if (orphans.length === 0) return
  await store('readwrite', (checkpoints) => {
    for (const key of orphans) checkpoints.delete(key)
    return promisifyRequest(checkpoints.transaction)
  })
}

function readKeys(found: readonly unknown[]): Key[] {
  return found.flatMap((key) => {
    const { data } = keySchema.safeParse(key)
    return data ? [data] : []
  })
}
