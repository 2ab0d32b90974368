import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DestinationField } from './destination.ts'
import { fragileRows } from './fragileRows.ts'
import type { JsonObject, JsonValue } from './json.ts'
import { type DestinationRecord, type RecordContext, recordOf, recordsOf } from './record.ts'
import { createTemplateRenderer } from './renderTemplate.ts'

const render = createTemplateRenderer(() => new Date(0))
const columns = ['ID', 'EMAIL', 'NAME', 'TAGS', 'first_name'].map((name) => ({ name }))
const fields: DestinationField[] = [
  { full_name: 'id', type: 'String' },
  { full_name: 'email', type: 'String' },
  { full_name: 'age', type: 'integer' },
  { full_name: 'score', type: 'float' },
  { full_name: 'active', type: 'boolean' },
  { full_name: 'born', type: 'date' },
  { full_name: 'seen', type: 'date_time' },
  { full_name: 'tags', type: 'String', array: true, operations: ['merge', 'overwrite'] },
  { full_name: 'extra', type: 'JSON' },
  { full_name: 'company', type: 'String', lookup_object: 'company' },
]
const context: RecordContext = { columns, object: { full_name: 'user', fields }, render }

const column = (data: string, to: string, rest: JsonObject = {}): JsonObject => ({
  from: { type: 'column', data },
  to,
  ...rest,
})
const template = (data: string, to: string, rest: JsonObject = {}): JsonObject => ({
  from: { type: 'liquid_template', data },
  to,
  ...rest,
})
const constant = (value: string, basic_type: string, to = 'x'): JsonObject => ({
  from: { type: 'constant_value', data: { value, basic_type } },
  to,
})

/** What one mapping gives of one record, in a word: JSON, "left out" or "! " and the message. */
function outcomeOf(mapping: JsonObject, source: JsonObject = {}): string {
  const [field] = recordOf({ mappings: [mapping] }, source, context).fields
  if (!field) return 'no field'
  const { outcome } = field
  if (outcome.kind === 'value') return JSON.stringify(outcome.value)
  return outcome.kind === 'left out' ? 'left out' : `! ${outcome.message}`
}

function notesOf(mapping: JsonObject, source: JsonObject = {}): string[] {
  return recordOf({ mappings: [mapping] }, source, context).fields[0]!.notes.map(
    ({ isRisk, text }) => (isRisk ? `risk: ${text}` : text),
  )
}

const names = ({ fields: found }: DestinationRecord) => found.map(({ to }) => to)

