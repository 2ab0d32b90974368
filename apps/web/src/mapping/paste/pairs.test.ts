import { describe, expect, it } from 'vitest'
import { knownNames } from './knownNames.ts'
import { readPairs } from './pairs.ts'

const ends = {
  columns: knownNames([{ name: 'EMAIL' }, { name: 'FIRST_NAME' }, { name: 'ID' }]),
  fields: knownNames([
    { name: 'email', label: 'Email' },
    { name: 'firstname', label: 'First name' },
    { name: 'external_id', label: 'External id' },
  ]),
}
const unknown = { columns: undefined, fields: undefined }

describe('readPairs', () => {
  it.each([
    ['two columns of a spreadsheet', 'ID\texternal_id\nFIRST_NAME\tfirstname'],
    ['CSV', 'ID,external_id\r\nFIRST_NAME,firstname'],
    ['typed arrows', 'ID -> external_id\nFIRST_NAME → firstname'],
    ['labels in place of names', 'ID\tExternal id\nFIRST_NAME\tFirst name'],
  ])('reads %s', (_, text) => {
    expect(readPairs(text, ends)).toMatchObject({
      left: 'columns',
      hasHeader: false,
      problems: [],
      pairs: [
        { line: 1, column: 'ID', isKey: false },
        { line: 2, column: 'FIRST_NAME', isKey: false },
      ],
    })
  })

  it('sees by the known names that the fields stand on the left', () => {
    expect(readPairs('external_id\tID\nemail\tMAIL', ends)).toMatchObject({
      left: 'fields',
      pairs: [
        { column: 'ID', field: 'external_id' },
        { column: 'MAIL', field: 'email' },
      ],
    })
  })

  it('sees by the header which side is which where no name is known', () => {
    const text = 'Destination field\tSource column\nemail\tEMAIL'
    expect(readPairs(text, unknown)).toMatchObject({
      left: 'fields',
      hasHeader: true,
      pairs: [{ line: 2, column: 'EMAIL', field: 'email' }],
    })
  })

  it.each([
    ['Column\tField\tKey', true],
    ['source,destination', true],
    ['From;To', true],
    ['ID\tfield_of_mine', false],
    ['customer\tclient', false],
  ])('takes the first line %j for a header: %s', (line, hasHeader) => {
    expect(readPairs(`${line}\nEMAIL${line.match(/[,;\t]/)?.[0]}email`, ends)).toMatchObject({
      hasHeader,
    })
  })

  it('believes the operator about header and sides', () => {
    const choices = { hasHeader: true, left: 'fields' } as const
    expect(readPairs('ID\texternal_id\nEMAIL\temail', ends, choices)).toMatchObject({
      hasHeader: true,
      left: 'fields',
      pairs: [{ line: 2, column: 'email', field: 'EMAIL' }],
    })
  })

  it.each([
    ['yes', true],
    ['Y', true],
    ['x', true],
    ['TRUE', true],
    ['key', true],
    ['no', false],
    ['', false],
    ['0', false],
  ])('reads %j in the third column as key: %s', (cell, isKey) => {
    expect(readPairs(`ID\texternal_id\t${cell}`, ends).pairs).toMatchObject([{ isKey }])
  })

  it.each([
    [
      'a side that is missing',
      'ID\nEMAIL\temail',
      [{ column: 'ID', field: '' }, { field: 'email' }],
    ],
    ['space around names', ' ID \t external_id ', [{ column: 'ID', field: 'external_id' }]],
  ])('keeps a pair with %s', (_, text, pairs) => {
    expect(readPairs(text, ends).pairs).toMatchObject(pairs)
  })

  it.each([
    ['nothing', '  \n', []],
    [
      'JSON',
      '[{"a":1}]',
      ['This is JSON. Two columns are read here; a whole request goes to Import.'],
    ],
    [
      'more than three columns',
      'ID\texternal_id\tyes\tnote',
      ['Cells after the third of a row are not read.'],
    ],
  ])('says what it does not read of %s', (_, text, problems) => {
    expect(readPairs(text, ends).problems).toEqual(problems)
  })
})
