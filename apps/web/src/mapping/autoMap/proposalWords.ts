import { reasons, type Proposal, type Reason } from './proposals.ts'

/** How the screen calls a group. */
export const groupTitles: Record<GroupName, string> = {
  first: 'Key and required fields',
  exact: 'Exact name',
  normalized: 'Same words',
  synonym: 'Synonym',
  spelling: 'Close spelling',
}

/** What is in a group, in a sentence. */
export const groupHints: Record<GroupName, string> = {
  first: 'What the destination cannot do without, for whatever reason it is proposed.',
  exact: 'The column is called as the field or its label.',
  normalized:
    'The same but for case, separators, and a prefix or suffix that says where it belongs.',
  synonym: 'Other words that mean the same, from the table of synonyms.',
  spelling: 'A letter or two differ: look at these.',
}

/** How sure a proposal is, in a word: for those who do not read numbers. */
export function confidenceWord(confidence: number): 'High' | 'Medium' | 'Low' {
  if (confidence >= 0.85) return 'High'
  return confidence >= 0.68 ? 'Medium' : 'Low'
}

/** "12 rows", "1 row". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

/** The type of one end as its owner spells it. */
export function typeText(spelled: string | null | undefined, isArray = false): string {
  if (spelled == null || spelled === '') return 'type not known'
  return isArray ? `${spelled}[]` : spelled
}

/** Proposals that are shown, and accepted, together. */
export type GroupName = 'first' | Reason

/** A line of the list: the head of a group of proposals, or one of them. */
export type ListLine =
  | { kind: 'group'; key: GroupName; name: GroupName; proposals: readonly Proposal[] }
  | { kind: 'proposal'; key: string; proposal: Proposal }

/**
 * The lines for proposals: the key and the required fields in a group of their own, then by
 * reason. Only the proposals of one reason unless `shown` is all.
 */
export function linesOf(
  proposals: readonly Proposal[],
  shown: Reason | 'all',
  keyOf: (proposal: Proposal) => string,
): ListLine[] {
  const groupOf = (proposal: Proposal): GroupName =>
    shown === 'all' && (proposal.isKey || proposal.isRequired) ? 'first' : proposal.reason
  const groups = Map.groupBy(proposals, groupOf)
  return (['first', ...reasons] as const).flatMap((name): ListLine[] => {
    const some = groups.get(name)
    if (!some || (shown !== 'all' && shown !== name)) return []
    return [
      { kind: 'group', key: name, name, proposals: some },
      ...some.map((proposal): ListLine => ({ kind: 'proposal', key: keyOf(proposal), proposal })),
    ]
  })
}

/** Where the focus goes when the line with this key leaves the list: to the next proposal, else the one before. */
export function neighbourOf(lines: readonly ListLine[], key: string): string | undefined {
  const at = lines.findIndex((line) => line.key === key)
  const isProposal = (line: ListLine) => line.kind === 'proposal'
  return (
    lines.slice(at + 1).find(isProposal) ?? lines.slice(0, Math.max(at, 0)).findLast(isProposal)
  )?.key
}
