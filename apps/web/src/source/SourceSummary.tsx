import { useBuilder } from '../draft/builder.ts'
import { useSourceNames, type SourceNames } from './useSourceNames.ts'

/** The source in one line. */
export function SourceSummary({ open = null }: { open?: string | null }) {
  const names = useSourceNames(useBuilder().payload)
  const { kind, connection } = names
  if (kind === undefined) return connection ?? open
  return connection === undefined ? words(names) : `${words(names)} in ${connection}`
}

function words({ kind, name, id }: SourceNames): string {
  if (kind === 'table') return name === undefined ? 'Table to be chosen' : `${name} table`
  const title = `${kind?.slice(0, 1).toUpperCase()}${kind?.slice(1)}`
  return `${title} ${name ?? id ?? 'to be chosen'}`
}
