import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyPath } from '../../test/anyJson.ts'
import { plainUpsert } from '../../test/users.ts'
import { checkSync } from '../checkSync.ts'
import { applyEdits } from '../edit.ts'
import type { JsonObject, JsonValue, Path } from '../json.ts'
import { createSyncSchema } from '../sync.ts'

/** The errors of a plain upsert with one value changed: place and message. */
function errorsWith(path: Path, value: JsonValue): [Path, string][] {
  return checkSync(applyEdits(plainUpsert, [{ op: 'set', path, value }]))
    .filter(({ severity }) => severity === 'error')
    .map((problem) => [problem.path, problem.message])
}

const from = ['mappings', 1, 'from']
const schedule = ['mode', 'triggers', 'schedule']

describe('the shape of a mapping', () => {
  const text = ['column', 'sync_metadata', 'liquid_template']
  const object = ['constant_value', 'segment_membership']
  it.each([
    ...text.flatMap((type) =>
      [{}, null, [], 1, true].map((data) => ({ type, data, wanted: 'a text' })),
    ),
    ...object.flatMap((type) =>
      ['x', null, [], 1].map((data) => ({ type, data, wanted: 'an object' })),
    ),
  ])('has one error at from.data for $type with $data', ({ type, data, wanted }) => {
    const errors = errorsWith(from, { type, data })
    expect(errors).toStrictEqual([
      [[...from, 'data'], expect.stringContaining(`mappings[1].from.data must be ${wanted}, not`)],
    ])
  })

  it.each([
    'Column',
    'hash',
    '',
    5,
    null,
    ['column'],
    { type: 'column' },
    '__proto__',
    'constructor',
  ])('has one error at from.type for the kind %j, naming the kinds', (type) => {
    const [[path, message] = [], ...others] = errorsWith(from, { type, data: 'Email' })
    expect(others).toStrictEqual([])
    expect(path).toStrictEqual([...from, 'type'])
    expect(message).toContain(
      'must be column, constant_value, sync_metadata, segment_membership or liquid_template, not',
    )
  })

  it('has one error at from.type when the kind is missing', () => {
    expect(errorsWith(from, { data: 'Email' })).toStrictEqual([
      [
        [...from, 'type'],
        expect.stringMatching(/^mappings\[1\]\.from\.type is missing: it must be/),
      ],
    ])
  })

  it.each([null, 5, 'x', []])('has one error at the row for %j', (mapping) => {
    expect(errorsWith(['mappings', 1], mapping).map(([path]) => path)).toStrictEqual([
      ['mappings', 1],
    ])
  })

  it.each([
    [
      ['from', 'data', 'basic_type'],
      'string',
      'mappings[1].from.data.basic_type must be boolean, datetime, number or text, not "string"',
    ],
    [['from', 'data', 'value'], 5, 'mappings[1].from.data.value must be a text, not 5'],
    [['operation'], 'add', 'mappings[1].operation must be merge or overwrite, not "add"'],
    [
      ['is_primary_identifier'],
      'true',
      'mappings[1].is_primary_identifier must be true or false, not "true"',
    ],
  ])('tells what is wrong with %j', (keys, value, message) => {
    const mapping = {
      from: { type: 'constant_value', data: { value: 'x', basic_type: 'text' } },
      to: 'a',
    }
    const { mapping: broken } = applyEdits({ mapping }, [
      { op: 'set', path: ['mapping', ...keys], value },
    ])
    expect(errorsWith(['mappings', 1], broken ?? null)).toStrictEqual([
      [['mappings', 1, ...keys], message],
    ])
  })
})

describe('the open end of a row', () => {
  it.each<[JsonObject, string]>([
    [{ from: { type: 'column', data: '' }, to: 'a' }, 'Row 2 has no column yet: choose one'],
    [{ from: { type: 'column' }, to: 'a' }, 'Row 2 has no column yet: choose one'],
    [{ from: { type: 'liquid_template' }, to: 'a' }, 'Row 2 has no template yet: write one'],
    [{ from: { type: 'column', data: 'a' }, to: '' }, 'Row 2 has no field yet: choose one'],
    [{ from: { type: 'column', data: 'a' } }, 'Row 2 has no field yet: choose one'],
  ])('of %j is told in the words of the table', (mapping, message) => {
    expect(errorsWith(['mappings', 1], mapping).map(([, said]) => said)).toContain(message)
  })
})

