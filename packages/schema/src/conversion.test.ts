import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  conversion,
  conversionOf,
  fieldType,
  readType,
  typeWords,
  type Conversion,
} from './conversion.ts'

describe('readType', () => {
  it.each([
    ['Snowflake', 'NUMBER(38,0)', 'integer'],
    ['Snowflake', 'NUMBER(10, 2)', 'decimal'],
    ['Snowflake', 'NUMBER', 'number'],
    ['Snowflake', 'VARCHAR(16777216)', 'text'],
    ['Snowflake', 'TIMESTAMP_NTZ(9)', 'timestamp'],
    ['Snowflake', 'VARIANT', 'JSON'],
    ['Snowflake', 'ARRAY', 'list'],
    ['Snowflake', 'ARRAY(NUMBER(38,0))', 'list of integer'],
    ['Snowflake', 'OBJECT', 'object'],
    ['Snowflake', 'BINARY(8388608)', 'binary'],
    ['BigQuery', 'INT64', 'integer'],
    ['BigQuery', 'BIGNUMERIC(40, 5)', 'decimal'],
    ['BigQuery', 'ARRAY<STRING>', 'list of text'],
    ['BigQuery', 'ARRAY<STRUCT<id INT64, name STRING>>', 'list of object'],
    ['BigQuery', 'STRUCT<id INT64, at ARRAY<DATE>>', 'object'],
    ['Postgres', 'jsonb', 'JSON'],
    ['Postgres', 'character varying(256)', 'text'],
    ['Postgres', 'timestamp(6) with time zone', 'timestamp'],
    ['Postgres', 'time without time zone', 'time'],
    ['Postgres', 'integer[][]', 'list of list of integer'],
    ['Postgres', 'double precision', 'decimal'],
    ['Redshift', 'SUPER', 'JSON'],
    ['Redshift', 'int8', 'integer'],
    ['Databricks', 'array<struct<a:int>>', 'list of object'],
    ['Databricks', 'map<string,int>', 'object'],
    ['Databricks', 'decimal(10,0)', 'integer'],
    ['MySQL', 'bigint(20) unsigned', 'integer'],
    ['older answers', 'text (2000)', 'text'],
    ['a custom destination', 'date_time', 'timestamp'],
    ['a destination', 'DateTime', 'timestamp'],
    ['a destination', 'Picklist', 'text'],
    ['a destination', 'Currency', 'decimal'],
  ])('knows what %s means by %s', (_, spelling, words) => {
    const type = readType(spelling)
    expect(type && typeWords(type)).toBe(words)
  })

  it.each(['', 'geography', 'Field', 'constructor', 'array of wonders', '('.repeat(600)])(
    'does not guess at %j',
    (spelling) => expect(readType(spelling)).toBeUndefined(),
  )

  it('never throws', () => {
    const parts = fc.constantFrom(
      'array',
      '<',
      '>',
      '(',
      ')',
      '[]',
      ',',
      ' ',
      'int',
      'number',
      '38',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((some) => some.join('')),
        ),
        (text) => {
          readType(text)
        },
      ),
    )
  })
})

describe('fieldType', () => {
  it('is a list where the field is an array', () => {
    const type = fieldType({ full_name: 'tags', type: 'String', array: true })
    expect(type).toStrictEqual({ kind: 'list', of: { kind: 'text' } })
  })

  it('is unknown for a reference, which takes whatever finds the record', () => {
    expect(fieldType({ full_name: 'a', type: 'String', lookup_object: 'Account' })).toBeUndefined()
  })
})

describe('conversion', () => {
  it.each<[from: string, to: string, Conversion['kind'], words?: string, loss?: string]>([
    ['text', 'String', 'same'],
    ['int64', 'Number', 'same'],
    ['float', 'Number', 'same'],
    ['array<string>', 'string[]', 'same'],
    ['array', 'string[]', 'same'],
    ['number', 'String', 'named', 'number → text'],
    ['number', 'Integer', 'named', 'number → integer'],
    ['boolean', 'Number', 'named', 'boolean → number'],
    ['date', 'DateTime', 'named', 'date → timestamp'],
    ['jsonb', 'String', 'named', 'JSON → text'],
    ['array<int64>', 'string[]', 'named', 'list of integer → list of text'],
    ['number(10,2)', 'Integer', 'lossy', 'decimal → integer', 'the fraction is lost'],
    ['timestamp', 'Date', 'lossy', 'timestamp → date', 'the time of day is lost'],
    ['text', 'Number', 'lossy', 'text → number', 'values that are no number may be rejected'],
    [
      'text',
      'string[]',
      'lossy',
      'text → list of text',
      'values that are no JSON list may be rejected',
    ],
    ['array<string>', 'String', 'lossy', 'list of text → text', 'the list becomes one text'],
    [
      'array<double>',
      'integer[]',
      'lossy',
      'list of decimal → list of integer',
      'the fraction is lost',
    ],
    ['array', 'Boolean', 'impossible', 'list → boolean'],
    ['number', 'string[]', 'impossible', 'number → list of text'],
    ['boolean', 'Date', 'impossible', 'boolean → date'],
    ['timestamp', 'Number', 'impossible', 'timestamp → number'],
    ['geography', 'Boolean', 'unknown'],
    ['array', 'Reference', 'unknown'],
  ])('from %s to %s is %s', (from, to, kind, words, loss) => {
    expect(conversion(readType(from), readType(to))).toStrictEqual({
      kind,
      ...(words !== undefined && { words }),
      ...(loss !== undefined && { loss }),
    })
  })
})

describe('conversionOf', () => {
  const integer = { full_name: 'age', type: 'Integer' }

  it('is unknown for a template, whose result nobody knows', () => {
    const from = { type: 'liquid_template', data: '{{ 1 }}' }
    expect(conversionOf(from, undefined, integer)).toStrictEqual({ kind: 'unknown' })
  })

  it('takes segment membership for the list of names that it is', () => {
    const from = { type: 'segment_membership', data: { identify_by: 'name' } }
    expect(conversionOf(from, undefined, integer)).toMatchObject({ kind: 'impossible' })
  })

  it.each([
    ['12', 'text', 'Integer', 'named'],
    ['12.5', 'text', 'Number', 'named'],
    ['twelve', 'text', 'Number', 'impossible'],
    ['12', 'number', 'Integer', 'named'],
    ['12.5', 'number', 'Integer', 'lossy'],
    ['1', 'number', 'Boolean', 'named'],
    ['2', 'number', 'Boolean', 'impossible'],
    ['true', 'boolean', 'Date', 'impossible'],
    ['["a"]', 'text', 'list', 'named'],
    ['2026-01-01', 'datetime', 'DateTime', 'same'],
    ['', 'text', 'Number', 'unknown'],
    ['x', 'colour', 'Number', 'unknown'],
  ])('judges the constant %j, a %s, by its value in a field of type %s: %s', (...given) => {
    const [value, basic_type, type, kind] = given
    const from = { type: 'constant_value', data: { value, basic_type } }
    expect(conversionOf(from, undefined, { full_name: 'age', type }).kind).toBe(kind)
  })
})
