import { capitalized, type SourceKind } from '@sync-builder/schema'
import { useBuilder } from '../draft/builder.ts'
import { useSourceNames, type SourceNames } from './useSourceNames.ts'

/** The source in one line. */
export function SourceSummary({ open = null }: { open?: string | null }) {
  const names = useSourceNames(useBuilder().payload)
  const { kind, connection } = names
  if (kind === undefined) return connection ?? open
  const words = wordsOf(kind, names)
  return connection === undefined ? words : `${words} in ${connection}`
}

function wordsOf(kind: SourceKind, { name, id }: SourceNames): string {
  if (kind === 'table') return name === undefined ? 'Table to be chosen' : `${name} table`
  return `${capitalized(kind)} ${name ?? id ?? 'to be chosen'}`
}