describe('the shape of mappings that were judged before', () => {
  const mappings = Array.from({ length: 5 }, (_, index): JsonObject => {
    const data = `column_${index}`
    return { from: { type: 'column', data }, to: `field_${index}`, is_primary_identifier: !index }
  })
  const placesIn = (list: JsonValue[]) =>
    checkSync({ ...plainUpsert, mappings: list })
      .filter(({ severity }) => severity === 'error')
      .map(({ path }) => path)

  it('is judged anew where one was changed or put among them, at its place of now', () => {
    expect(placesIn(mappings)).toStrictEqual([])
    const changed = mappings.with(3, { ...mappings[3], to: 5 })
    expect(placesIn(changed)).toStrictEqual([['mappings', 3, 'to']])
    expect(placesIn(['no mapping', ...changed])).toStrictEqual([
      ['mappings', 0],
      ['mappings', 4, 'to'],
    ])
    expect(placesIn(changed)).toStrictEqual([['mappings', 3, 'to']])
  })
})

describe('the shape of numbers', () => {
  it.each([-1, 101, 10.5, '10', true])('of a deprecated threshold refuse %j', (threshold) => {
    const path = ['failed_record_notifications_threshold_percent']
    expect(errorsWith(path, threshold).map(([place]) => place)).toStrictEqual([path])
  })

  const percent = [
    ['InvalidRecordPercentAlertConfiguration', ['alert_attributes', 0, 'options', 'threshold']],
  ] as const
  it.each(percent)('of %s go from 0 to 100', (type, path) => {
    const errorsOf = (threshold: JsonValue) =>
      errorsWith(['alert_attributes', 0], { type, options: { threshold } }).map(([place]) => place)
    for (const threshold of [0, 1, 75, 100]) expect(errorsOf(threshold)).toStrictEqual([])
    for (const threshold of [-1, 101, 10.5, '10', null, true, [10]]) {
      expect(errorsOf(threshold)).toStrictEqual([path])
    }
  })

  it.each([Number.NaN, Infinity, -Infinity])('refuse %s', (threshold) => {
    expect(errorsWith(['failed_record_notifications_threshold_percent'], threshold)).toHaveLength(1)
  })

  it.each([
    [0, 'destination_attributes.connection_id must be a whole number above 0, not 0'],
    [-1, 'destination_attributes.connection_id must be a whole number above 0, not -1'],
    [
      2 ** 53,
      `destination_attributes.connection_id must be a whole number, ${2 ** 53 - 1} or less, not ${2 ** 53}`,
    ],
    ['15', 'destination_attributes.connection_id must be a whole number, not "15"'],
    [1.5, 'destination_attributes.connection_id must be a whole number, not 1.5'],
    [null, 'destination_attributes.connection_id must be a whole number, not null'],
  ])('of ids refuse %j', (id, message) => {
    const path = ['destination_attributes', 'connection_id']
    expect(errorsWith(path, id)).toStrictEqual([[path, message]])
  })

  it('of ids take 15 however it is written', () => {
    expect(
      errorsWith(['destination_attributes', 'connection_id'], JSON.parse('15.0')),
    ).toStrictEqual([])
  })

  it('offer the number that a text holds', () => {
    const payload = applyEdits(plainUpsert, [
      { op: 'set', path: ['destination_attributes', 'connection_id'], value: '15' },
    ])
    expect(checkSync(payload)[0]?.fix).toMatchObject({ edits: [{ value: 15 }] })
  })
})

