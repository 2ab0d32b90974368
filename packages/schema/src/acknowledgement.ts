import type { Loss } from './losses.ts'

/** What an operator knows of: one loss, or that the API decides which ones there are. */
type Acknowledged = Loss | 'left-to-api'

/** Knowing that the API decides is not knowing of the worst that it may decide. */
function wordOf(mayBeLost: readonly Loss[]): Acknowledged | undefined {
  return mayBeLost.length > 1 ? 'left-to-api' : mayBeLost[0]
}

/** Whether the operator has said to know of what may be lost. */
export function isAcknowledged(
  acknowledged: readonly string[],
  mayBeLost: readonly Loss[],
): boolean {
  const word = wordOf(mayBeLost)
  return word === undefined || acknowledged.includes(word)
}

/** What is acknowledged once the operator knows of these losses, or no longer does. */
export function acknowledge(
  acknowledged: readonly string[],
  mayBeLost: readonly Loss[],
  isKnown: boolean,
): string[] {
  const word = wordOf(mayBeLost)
  const others = acknowledged.filter((other) => other !== word)
  return isKnown && word !== undefined ? [...others, word] : others
}

/** What an operator acknowledges, as the words of a check box. */
const acknowledgedWords: Readonly<Record<Loss, string>> = {
  'gone-deleted': 'deletes records whose row has left the source',
  'gone-emptied': 'empties the mapped fields of records whose row has left the source',
  'all-replaced':
    'deletes every record that is not in the source, also those that were there before',
  'named-deleted': 'deletes the records that the source names',
}

/** What a sync that may have these losses does: "deletes records whose row has left the source". */
export function lossesInWords(mayBeLost: readonly Loss[]): string {
  const [only] = mayBeLost
  return mayBeLost.length === 1 && only
    ? acknowledgedWords[only]
    : 'deletes or empties records, and which ones is left to the API'
}
