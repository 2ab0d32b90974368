import type { JsonValue } from '@sync-builder/schema'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readTable, recordsOf, tableLimits } from './tabular.ts'

describe('readTable, with cells', () => {
  const people = [
    ['1', 'Ann'],
    ['2', 'Bo'],
  ]
  it.each([
    ['commas', 'id,name\n1,Ann\n2,Bo', ','],
    ['tabs', 'id\tname\n1\tAnn\n2\tBo\n', '\t'],
    ['semicolons', 'id;name\n1;Ann\n2;Bo', ';'],
    ['Windows line ends', 'id,name\r\n1,Ann\r\n2,Bo\r\n', ','],
    ['old Mac line ends', 'id,name\r1,Ann\r2,Bo', ','],
    ['mixed line ends', 'id,name\r\n1,Ann\n2,Bo\r', ','],
    ['a byte order mark', '\uFEFFid,name\n1,Ann\n2,Bo', ','],
    ['empty lines and rows', 'id,name\n\n1,Ann\n , \n2,Bo\n\n\n', ','],
    ['quotes around everything', '"id","name"\r\n"1","Ann"\r\n"2","Bo"', ','],
    ['space around the names', ' id , name \n1,Ann\n2,Bo', ','],
  ])('reads %s', (_, text, separator) => {
    expect(readTable(text)).toEqual({
      kind: 'cells',
      separator,
      header: ['id', 'name'],
      rows: people,
      problems: [],
    })
  })

  it.each<[string, string, string[][]]>([
    ['a line break in a cell', 'a,b\n"1\n2",3', [['1\n2', '3']]],
    ['a Windows line break in a cell', 'a,b\r\n"1\r\n2",3\r\n', [['1\r\n2', '3']]],
    ['a quoted cell at the begin of a Windows line', 'a,b\r\n"1",2\r\n"3",4', [['1', '2'], ['3', '4']]], // prettier-ignore
    ['quotes in a quoted cell', 'a,b\n"say ""no""",3', [['say "no"', '3']]],
    ['a separator in a quoted cell', 'a,b\n"1,2",3', [['1,2', '3']]],
    ['commas as decimal points', 'a;b\n1,5;2,25\n3;4,0', [['1,5', '2,25'], ['3', '4,0']]], // prettier-ignore
    ['commas in cells that tabs separate', 'a\tb\nx, y\tz, z, z\n', [['x, y', 'z, z, z']]],
    ['inches within a cell', 'a\tb\n5" pipe\tx\r\n6" pipe\ty', [['5" pipe', 'x'], ['6" pipe', 'y']]], // prettier-ignore
    ['space in cells', 'a,b\n 1 ,2', [[' 1 ', '2']]],
  ])('keeps %s', (_, text, rows) => {
    expect(readTable(text)).toMatchObject({ header: ['a', 'b'], rows, problems: [] })
  })

  it('reads quotes that do not pair up as they stand, and says so', () => {
    expect(readTable('a\tb\n"best" price\t1\n"open\t2')).toMatchObject({
      rows: [
        ['"best" price', '1'],
        ['"open', '2'],
      ],
      problems: ['The quotes do not pair up: they are read as they stand.'],
    })
  })

  it('names the rows that are longer or shorter, and keeps them', () => {
    expect(readTable('a,b\n1,2\n3\n4,5,6')).toMatchObject({
      rows: [['1', '2'], ['3'], ['4', '5', '6']],
      problems: ['Rows 2, 3 have another number of cells than the 2 cells of the table.'],
    })
  })

  it.each([
    ['numbers', '1,2\n3,4'],
    ['an address', 'a,ann@example.com\nb,bo@example.com'],
    ['a date', 'a,2026-01-31\nb,2026-02-28'],
    ['an empty cell', 'a,\nb,1'],
    ['a name twice', 'a,a\nb,c'],
  ])('takes a first row with %s for values', (_, text) => {
    expect(readTable(text)).toMatchObject({ header: undefined, rows: { length: 2 } })
  })

  it('believes the operator about the header', () => {
    expect(readTable('1,2\n3,4', true)).toMatchObject({ header: ['1', '2'], rows: [['3', '4']] })
    expect(readTable('a,b\nc,d', false)).toMatchObject({ header: undefined, rows: { length: 2 } })
  })

  it('takes one line of names for a header without rows', () => {
    expect(readTable('id,email,name')).toMatchObject({ header: ['id', 'email', 'name'], rows: [] })
  })

  it('reads one column', () => {
    expect(readTable('id\n1\n2\n')).toMatchObject({ header: ['id'], rows: [['1'], ['2']] })
  })

  it('reads one column whose texts hold a comma now and then', () => {
    expect(readTable('name\nAnn\nBo, junior\nCy')).toMatchObject({
      rows: [['Ann'], ['Bo, junior'], ['Cy']],
    })
  })

  it('splits at tabs also where most rows have none', () => {
    expect(readTable('a\nb\nc\td', false)).toMatchObject({ rows: [['a'], ['b'], ['c', 'd']] })
  })

  it('takes a name in brackets for a cell', () => {
    expect(readTable('[Sales] Region\t{x')).toMatchObject({ header: ['[Sales] Region', '{x'] })
  })
})

