import type { JsonObject, Problem, SyncContext } from '@sync-builder/schema'
import type { ReactNode } from 'react'

/** What the work on a draft leads to, as the frame around the steps shows it. */
export interface Ending {
  /** What the page is about: "New sync". */
  title: string
  /** What stands above each step. */
  heading?: ReactNode
  /** What the server has against exactly this payload. */
  refused: { payload: JsonObject; problems: readonly Problem[] } | undefined
  /** What the operator must know of the last call; stands in the builder. */
  outcome: ReactNode
  /** The bar with its actions, around what else belongs there; stands in the builder. */
  renderBar: (parts: { blocking: number; children: ReactNode }) => ReactNode
  /** What the inspector shows besides; stands in the builder. */
  changes?: ReactNode
  /** Of a payload, what is sent to a stored sync: the keys that change. The same function each time. */
  changeOf?: (payload: JsonObject) => JsonObject
  /** The sync that is changed; see `SyncContext`. */
  stored?: SyncContext['stored']
}
