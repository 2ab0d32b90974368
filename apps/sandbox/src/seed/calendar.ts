/** When the thing at that place of a list was made: one each week since the workspace began. */
export function dayOf(place: number): string {
  return new Date(Date.UTC(2025, 0, 6, 9, 30) + place * 7 * 86_400_000).toISOString()
}
