import { isJsonObject } from '@sync-builder/schema'
import * as z from 'zod'
import { mostCharacters } from './unsavedCopy.ts'

/**
 * What an operator has done to a whole draft, written down in the browser's plain storage, which
 * answers at once: its database may not have it yet when the page goes.
 */
const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name: z.string().optional() }),
  /** `savedAt` of what was shown: a draft that has changed since stays. */
  z.object({ kind: z.literal('delete'), savedAt: z.number().optional() }),
  z.object({ kind: z.literal('put back'), record: z.custom<unknown>(isJsonObject) }),
])
export type ConfirmedAct = z.infer<typeof actSchema>

const noteSchema = z.object({ mark: z.string(), act: actSchema })

const prefix = 'sync-builder act '

/** Writes down what is about to be done to a draft, at once; gives what forgets exactly that. */
export function noteAct(id: string, act: ConfirmedAct): () => void {
  const text = JSON.stringify({ mark: crypto.randomUUID(), act })
  try {
    // What was to be done before has no meaning any more.
    localStorage.removeItem(prefix + id)
    if (text.length <= mostCharacters) localStorage.setItem(prefix + id, text)
  } catch {
    // Without room it is done all the same, a moment later.
  }
  return () => forget(id, text)
}

/** What was to be done and may not have been, by draft, each with what forgets it. */
export function notedActs(): { id: string; act: ConfirmedAct; forget: () => void }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const id = key.slice(prefix.length)
        const text = localStorage.getItem(key) ?? ''
        const act = readAct(text)
        return act ? [{ id, act, forget: () => forget(id, text) }] : []
      })
  } catch {
    return []
  }
}

function readAct(text: string): ConfirmedAct | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(text)).data?.act
  } catch {
    return undefined
  }
}

function forget(id: string, text: string): void {
  try {
    if (localStorage.getItem(prefix + id) === text) localStorage.removeItem(prefix + id)
  } catch {
    // What cannot be written to holds no note either.
  }
}
