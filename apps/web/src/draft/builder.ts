import {
  editDraft,
  type Edit,
  type JsonObject,
  type Path,
  type Problem,
  type SyncContext,
  type SyncDraft,
} from '@sync-builder/schema'
import { createContext, use, useMemo, useSyncExternalStore } from 'react'
import type { DraftSnapshot, DraftStore } from './draftStore.ts'

/**
 * What every step works on: the draft, what follows from it, and the ways to change it. Around the
 * step, in the frame, the draft and its payload lag a moment behind the typing.
 */
export interface Builder {
  draftId: string
  draft: SyncDraft
  /** The JSON that would be sent, without a decision on `validate_only`. */
  payload: JsonObject
  /** What the API told about the chosen source and destination. */
  known: SyncContext
  /** What `checkSync` says of the payload; may lag a moment behind it. */
  problems: readonly Problem[]
  /**
   * Applies the one-click fix of a shown problem and gives true; does nothing and gives false where
   * the draft was changed since, and the problem is not the same in it (see `isStillFound`).
   */
  applyFix: (problem: Problem) => boolean
  store: DraftStore
  /** The place that a jump from the list of problems asks to see; a new object for each jump. */
  jump: { path: Path } | undefined
  jumpTo: (path: Path) => void
}

export const BuilderContext = createContext<Builder | undefined>(undefined)

/** The builder with the draft as it is at this key press; see `LiveBuilder`. */
export const LiveBuilderContext = createContext<Builder | undefined>(undefined)

/** The builder that this component stands in; within a step, with the draft of this key press. */
export function useBuilder(): Builder {
  const live = use(LiveBuilderContext)
  const settled = use(BuilderContext)
  const builder = live ?? settled
  if (!builder) throw new Error('useBuilder outside of a builder')
  return builder
}

/**
 * The same, with the draft a moment later: for what shows thousands of things and asks the store
 * itself for the few that follow each key press.
 */
export function useSettledBuilder(): Builder {
  const builder = use(BuilderContext)
  if (!builder) throw new Error('useSettledBuilder outside of a builder')
  return builder
}

/** One fact of the draft at this moment: drawn again only when it is another one. */
export function useFact<T>(store: DraftStore, read: (snapshot: DraftSnapshot) => T): T {
  return useSyncExternalStore(store.subscribe, () => read(store.snapshot()))
}

/** Changes of the draft, as stable functions. */
export function useEdit(): {
  edit: (...edits: Edit[]) => void
  change: (change: (draft: SyncDraft) => SyncDraft) => void
} {
  const { store } = useBuilder()
  return useMemo(
    () => ({
      edit: (...edits) => store.change((draft) => editDraft(draft, edits)),
      change: (change) => store.change(change),
    }),
    [store],
  )
}

/** The problems at `path` and below it. */
export function problemsAt(problems: readonly Problem[], path: Path): Problem[] {
  return problems.filter((problem) => path.every((key, index) => problem.path[index] === key))
}

/** A path as one string, for `data-path` attributes that a jump looks for. */
export function pathKey(path: Path): string {
  return path.map((key) => encodeURIComponent(String(key))).join('.')
}

/** Selects the control for `path`. */
export function controlSelector(path: Path): string {
  return `[data-path="${CSS.escape(pathKey(path))}"]`
}
