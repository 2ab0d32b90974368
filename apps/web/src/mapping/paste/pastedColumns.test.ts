import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readColumns } from './pastedColumns.ts'

function typesOf(text: string) {
  return readColumns(text).columns.map(({ column }) => [column.name, column.data_type])
}

describe('readColumns', () => {
  it.each([
    ['a line of names', 'id,email,name'],
    ['a line from a spreadsheet', 'id\temail\tname\r\n'],
    ['a name a line', 'id\nemail\nname\n'],
    ['JSON names', '["id","email","name"]'],
  ])('reads %s', (_, text) => {
    expect(typesOf(text)).toEqual([
      ['id', undefined],
      ['email', undefined],
      ['name', undefined],
    ])
  })

  it.each([
    ['number', '1\n-2.5\n1e6'],
    ['text', '1\nx'],
    ['text', '01234\n20095'],
    ['boolean', 'true\nFALSE'],
    ['date', '2026-01-31\n2026-02-28'],
    ['timestamp', '2026-01-31T10:00:00Z\n2026-01-31 10:00:00 UTC'],
    ['timestamp', '2026-01-31\n2026-01-31T10:00'],
    ['text', '2026-01-31\n12'],
    [undefined, '""'],
  ])('guesses %s from the values %j', (type, values) => {
    const rows = values.split('\n').map((value) => `x,${value}`)
    expect(typesOf(['first,second', ...rows].join('\n'))).toEqual([
      ['first', 'text'],
      ['second', type],
    ])
  })

  it('takes a comma for a decimal point where semicolons separate', () => {
    expect(typesOf('a;b\n1,5;x\n2,25;y')).toEqual([
      ['a', 'number'],
      ['b', 'text'],
    ])
  })

  it('takes names and types as a warehouse lists them', () => {
    expect(typesOf('COLUMN_NAME\tDATA_TYPE\nID\tNUMBER(38,0)\nEMAIL\tVARCHAR')).toEqual([
      ['ID', 'NUMBER(38,0)'],
      ['EMAIL', 'VARCHAR'],
    ])
  })

  it('takes the keys of JSON records, and their types', () => {
    const text = '[{"id":1,"ok":true},{"id":2,"tags":["a"],"more":{"b":1},"none":null}]'
    expect(typesOf(text)).toEqual([
      ['id', 'number'],
      ['ok', 'boolean'],
      ['tags', 'array'],
      ['more', 'object'],
      ['none', undefined],
    ])
  })

  it('shows a value of each column', () => {
    expect(readColumns('id,email\n1,ann@example.com').columns[1]?.example).toBe('ann@example.com')
  })

  it('leaves out names that stand twice, and says so', () => {
    expect(readColumns('{"a":1}\n{" ":1,"":2}').problems).toEqual([
      '1 column has no name of its own: left out.',
    ])
  })

  it('does not take values for names', () => {
    expect(readColumns('1,2\n3,4')).toEqual({
      columns: [],
      problems: ['The first line holds values, not the names of columns.'],
    })
  })

  it('gives each name once, whatever is pasted', () => {
    const character = fc.constantFrom('a', 'b', '1', ',', '\t', '\n', '"', ' ', '{', '[')
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const names = readColumns(text).columns.map(({ column }) => column.name)
        expect(new Set(names).size).toBe(names.length)
        expect(names).not.toContain('')
      }),
    )
  })
})