describe('recordOf', () => {
  it.each([
    // value, basic_type, what is sent
    ['cohort_1', 'text', '"cohort_1"'],
    ['', 'text', '""'],
    ['42', 'number', '42'],
    [' 1.50 ', 'number', '1.5'],
    ['', 'number', '! “” cannot be read as a number.'],
    ['1,5', 'number', '! “1,5” cannot be read as a number.'],
    ['TRUE', 'boolean', 'true'],
    ['yes', 'boolean', '! “yes” cannot be read as true or false.'],
    ['2021-03-29', 'datetime', '"2021-03-29T00:00:00Z"'],
    ['2021-03-29 16:32:23', 'datetime', '"2021-03-29T16:32:23Z"'],
    ['2021-03-29T16:32:23+02:00', 'datetime', '"2021-03-29T14:32:23Z"'],
    ['soon', 'datetime', '! “soon” cannot be read as a date and time.'],
    ['x', 'money', '! Nobody knows how to read a constant of type "money".'],
  ])('reads the constant %j as a %s: %s', (value, basicType, sent) => {
    expect(outcomeOf(constant(value, basicType))).toBe(sent)
  })

  it.each<[JsonValue, string, string]>([
    // value, field, what is sent
    ['7', 'age', '7'],
    [7, 'id', '"7"'],
    [true, 'id', '"true"'],
    ['7.5', 'score', '7.5'],
    ['abc', 'score', '"abc"'],
    ['false', 'active', 'false'],
    ['2021-03-29T16:32:23Z', 'born', '"2021-03-29"'],
    ['2021-03-29 16:32:23.5', 'seen', '"2021-03-29T16:32:23.500Z"'],
    [['a'], 'tags', '["a"]'],
    ['["a","b"]', 'tags', '["a","b"]'],
    ['a,b', 'tags', '! It is no list, as JSON_ARRAY_ERROR would say: the run fails.'],
    [5, 'tags', '! It is no list, as JSON_ARRAY_ERROR would say: the run fails.'],
    ['{"a":1}', 'extra', '{"a":1}'],
    [{ a: 1 }, 'extra', '{"a":1}'],
    [{ a: 1 }, 'id', '"{\\"a\\":1}"'],
    ['7', 'nobody knows', '"7"'],
  ])('fits %j to the field %s: %s', (value, to, sent) => {
    expect(outcomeOf(column('NAME', to), { NAME: value })).toBe(sent)
  })

  it.each([
    [column('NAME', ''), '! The row names no field.'],
    [{ to: 'x' }, '! The row says not where its value comes from.'],
    [column('', 'x'), '! The row names no column.'],
    [{ from: { type: 'sync_metadata', data: 'sync_run_id' }, to: 'x' }, '123456'],
    [
      { from: { type: 'sync_metadata', data: 'run' }, to: 'x' },
      '! The only metadata that is known is sync_run_id.',
    ],
    [
      { from: { type: 'segment_membership', data: { identify_by: 'name' } }, to: 'tags' },
      '["Segment A","Segment B"]',
    ],
    [
      { from: { type: 'compound_key' }, to: 'x' },
      '! The service makes this key itself; it cannot be shown.',
    ],
    [{ from: { type: 'hash', data: 'x' }, to: 'x' }, '! Nobody knows what "hash" gives.'],
    [template('Dear {{ record.NAME }}', 'x'), '"Dear Ada"'],
    [
      template('{{ record.NAMEE }}', 'x'),
      "! Column being referenced in template can't be found in data source [NAMEE]",
    ],
  ])('makes of %j: %s', (mapping, sent) => {
    expect(outcomeOf(mapping, { NAME: 'Ada' })).toBe(sent)
  })

  it.each<[JsonValue | undefined, JsonObject, string]>([
    // value, row, what is sent
    [null, {}, 'null'],
    [undefined, {}, 'null'],
    [null, { sync_null_values: true }, 'null'],
    [null, { sync_null_values: null }, 'null'],
    [null, { sync_null_values: false }, 'left out'],
    [undefined, { sync_null_values: false }, 'left out'],
    ['', { sync_null_values: false }, '""'],
    ['x', { sync_null_values: false }, '"x"'],
    [null, { sync_null_values: false, operation: 'merge' }, 'left out'],
    [null, { operation: 'merge' }, 'null'],
  ])('sends of %j under %j: %s', (value, rest, sent) => {
    const source: JsonObject = value === undefined ? {} : { NAME: value }
    expect(outcomeOf(column('NAME', 'email', rest), source)).toBe(sent)
  })

  it('says what depends on the destination', () => {
    const source = { NAME: 'Acme', TAGS: ['a'] }
    expect(notesOf(column('NAME', 'email', { preserve_values: true }), source)).toEqual([
      'Written only where the field is empty in the destination.',
    ])
    expect(
      notesOf(
        column('NAME', 'company', { lookup_object: 'Account', lookup_field: 'External_Id__c' }),
        source,
      ),
    ).toEqual([
      'The id of the Account whose External_Id__c is "Acme" is written. None found, and the record is rejected.',
    ])
    expect(notesOf(column('TAGS', 'tags', { operation: 'merge' }), source)).toEqual([
      'Added to the items that the destination has.',
    ])
    expect(notesOf(column('ZIP', 'email'), { ZIP: 'x' })).toEqual([
      'risk: The source has no column ZIP, as far as its columns are known.',
    ])
    expect(notesOf(column('NAME', 'age'), source)).toEqual([
      'risk: It is not a number: the destination may refuse it.',
    ])
  })

  it('names the other rows that fill the same field', () => {
    const payload = { mappings: [column('ID', 'id'), column('NAME', 'id'), column('EMAIL', 'id')] }
    const found = recordOf(payload, { ID: 'a', NAME: 'b', EMAIL: 'c' }, context).fields
    expect(found.map(({ notes }) => notes.map(({ text }) => text))).toEqual([
      ['Rows 2, 3 fill this field too; which of them counts is not documented.'],
      ['Rows 1, 3 fill this field too; which of them counts is not documented.'],
      ['Rows 1, 2 fill this field too; which of them counts is not documented.'],
    ])
  })
})

describe('the key', () => {
  const key = { is_primary_identifier: true }
  it.each<[JsonValue, JsonObject, string | undefined]>([
    ['a', {}, undefined],
    ['', {}, undefined],
    [null, {}, 'The key id is null: the record is invalid and never sent.'],
    [
      null,
      { sync_null_values: false },
      'The key id is null: the record is invalid and never sent.',
    ],
  ])('of %j with %j: %s', (value, rest, invalid) => {
    const payload = { mappings: [column('ID', 'id', { ...key, ...rest })] }
    expect(recordOf(payload, { ID: value }, context).invalid).toBe(invalid)
  })

  it('may not occur twice', () => {
    const records = recordsOf(
      { mappings: [column('ID', 'id', key)] },
      [{ ID: 1 }, { ID: 2 }, { ID: '1' }],
      context,
    )
    expect(records.map(({ invalid }) => invalid?.slice(0, 26))).toEqual([
      undefined,
      undefined,
      'The key id occurs twice: d',
    ])
  })
})

