import {
  editDraft,
  fieldOf,
  type JsonObject,
  type MappingRow,
  type SyncDraft,
} from '@sync-builder/schema'
import { columnOf, isKey, newMapping, readRow } from '../mappings.ts'
import type { Proposal } from './proposals.ts'

/** What a proposal is known by. */
export function proposalKey({ column, field }: Proposal): string {
  return JSON.stringify([column.name, field.full_name])
}

/**
 * The proposals that the rows leave room for: those whose column no row reads and whose field none
 * fills. None is the key any more once a row is.
 */
export function openProposals(
  proposals: readonly Proposal[],
  rows: readonly MappingRow[],
): readonly Proposal[] {
  const mappings = rows.map(({ mapping }) => mapping)
  const read = new Set(mappings.map((mapping) => columnOf(readRow(mapping))))
  const filled = new Set(mappings.map(fieldOf))
  const hasKey = mappings.some(isKey)
  return proposals
    .filter(({ column, field }) => !read.has(column.name) && !filled.has(field.full_name))
    .map((proposal) => (hasKey && proposal.isKey ? { ...proposal, isKey: false } : proposal))
}

/**
 * The draft with a row more for each proposal that it still leaves room for, at its end; the rows
 * that were there stay as they are.
 */
export function acceptProposals(draft: SyncDraft, proposals: readonly Proposal[]): SyncDraft {
  const accepted = openProposals(proposals, draft.rows).map(mappingFor)
  if (accepted.length === 0) return draft
  const value = [...draft.rows.map(({ mapping }) => mapping), ...accepted]
  return editDraft(draft, [{ op: 'set', path: ['mappings'], value }])
}

function mappingFor({ column, field, isKey: isTheKey }: Proposal): JsonObject {
  const mapping = newMapping({ column: column.name, to: field.full_name })
  return isTheKey ? { ...mapping, is_primary_identifier: true } : mapping
}
