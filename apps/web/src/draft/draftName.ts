import type { DraftSummary } from './draftFormat.ts'
import type { DraftLocal } from './draftLocal.ts'

/** What a draft is called: by its operator, else by its label, else by what it reads and writes. */
export function draftName({ name }: DraftLocal, summary: DraftSummary): string {
  const { label, source, object } = summary
  if (name?.trim()) return name.trim()
  if (label) return label
  if (source && object) return `${source} → ${object}`
  if (source) return `Draft that reads ${source}`
  return object ? `Draft that writes ${object}` : 'New draft'
}