describe('sync_all_properties', () => {
  const all: JsonObject = { field_behavior: 'sync_all_properties' }
  const source = { ID: 1, EMAIL: 'e', NAME: 'n', TAGS: null, first_name: 'f' }

  it('adds the columns that no row maps, under their names or the names made of them', () => {
    const mappings = [column('ID', 'id')]
    expect(names(recordOf({ ...all, mappings }, source, context))).toEqual([
      'id',
      'EMAIL',
      'NAME',
      'TAGS',
      'first_name',
    ])
    const normalized = { ...all, mappings, field_normalization: 'start_case' }
    expect(names(recordOf(normalized, source, context))).toEqual([
      'id',
      'Email',
      'Name',
      'Tags',
      'First Name',
    ])
    expect(names(recordOf({ mappings }, source, context))).toEqual(['id'])
  })

  it('lets a row come first where both fill a field', () => {
    const payload = { ...all, mappings: [constant('x', 'text', 'EMAIL'), column('ID', 'id')] }
    const found = recordOf(payload, source, context).fields.filter(({ to }) => to === 'EMAIL')
    expect(found.map(({ outcome }) => outcome.kind)).toEqual(['value', 'left out'])
    expect(found[1]?.notes[0]?.text).toBe(
      'Row 1 fills EMAIL, so this column does not: a row comes first.',
    )
  })

  it('names columns that come out as one field', () => {
    const twins = { columns: [{ name: 'user_id' }, { name: 'userId' }], render }
    const payload = { ...all, field_normalization: 'snake_case', mappings: [] }
    const found = recordOf(payload, { user_id: 1, userId: 2 }, twins).fields
    expect(found.map(({ to, notes }) => [to, notes[0]?.text])).toEqual([
      ['user_id', 'userId becomes user_id too; which of them counts is not documented.'],
      ['user_id', 'user_id becomes user_id too; which of them counts is not documented.'],
    ])
  })
})

describe('field_order', () => {
  const mappings = [column('NAME', 'n'), constant('x', 'text', 'Constant'), column('EMAIL', 'e')]
  const ordering = { full_name: 'file', supports_field_ordering: true }
  it.each<[JsonObject, boolean, string[]]>([
    [{ field_order: 'mapping_order' }, true, ['n', 'Constant', 'e']],
    [{ field_order: 'alphabetical_column_name' }, true, ['Constant', 'e', 'n']],
    [{ field_order: 'alphabetical_column_name' }, false, ['Constant', 'e', 'n']],
    // The default of an object that can be ordered.
    [{}, true, ['Constant', 'e', 'n']],
    [{}, false, ['n', 'Constant', 'e']],
  ])('%j, of an object that can be ordered: %s', (rest, canBeOrdered, order) => {
    const known = canBeOrdered ? { ...context, object: ordering } : context
    expect(names(recordOf({ mappings, ...rest }, {}, known))).toEqual(order)
  })
})

