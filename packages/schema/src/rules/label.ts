import { type Finding, removal, type Scene, setting } from './rule.ts'

/** Beyond this a list cannot show a label; the API tells no limit. */
const longest = 255

/** Characters that cannot be seen, or that turn the direction of the text around them. */
const unseen = /[\p{Cc}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FEFF}]/gu

/** Labels that nobody can tell from another in a list. */
export function unclearLabel({ body: { label } }: Scene): Finding[] {
  if (typeof label !== 'string') return []
  const path = ['label']
  const plain = label.replaceAll(unseen, '').trim()
  if (plain === '') return [{ path, message: 'The label is blank', fix: removal(path) }]
  if (plain.length !== label.trim().length) {
    const message = 'The label has characters that cannot be seen or that turn text around'
    return [{ path, message, fix: { ...setting(path, plain), label: 'Take them out' } }]
  }
  if (label.length <= longest) return []
  return [{ path, message: `The label has ${label.length} characters; lists show far fewer` }]
}
