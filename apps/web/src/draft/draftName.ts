import type { DraftSummary } from './draftFormat.ts'
import type { DraftLocal } from './draftLocal.ts'

/** What a draft is called: by its operator, else by its label, else by what it reads and writes. */
export function draftName({ name, labels }: DraftLocal, summary: DraftSummary): string {
  const { label } = summary
  const [source, object] = [summary.source, summary.object].map((word) => labelOf(word, labels))
  if (name?.trim()) return name.trim()
  if (label) return label
  if (source && object) return `${source} → ${object}`
  if (source) return `Draft that reads ${source}`
  return object ? `Draft that writes ${object}` : 'New draft'
}

/** What something is called, by the name that is known of it. */
export function labelOf(word: string | undefined, labels: DraftLocal['labels']) {
  return word !== undefined && labels && Object.hasOwn(labels, word) ? labels[word] : word
}
