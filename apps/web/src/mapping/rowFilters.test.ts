import { fromCreateSync, type JsonValue } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { coverageOf, filterCounts, itemsOf, type Shown } from './rowFilters.ts'
import type { RowProblems } from './rowProblems.ts'

const columns = [{ name: 'email' }, { name: 'name' }, { name: 'tier' }]
const fields = [
  { full_name: 'Email', label: 'Mail address', required_for_mapping: true },
  { full_name: 'Name' },
  { full_name: 'Company', required_for_mapping: true },
]
const mappings: JsonValue[] = [
  { from: { type: 'column', data: 'email' }, to: 'Email' },
  { from: { type: 'column', data: 'name' }, to: 'Name' },
  'no mapping',
]
const problems: RowProblems = new Map([
  [2, [{ severity: 'error', basis: 'requirement', code: 'shape', path: [], message: 'Wrong' }]],
])

function shown(part: Partial<Shown>): Shown {
  const { rows } = fromCreateSync({ mappings })
  return {
    rows,
    filter: 'all',
    search: '',
    problems,
    coverage: coverageOf(rows, columns, fields),
    fields: new Map(fields.map((field) => [field.full_name, field])),
    keep: undefined,
    ...part,
  }
}

/** The lines as short texts. */
function linesOf(part: Partial<Shown>): string[] {
  return itemsOf(shown(part)).map((item) => {
    return item.kind === 'row' ? item.row.id : `${item.offer.side} ${item.offer.name}`
  })
}

describe('itemsOf', () => {
  it.each([
    ['all', ['row-1', 'row-2', 'row-3']],
    ['mapped', ['row-1', 'row-2']],
    ['unmapped', ['field Company', 'column tier']],
    ['required', ['row-1', 'field Company']],
    ['problems', ['row-3']],
  ] as const)('%s', (filter, expected) => {
    expect(linesOf({ filter })).toEqual(expected)
  })

  it.each([
    ['name', ['row-2']],
    ['mail address', ['row-1']],
    ['NO MAPPING', ['row-3']],
    ['nowhere', []],
  ])('searches columns, fields, labels and JSON for %s', (search, expected) => {
    expect(linesOf({ search })).toEqual(expected)
  })

  it('searches what could be mapped, too', () => {
    expect(linesOf({ filter: 'unmapped', search: 'tie' })).toEqual(['column tier'])
  })

  it('keeps the row that is being worked on', () => {
    expect(linesOf({ filter: 'problems', keep: 'row-1' })).toEqual(['row-1', 'row-3'])
  })
})

describe('filterCounts', () => {
  it('counts the lines of each filter', () => {
    expect(filterCounts(shown({}))).toEqual({
      all: 3,
      mapped: 2,
      unmapped: 2,
      required: 2,
      problems: 1,
    })
  })
})

describe('coverageOf', () => {
  it('knows the other side where its name is exactly the same and free', () => {
    const { rows } = fromCreateSync({
      mappings: [{ from: { type: 'column', data: 'x' }, to: 'taken' }],
    })
    const { columnsLeft } = coverageOf(
      rows,
      [{ name: 'same' }, { name: 'taken' }, { name: 'Same' }],
      [{ full_name: 'same' }, { full_name: 'taken' }],
    )
    expect(columnsLeft.map(({ name, hasTwin }) => [name, hasTwin])).toEqual([
      ['same', true],
      ['taken', false],
      ['Same', false],
    ])
  })

  it('leaves nothing open where a side is not known', () => {
    const { rows } = fromCreateSync({ mappings })
    expect(coverageOf(rows, undefined, undefined)).toEqual({ requiredLeft: [], columnsLeft: [] })
  })
})