describe('the shape of a schedule', () => {
  const cases: [string, JsonValue, string[]][] = [
    ['hour 25', { frequency: 'daily', hour: 25, minute: 0 }, ['hour']],
    ['hour -1', { frequency: 'daily', hour: -1, minute: 0 }, ['hour']],
    ['minute 60', { frequency: 'hourly', minute: 60 }, ['minute']],
    ['a weekly one without day', { frequency: 'weekly', hour: 1, minute: 0 }, ['day']],
    ['a day in lower case', { frequency: 'weekly', day: 'monday', hour: 1, minute: 0 }, ['day']],
    ['an expression without cron', { frequency: 'expression' }, ['cron_expression']],
    [
      'an expression with null',
      { frequency: 'expression', cron_expression: null },
      ['cron_expression'],
    ],
    [
      'a cron that is none',
      { frequency: 'expression', cron_expression: 'at noon' },
      ['cron_expression'],
    ],
    ['an unknown frequency', { frequency: 'monthly', day: 5 }, ['frequency']],
    ['no frequency', { hour: 1 }, ['frequency']],
  ]
  it.each(cases)('has one error for %s', (_, value, keys) => {
    expect(errorsWith(schedule, value).map(([path]) => path)).toStrictEqual([
      [...schedule, ...keys],
    ])
  })

  it.each<JsonObject>([
    { frequency: 'daily', hour: 24, minute: 0 },
    { frequency: 'daily' },
    { frequency: 'never', day: null, hour: null, minute: null, cron_expression: null },
    { frequency: 'daily', hour: 2, minute: 30 },
  ])('takes %j', (value) => {
    expect(errorsWith(schedule, value)).toStrictEqual([])
  })
})

describe('the shape of a source', () => {
  const object = ['source_attributes', 'object']
  const cases: [string, JsonValue, Path, string][] = [
    [
      'an unknown kind',
      { object: { type: 'view' } },
      [...object, 'type'],
      'table, dataset, model or topic',
    ],
    [
      'a dataset without id',
      { object: { type: 'dataset' } },
      [...object, 'id'],
      'Choose a dataset',
    ],
    [
      'a model without id and name',
      { object: { type: 'model' } },
      [...object, 'id'],
      'an id or a name',
    ],
    [
      'a segment of a model',
      { filter_segment_id: 9, object: { type: 'model', id: 1 } },
      [...object, 'type'],
      'dataset',
    ],
    [
      'a cohort of a topic',
      { cohort_id: 4, object: { type: 'topic', id: 1 } },
      [...object, 'type'],
      'dataset',
    ],
    [
      'a table without connection',
      { object: { type: 'table', table_catalog: '', table_schema: '', table_name: 't' } },
      ['source_attributes', 'connection_id'],
      'connection',
    ],
  ]
  it.each(cases)('has one error for %s', (_, value, path, words) => {
    expect(errorsWith(['source_attributes'], value)).toStrictEqual([
      [path, expect.stringContaining(words)],
    ])
  })
})

describe('what nobody has chosen yet', () => {
  const table = { type: 'table', table_catalog: '', table_schema: '', table_name: '' }
  it.each<[JsonObject, Path, string]>([
    [{}, ['operation'], 'Choose a behavior'],
    [{}, ['source_attributes'], 'Choose a source'],
    [
      { source_attributes: { connection_id: 1 } },
      ['source_attributes', 'object'],
      'Choose what to read from the source',
    ],
    [
      { source_attributes: { connection_id: 1, object: table } },
      ['source_attributes', 'object', 'table_name'],
      'Choose a table',
    ],
    [
      { source_attributes: { object: { type: 'dataset', id: 1 }, filter_segment_id: '' } },
      ['source_attributes', 'filter_segment_id'],
      'Choose a segment',
    ],
    [{}, ['destination_attributes'], 'Choose a destination'],
    [
      { destination_attributes: { connection_id: 1, object: '' } },
      ['destination_attributes', 'object'],
      'Choose what to write to the destination',
    ],
    [
      { mode: { type: 'triggered', triggers: { sync_sequence: {} } } },
      ['mode', 'triggers', 'sync_sequence', 'sync_id'],
      'Choose the sync to run after',
    ],
  ])('is said in the words of its step: in %j, %j', (payload, path, message) => {
    expect(checkSync(payload)).toContainEqual(expect.objectContaining({ path, message }))
  })

  it('is another thing than a wrong choice', () => {
    expect(errorsWith(['operation'], 'merge')).toStrictEqual([
      [['operation'], expect.stringMatching(/^operation must be append, .* not "merge"$/u)],
    ])
  })
})

