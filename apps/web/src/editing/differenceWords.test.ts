import { syncDifference, type JsonObject } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { keyLine, rowLine, valueWords } from './differenceWords.ts'

function linesBetween(before: JsonObject, after: JsonObject): unknown[] {
  const { keys, rows } = syncDifference(before, after)
  return [...keys.map(keyLine), ...rows.map(rowLine)].map(({ name, what, parts }) => [
    name,
    what,
    ...parts.map(({ place, before: was, after: is }) => `${place}: ${was} → ${is}`),
  ])
}

function mapped(...pairs: `${string} > ${string}`[]): JsonObject {
  return {
    mappings: pairs.map((pair) => {
      const [data = '', to = ''] = pair.split(' > ')
      return { from: { type: 'column', data }, to }
    }),
  }
}

describe('the lines of a difference', () => {
  it.each<[string, JsonObject, JsonObject, unknown[]]>([
    ['a label', { label: 'A' }, { label: 'B' }, [['Label', 'changed', ': A → B']]],
    ['a label set', {}, { label: 'B' }, [['Label', 'set', ': not set → B']]],
    [
      'a strategy left to the API',
      { mirror_strategy: 'upload_and_swap' },
      {},
      [['Mirror strategy', 'left to the API', ': upload_and_swap → not set']],
    ],
    ['a key by its own name', { tier: 1 }, { tier: 2 }, [['tier', 'changed', ': 1 → 2']]],
    [
      'a setting',
      { advanced_configuration: { bulk: true } },
      { advanced_configuration: { bulk: false } },
      [['Advanced configuration', 'changed', 'bulk: true → false']],
    ],
    ['a new row', mapped(), mapped('A > a'), [['Row 1: a', 'added', 'from: not set → A']]],
    ['a row that went', mapped('A > a'), mapped(), [['Row 1: a', 'removed', 'from: A → not set']]],
    [
      'another column',
      mapped('A > a'),
      mapped('B > a'),
      [['Row 1: a', 'changed', 'from.data: A → B']],
    ],
    [
      'a row that was moved',
      mapped('A > a', 'B > b', 'C > c'),
      mapped('B > b', 'C > c', 'A > a'),
      [['Row 3: a', 'moved from 1 to 3']],
    ],
  ])('name %s', (_, before, after, lines) => {
    expect(linesBetween(before, after)).toEqual(lines)
  })
})

describe('valueWords', () => {
  it.each([
    [null, 'not set'],
    ['', 'empty'],
    ['a\n  b', 'a b'],
    [{ a: [1] }, '{"a":[1]}'],
    ['x'.repeat(200), `${'x'.repeat(119)}…`],
  ])('says %j in a line', (value, words) => {
    expect(valueWords(value)).toBe(words)
  })
})
