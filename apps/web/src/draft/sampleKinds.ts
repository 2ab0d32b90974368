/** Where a sample record comes from, and what it is made to show; fragile cases in this order. */
export const sampleKinds = [
  'typed',
  'pasted',
  'ordinary',
  'null',
  'null key',
  'empty',
  'long',
  'unicode',
  'wrong type',
  'zero',
  'negative',
  'huge',
  'far past',
  'far future',
] as const
export type SampleKind = (typeof sampleKinds)[number]

/** How the screen calls each kind. */
export const sampleKindNames: Readonly<Record<SampleKind, string>> = {
  typed: 'Typed in',
  pasted: 'Pasted',
  ordinary: 'Ordinary',
  null: 'Nulls',
  'null key': 'Null in the key',
  empty: 'Empty texts',
  long: 'Very long texts',
  unicode: 'Emoji and right-to-left',
  'wrong type': 'Wrong types',
  zero: 'Zeros',
  negative: 'Negative numbers',
  huge: 'Huge numbers',
  'far past': 'Dates far back',
  'far future': 'Dates far ahead',
}