/** The payload with its source mended, if one click can. */
function mended(source: JsonObject, top: JsonObject = {}) {
  const payload = { ...plainUpsert, ...top, source_attributes: source }
  const [problem] = checkSync(payload)
  expect(problem?.path).toStrictEqual(['source_attributes', 'object', 'type'])
  return problem?.fix && applyEdits(payload, problem.fix.edits)
}

describe('a source that was copied from an answer', () => {
  it('becomes the dataset again', () => {
    const object = { type: 'business_object_source', id: 5, dataset_id: 123 }
    expect(mended({ connection_id: 12, object })).toStrictEqual({
      ...plainUpsert,
      source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
    })
  })

  it('keeps its segment', () => {
    const object = { type: 'filter_segment_source', id: 5, dataset_id: 123 }
    expect(mended({ connection_id: 12, object }, { filter_segment_id: 9 })).toStrictEqual({
      ...plainUpsert,
      source_attributes: {
        connection_id: 12,
        object: { type: 'dataset', id: 123 },
        filter_segment_id: 9,
      },
    })
  })

  it('is not widened to the whole dataset when the cohort is not told', () => {
    expect(mended({ object: { type: 'cohort_source', id: 5, dataset_id: 123 } })).toBeUndefined()
  })
})

describe('the shape of a payload', () => {
  it.each([null, [], 'x', 5, true])('is an object, which %j is not', (payload) => {
    expect(checkSync(payload)).toMatchObject([
      { path: [], severity: 'error', basis: 'requirement' },
    ])
  })

  it('needs four fields', () => {
    expect(checkSync({})).toMatchObject([
      { code: 'missing', path: ['operation'] },
      { code: 'missing', path: ['source_attributes'] },
      { code: 'missing', path: ['destination_attributes'] },
      { code: 'missing', path: ['mappings'] },
    ])
  })

  it.each([{ 0: {}, length: 1 }, 'x', null])(
    'needs a list of mappings, which %j is not',
    (mappings) => {
      expect(errorsWith(['mappings'], mappings).map(([path]) => path)).toStrictEqual([['mappings']])
    },
  )

  it('offers the spelling that was meant', () => {
    const payload = applyEdits(plainUpsert, [{ op: 'set', path: ['operation'], value: 'Upsert' }])
    expect(checkSync(payload)[0]).toMatchObject({
      message: 'operation must be append, insert, mirror, update, upsert or delete, not "Upsert"',
      fix: { label: 'Set operation to upsert', edits: [{ value: 'upsert' }] },
    })
  })

  it('takes settings of the destination as plain values only', () => {
    const nested = JSON.parse('{"a":{"b":1},"c":[],"d":"x","e":1,"f":true,"g":null,"__proto__":{}}')
    expect(errorsWith(['advanced_configuration'], nested)).toStrictEqual([
      [
        ['advanced_configuration', 'a'],
        'advanced_configuration.a must be a text, a number, true or false, not an object',
      ],
      [
        ['advanced_configuration', 'c'],
        'advanced_configuration.c must be a text, a number, true or false, not a list',
      ],
    ])
  })

  it('is judged as the schema judges it, one problem for each wrong place', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyPlace, anyJson), { maxLength: 5 }), (changes) => {
        const payload = applyEdits(
          plainUpsert,
          changes.map(([path, value]) => ({ op: 'set', path, value })),
        )
        const issues = createSyncSchema.safeParse(payload).error?.issues ?? []
        const places = new Set(issues.map(({ path }) => JSON.stringify(path)))
        const problems = checkSync(payload, { limit: Infinity })
        const shape = problems.filter(({ code }) => code === 'shape' || code === 'missing')
        expect(new Set(shape.map(({ path }) => JSON.stringify(path)))).toStrictEqual(places)
        expect(shape).toHaveLength(places.size)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Places of a plain upsert and below, and some that it does not have. */
const anyPlace = fc.oneof(
  anyPath,
  fc
    .tuple(
      fc.constantFrom<Path>(
        ['operation'],
        ['source_attributes'],
        ['source_attributes', 'object'],
        ['destination_attributes'],
        ['mappings'],
        ['mappings', 0],
        ['mappings', 1, 'from'],
        ['mode'],
        schedule,
        ['alert_attributes', 0],
        ['advanced_configuration'],
      ),
      anyPath,
    )
    .map(([start, rest]) => [...start, ...rest]),
)
