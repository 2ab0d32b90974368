import { describe, expect, it } from 'vitest'
import type { Proposal, Reason } from './proposals.ts'
import { confidenceWord, linesOf, neighbourOf, typeText } from './proposalWords.ts'

function proposal(name: string, reason: Reason, more: Partial<Proposal> = {}): Proposal {
  return {
    column: { name },
    field: { full_name: name },
    reason,
    because: '',
    confidence: 1,
    conversion: { kind: 'same' },
    isRequired: false,
    canBeKey: false,
    isKey: false,
    ...more,
  }
}

const proposals = [
  proposal('key', 'synonym', { isKey: true }),
  proposal('needed', 'exact', { isRequired: true }),
  proposal('near', 'spelling'),
  proposal('same', 'exact'),
]
const keysOf = (shown: Reason | 'all') =>
  linesOf(proposals, shown, ({ column }) => column.name).map(({ key }) => key)

describe('linesOf', () => {
  it('puts the key and required fields first, whatever their reason', () => {
    expect(keysOf('all')).toEqual(['first', 'key', 'needed', 'exact', 'same', 'spelling', 'near'])
  })

  it('gives one reason alone, the required fields among the others', () => {
    expect(keysOf('exact')).toEqual(['exact', 'needed', 'same'])
    expect(keysOf('normalized')).toEqual([])
  })
})

it('neighbourOf is the next proposal, else the one before, never the head of a group', () => {
  const lines = linesOf(proposals, 'all', ({ column }) => column.name)
  expect(neighbourOf(lines, 'needed')).toBe('same')
  expect(neighbourOf(lines, 'near')).toBe('same')
  expect(neighbourOf(lines.slice(0, 2), 'key')).toBeUndefined()
})

it.each([
  [1, 'High'],
  [0.85, 'High'],
  [0.8, 'Medium'],
  [0.65, 'Low'],
])('confidenceWord of %d is %s', (confidence, word) => {
  expect(confidenceWord(confidence)).toBe(word)
})

it('typeText is the type as it is spelled, with its brackets where it is a list', () => {
  expect(typeText('String', true)).toBe('String[]')
  expect(typeText(null)).toBe('type not known')
})