describe('any payload and record', () => {
  const name = fc.constantFrom('ID', 'NAME', '__proto__', 'constructor', 'toString', 'x.y', '')
  const from = fc.oneof(
    fc.record({ type: fc.constant('column'), data: name }),
    fc.record({
      type: fc.constant('constant_value'),
      data: fc.record({ value: fc.string(), basic_type: fc.constantFrom('text', 'number', 'x') }),
    }),
    fc.record({
      type: fc.constant('liquid_template'),
      data: name.map((named) => `a{{ record['${named}'] }}`),
    }),
    fc.jsonValue(),
  )
  const flags = fc.record(
    {
      is_primary_identifier: fc.boolean(),
      sync_null_values: fc.boolean(),
      preserve_values: fc.boolean(),
      lookup_object: fc.string(),
      operation: fc.constantFrom('merge', 'overwrite', null),
    },
    { requiredKeys: [] },
  )
  const mapping = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.record({ from, to: name }), flags).map(([a, b]) => ({ ...a, ...b })),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
  )
  const payload = fc
    .record(
      {
        mappings: fc.oneof(fc.array(mapping), fc.jsonValue()),
        field_behavior: fc.constantFrom('sync_all_properties', 'specific_properties'),
        field_normalization: fc.constantFrom('snake_case', 'start_case', 'x', null),
        field_order: fc.constantFrom('mapping_order', 'alphabetical_column_name', 5),
      },
      { requiredKeys: [] },
    )
    .map((found) => found as JsonObject)
  const source = fc
    .dictionary(name, fc.jsonValue())
    .map((found) => JSON.parse(JSON.stringify(found)) as JsonObject)
  const known = fc.constantFrom<RecordContext>({ render }, context, {
    render,
    columns: ['__proto__', 'constructor', 'ID'].map((found) => ({ name: found })),
  })

  it('gives a record, and says of each field that occurs twice', () => {
    fc.assert(
      fc.property(payload, source, known, (given, record, surroundings) => {
        const { fields: found } = recordOf(given, record, surroundings)
        expect(JSON.stringify(found)).toBeTypeOf('string')
        const written = found.filter(({ to, outcome }) => to !== '' && outcome.kind === 'value')
        for (const [to, same] of Map.groupBy(written, (field) => field.to)) {
          const isSaid = same.every(({ notes }) => notes.some(({ isRisk }) => isRisk))
          expect(same.length === 1 || isSaid, `${to} occurs twice`).toBe(true)
        }
      }),
    )
  })

  it('takes nothing from a prototype', () => {
    const mappings = ['__proto__', 'constructor', 'toString'].map((data) => column(data, data))
    const empty = recordOf({ mappings }, {}, { render })
    expect(empty.fields.map(({ outcome }) => outcome)).toEqual(
      mappings.map(() => ({ kind: 'value', value: null })),
    )
    const odd = JSON.parse('{"__proto__":"p","constructor":"c","toString":"t"}') as JsonObject
    const full = recordOf({ mappings }, odd, { render })
    expect(full.fields.map(({ outcome }) => outcome)).toEqual(
      ['p', 'c', 't'].map((value) => ({ kind: 'value', value })),
    )
  })

  it('orders as field_order says', () => {
    fc.assert(
      fc.property(payload, source, (given, record) => {
        const mapped = recordOf({ ...given, field_order: 'mapping_order' }, record, context).fields
        const rows = mapped.flatMap(({ from: origin }) => ('row' in origin ? [origin.row] : []))
        expect(rows).toEqual(rows.toSorted((a, b) => a - b))
        const sorted = recordOf(
          { ...given, field_order: 'alphabetical_column_name' },
          record,
          context,
        )
        expect(sorted.fields).toHaveLength(mapped.length)
        const automatic = sorted.fields.flatMap(({ from: origin }) =>
          'column' in origin ? [origin.column] : [],
        )
        expect(automatic).toEqual(automatic.toSorted())
      }),
    )
  })

  it('has fragile rows that are found without an error', () => {
    fc.assert(
      fc.property(payload, source, source, known, (given, ordinary, record, surroundings) => {
        const found = fragileRows(given, ordinary, [{ kind: 'other', record }], surroundings)
        expect(found.every(({ row, kinds }) => row >= 0 && kinds.length > 0)).toBe(true)
      }),
    )
  })
})

describe('fragileRows', () => {
  const ordinary = { ID: 'a1', EMAIL: 'ada@example.org', NAME: 'Ada', TAGS: ['a'] }
  const nulls = { ID: 'a2', EMAIL: null, NAME: null, TAGS: null }
  const wrong = { ID: 'a3', EMAIL: 5, NAME: '{', TAGS: 'none' }
  const mappings = [
    column('ID', 'id', { is_primary_identifier: true }),
    column('EMAIL', 'email', { sync_null_values: false }),
    column('NAME', 'first'),
    column('TAGS', 'tags'),
    template('Dear {{ record.NAME }}', 'greeting'),
    constant('x', 'number', 'never'),
  ]
  const found = (samples: Parameters<typeof fragileRows>[2]) =>
    fragileRows({ mappings }, ordinary, samples, context).map(
      ({ row, effect, text, kinds }) => `${row} ${effect} ${kinds.join('+')}: ${text}`,
    )

  it('tells what nulls and wrong types do, worst first', () => {
    expect(
      found([
        { kind: 'null', record: nulls },
        { kind: 'null key', record: { ...ordinary, ID: null } },
        { kind: 'wrong', record: wrong },
      ]),
    ).toEqual([
      '0 fails null key: The key is null: the record is invalid and never sent.',
      '3 fails wrong: It is no list, as JSON_ARRAY_ERROR would say: the run fails.',
      '2 changes null: Null is sent.',
      '3 changes null: Null is sent.',
      '4 changes null: The template still writes “Dear ”.',
    ])
  })

  it('finds nothing with an ordinary record, nor where a row fails with every record', () => {
    expect(found([{ kind: 'ordinary', record: ordinary }])).toEqual([])
  })
})