describe('readTable, with JSON', () => {
  it.each<[string, string]>([
    ['a list of objects', '[{"id":1,"name":null},{"id":2}]'],
    ['an object a line', '{"id":1,"name":null}\r\n\n{"id":2}\n'],
  ])('reads %s with its types', (_, text) => {
    const records = [{ id: 1, name: null }, { id: 2 }]
    expect(readTable(text)).toEqual({ kind: 'records', records, problems: [] })
  })

  it('reads one object', () => {
    const records = [{ id: 1, tags: ['a'] }]
    expect(readTable(' {"id":1,\n"tags":["a"]} ')).toEqual({
      kind: 'records',
      records,
      problems: [],
    })
  })

  it.each<[string, string, string[] | undefined, JsonValue[][]]>([
    ['a header', '[["id","ok"],[1,true]]', ['id', 'ok'], [[1, true]]],
    ['no header', '[[1,true],[2,null]]', undefined, [[1, true], [2, null]]], // prettier-ignore
    ['names alone', '["id","ok"]', ['id', 'ok'], []],
    ['a list a line', '["id","ok"]\n[1,true]', ['id', 'ok'], [[1, true]]],
  ])('reads lists with %s', (_, text, header, rows) => {
    expect(readTable(text)).toEqual({ kind: 'lists', header, rows, problems: [] })
  })

  it('leaves out what is no object, and says so', () => {
    expect(readTable('[{"id":1},2,["x"]]')).toEqual({
      kind: 'records',
      records: [{ id: 1 }],
      problems: [
        'Item 2 is a number, not an object: it is left out.',
        'Item 3 is a list, not an object: it is left out.',
      ],
    })
  })

  it.each([
    ['the place of a mistake', '[{"id":1},\n{"id":}]', 'Line 2, column 7: a value is expected'],
    ['the line that is wrong', '{"id":1}\n{"id":}', 'Line 2, column 7: a value is expected'],
    [
      'a number that would change',
      '[{"id":12345678901234567890}]',
      'Line 1, column 8: this number cannot be kept exactly; as a text it can',
    ],
  ])('tells %s', (_, text, message) => {
    expect(readTable(text)).toEqual({ kind: 'unreadable', message })
  })
})

describe('readTable, at its limits', () => {
  it.each(['', ' \n\t\n', '\uFEFF', '[]'])('finds nothing in %j', (text) => {
    expect(readTable(text)).toEqual({ kind: 'empty' })
  })

  it('reads nothing of a text that is too long, and says so', () => {
    expect(readTable('a'.repeat(tableLimits.characters + 1))).toEqual({
      kind: 'too large',
      message: 'The text has 2,000,001 characters; up to 2,000,000 are read. Paste a part of it.',
    })
  })

  it.each([
    ['CSV', Array.from({ length: 501 }, () => Array(100).fill('x').join(',')).join('\n')],
    ['JSON', JSON.stringify(Array.from({ length: 501 }, () => Array(100).fill(1)))],
  ])('reads no table of %s with more cells than it may have', (_, text) => {
    expect(readTable(text, false)).toMatchObject({
      kind: 'too large',
      message: 'The text has 50,100 cells; up to 50,000 are read. Paste a part of it.',
    })
  })

  it('reads a long quoted cell', () => {
    const long = '"",\r\n'.repeat(200_000)
    expect(readTable(`a,b\n"${long}",1`)).toMatchObject({
      rows: [[long.replaceAll('""', '"'), '1']],
    })
  })
})

describe('what was written as a table', () => {
  const separator = fc.constantFrom(',', '\t', ';')
  const newline = fc.constantFrom('\n', '\r\n', '\r')
  const tables = (cell: fc.Arbitrary<string>) =>
    fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
      )
      .map((rows) => rows.filter((row) => row.some((text) => text.trim() !== '')))
      .filter((rows) => rows.length > 0)

  it('is read as the same, whatever its quoted cells hold', () => {
    const awkward = fc.constantFrom(
      '"',
      ',',
      ';',
      '\t',
      '\n',
      '\r',
      '\r\n',
      ' ',
      'a',
      '1',
      '{',
      'é',
    )
    const cell = fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(tables(cell), separator, newline, (rows, delimiter, end) => {
        const text = Papa.unparse(rows, { delimiter, newline: end, quotes: true })
        expect(readTable(text, false)).toMatchObject({ kind: 'cells', rows, problems: [] })
      }),
      { numRuns: 1000 },
    )
  })

  it('is read as the same with quotes only where they are needed', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'b', '1', ' ', 'é', '"', '\n'),
      maxLength: 6,
    })
    fc.assert(
      fc.property(tables(cell), separator, newline, (rows, delimiter, end) => {
        const text = Papa.unparse(rows, { delimiter, newline: end })
        expect(readTable(text, false)).toMatchObject({ kind: 'cells', rows, problems: [] })
      }),
      { numRuns: 1000 },
    )
  })

  it('is read as the same from JSON, as records and by line', () => {
    const records = fc.array(
      fc.dictionary(
        fc.string(),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      ),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(records, (written) => {
        const read = { kind: 'records', records: written, problems: [] }
        const lines = written.map((record) => JSON.stringify(record)).join('\n')
        expect(readTable(JSON.stringify(written, null, 2))).toEqual(read)
        expect(readTable(lines)).toEqual(read)
      }),
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '"',
            '\n',
            '\r',
            ',',
            ';',
            '\t',
            '[',
            ']',
            '{',
            '}',
            ':',
            'a',
            '1',
            '\uFEFF',
          ),
        }),
        (text) => {
          expect(readTable(text)).toHaveProperty('kind')
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('recordsOf', () => {
  it.each<[string, string, unknown]>([
    ['CSV, as texts', 'id,name\n1,Ann', [{ id: '1', name: 'Ann' }]],
    ['CSV without names', '1,2\n3,4', [{ 'column 1': '1', 'column 2': '2' }, { 'column 1': '3', 'column 2': '4' }]], // prettier-ignore
    ['JSON lists', '[["id"],[1]]', [{ id: 1 }]],
    ['JSON objects', '{"id":1}', [{ id: 1 }]],
    ['nothing', '', []],
  ])('gives the rows of %s by name', (_, text, records) => {
    expect(recordsOf(readTable(text))).toEqual(records)
  })
})
