import {
  fromCreateSync,
  toCreateSync,
  type Column,
  type DestinationField,
  type DestinationObject,
  type JsonObject,
} from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDraftStore } from '../../draft/draftStore.ts'
import { acceptProposals, openProposals } from './acceptance.ts'
import { defaultSynonyms } from './defaultSynonyms.ts'
import { proposalsOf, type Mappable } from './proposals.ts'
import { indexSynonyms } from './synonyms.ts'

const synonyms = indexSynonyms(defaultSynonyms)

function column(name: string, data_type = 'text', more: Partial<Column> = {}): Column {
  return { name, data_type, ...more }
}

function field(full_name: string, more: Partial<DestinationField> = {}): DestinationField {
  return { full_name, type: 'String', ...more }
}

function mappable(
  columns: readonly Column[],
  fields: readonly DestinationField[],
  more: Partial<Mappable> & { full_name?: string } = {},
): Mappable {
  const object: DestinationObject = {
    full_name: more.full_name ?? 'lead',
    fields: [...fields],
  }
  return { columns, object, operation: 'upsert', rows: [], synonyms, ...more }
}

/** The pairs, in the order they are proposed in. */
function pairs(given: Mappable): string[] {
  return proposalsOf(given).map(
    (proposal) => `${proposal.column.name} → ${proposal.field.full_name}`,
  )
}

const rowsOf = (...mappings: JsonObject[]) => fromCreateSync({ mappings }).rows
const from = (data: string, to: string, more: JsonObject = {}): JsonObject => ({
  from: { type: 'column', data },
  to,
  ...more,
})

describe('proposalsOf', () => {
  it.each([
    ['Email', field('Email'), 'exact', 1],
    ['E-mail', field('pi_email', { label: 'E-mail' }), 'exact', 0.98],
    ['FIRST_NAME', field('firstName'), 'normalized', 0.95],
    ['FIRST_NAME', field('attr_1', { label: 'First name' }), 'normalized', 0.93],
    ['score', field('Score__c'), 'normalized', 0.85],
    ['LEAD_SCORE', field('score'), 'normalized', 0.85],
    ['gclid', field('click_conversion.gclid'), 'normalized', 0.85],
    ['fname', field('first_name'), 'synonym', 0.8],
    ['LEAD_ZIP', field('Postal_Code__c'), 'synonym', 0.7],
    ['custmer_segment', field('customer_segment'), 'spelling', 0.63],
  ])('proposes %s for %j: %s, %d', (name, target, reason, confidence) => {
    expect(proposalsOf(mappable([column(name)], [target]))).toMatchObject([{ reason, confidence }])
  })

  it('takes a surer reason before a weaker one, whatever comes first', () => {
    const columns = [column('zip'), column('POSTAL_CODE'), column('postal_code')]
    const fields = [field('postal_code'), field('zip_code'), field('postalcod')]
    expect(pairs(mappable(columns, fields))).toEqual([
      'postal_code → postal_code',
      'POSTAL_CODE → zip_code',
    ])
  })

  it('breaks a tie by the type', () => {
    const columns = [column('AMOUNT', 'text'), column('Amount', 'number')]
    expect(pairs(mappable(columns, [field('amount', { type: 'Currency' })]))).toEqual([
      'Amount → amount',
    ])
  })

  it('proposes nothing that cannot be converted', () => {
    const columns = [column('tags', 'array')]
    expect(pairs(mappable(columns, [field('tags', { type: 'Boolean' })]))).toEqual([])
  })

  it('is less sure where something may be lost', () => {
    const lossy = mappable([column('age')], [field('age', { type: 'Number' })])
    expect(proposalsOf(lossy)).toMatchObject([{ confidence: 0.9, conversion: { kind: 'lossy' } }])
  })

  it('leaves columns and fields alone that have a row, and fields that nobody may write', () => {
    const columns = [column('a_name'), column('b_name'), column('c_name')]
    const fields = [
      field('a_name'),
      field('b_name'),
      field('c_name', { createable: false, updateable: false }),
    ]
    const rows = rowsOf(from('a_name', ''), { from: { type: 'constant_value' }, to: 'b_name' })
    expect(pairs(mappable(columns, fields, { rows }))).toEqual([])
  })

  it('lists the key first, then required fields, then by reason', () => {
    const columns = ['Alpha', 'BETA', 'mail', 'gamma'].map((name) => column(name))
    const fields = [
      field('Alpha'),
      field('beta', { required_for_mapping: true }),
      field('email', { can_be_upsert_key: true }),
      field('Gamma'),
    ]
    const proposals = proposalsOf(mappable(columns, fields))
    expect(proposals.map((proposal) => proposal.field.full_name)).toEqual([
      'email',
      'beta',
      'Alpha',
      'Gamma',
    ])
    expect(proposals.map((proposal) => proposal.isKey)).toEqual([true, false, false, false])
  })

  describe('proposes a key', () => {
    const able = { can_be_upsert_key: true }
    const keyOfThem = (given: Mappable) =>
      proposalsOf(given).find((proposal) => proposal.isKey)?.field.full_name

    it('that is required, before one that is surer', () => {
      const fields = [field('email', able), field('extId', { ...able, required_for_mapping: true })]
      expect(keyOfThem(mappable([column('email'), column('ext_id')], fields))).toBe('extId')
    })

    it.each<[string, Partial<Mappable>]>([
      ['a row is the key', { rows: rowsOf(from('x', 'y', { is_primary_identifier: true })) }],
      ['the field cannot be the key of the operation', { operation: 'update' }],
      ['nobody says of the operation', { operation: undefined }],
      [
        'the column cannot be a key',
        { columns: [column('email', 'text', { can_be_upsert_key: false })] },
      ],
    ])('never when %s', (_, more) => {
      const given = { ...mappable([column('email')], [field('email', able)]), ...more }
      expect(proposalsOf(given)).toHaveLength(1)
      expect(keyOfThem(given)).toBeUndefined()
    })

    it.each([
      ['the operation needs none', { required: false }],
      ['the service chooses its field', { required: true, hide_destination_key: true }],
    ])('never when %s', (_, upsert) => {
      const given = mappable([column('email')], [field('email', able)])
      const object = { ...given.object, primary_identifier_mapping_attributes: { upsert } }
      expect(keyOfThem({ ...given, object })).toBeUndefined()
    })
  })
})

/** Names that meet in every way there is. */
const name = fc
  .tuple(
    fc.constantFrom('', '', '', 'lead_'),
    fc.constantFrom('first', 'zip', 'postal', 'customer', 'custmer', 'amount', 'amt'),
    fc.constantFrom('', '', '_name', 'Code', ' 1', '_no'),
    fc.constantFrom('', '', '', '__c'),
  )
  .map((parts) => parts.join(''))
  .chain((text) => fc.constantFrom(text, text.toUpperCase(), text.replaceAll('_', '')))
const type = fc.constantFrom('text', 'number', 'boolean', 'array', 'timestamp', 'geography')
const columnsAndFields = fc.record({
  columns: fc.uniqueArray(fc.record({ name, data_type: type, can_be_upsert_key: fc.boolean() }), {
    maxLength: 14,
    selector: (one) => one.name,
  }),
  fields: fc.uniqueArray(
    fc.record({
      full_name: name,
      label: name,
      type,
      array: fc.boolean(),
      required_for_mapping: fc.boolean(),
      can_be_upsert_key: fc.boolean(),
    }),
    { maxLength: 14, selector: (one) => one.full_name },
  ),
  mappings: fc.array(
    fc.oneof(
      fc.record({ from: fc.record({ type: fc.constant('column'), data: name }), to: name }),
      fc.record({
        from: fc.record({ type: fc.constant('column'), data: fc.constant('') }),
        to: name,
      }),
      fc.constant<JsonObject>({ odd: true }),
    ),
    { maxLength: 4 },
  ),
})

describe('auto-map, whatever the names are,', () => {
  it('proposes the same for the same names in any order', () => {
    const shuffled = columnsAndFields.chain((given) =>
      fc.record({
        given: fc.constant(given),
        columns: fc.shuffledSubarray(given.columns, { minLength: given.columns.length }),
        fields: fc.shuffledSubarray(given.fields, { minLength: given.fields.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ given, columns, fields }) => {
        const { rows } = fromCreateSync({ mappings: given.mappings })
        const expected = proposalsOf(mappable(given.columns, given.fields, { rows }))
        expect(proposalsOf(mappable(columns, fields, { rows }))).toEqual(expected)
      }),
    )
  })

  it('proposes each field and each column at most once, and no more than one key', () => {
    fc.assert(
      fc.property(columnsAndFields, ({ columns, fields, mappings }) => {
        const { rows } = fromCreateSync({ mappings })
        const proposals = proposalsOf(mappable(columns, fields, { rows }))
        const targets = proposals.map((proposal) => proposal.field.full_name)
        const sources = proposals.map((proposal) => proposal.column.name)
        expect(new Set(targets).size).toBe(targets.length)
        expect(new Set(sources).size).toBe(sources.length)
        expect(proposals.filter(({ isKey }) => isKey).length).toBeLessThan(2)
        expect(proposals.filter(({ conversion }) => conversion.kind === 'impossible')).toEqual([])
      }),
    )
  })

  it('leaves every row of the operator as it is, and only adds', () => {
    fc.assert(
      fc.property(columnsAndFields, ({ columns, fields, mappings }) => {
        const draft = fromCreateSync({ label: 'x', mappings })
        const proposals = proposalsOf(mappable(columns, fields, { rows: draft.rows }))
        const after = acceptProposals(draft, proposals)
        for (const [index, row] of draft.rows.entries()) expect(after.rows[index]).toBe(row)
        expect(after.rows.length).toBe(draft.rows.length + proposals.length)
        expect(openProposals(proposals, after.rows)).toEqual([])
        expect(acceptProposals(after, proposals)).toBe(after)
      }),
    )
  })

  it('is one step, and one undo takes all of it back', () => {
    fc.assert(
      fc.property(columnsAndFields, ({ columns, fields, mappings }) => {
        const draft = fromCreateSync({ mappings })
        const store = createDraftStore(draft, 0, () => Promise.resolve(0))
        const proposals = proposalsOf(mappable(columns, fields, { rows: draft.rows }))
        fc.pre(proposals.length > 0)
        store.change((before) => acceptProposals(before, proposals))
        expect(store.snapshot().history).toMatchObject({ at: 1 })
        store.goTo(0)
        expect(store.snapshot().draft).toBe(draft)
        store.giveWay()
      }),
    )
  })
})

describe('acceptProposals', () => {
  const proposals = proposalsOf(
    mappable(
      [column('email'), column('zip')],
      [field('email', { can_be_upsert_key: true }), field('zip')],
    ),
  )

  it('makes the proposed key the key', () => {
    const after = acceptProposals(fromCreateSync({ mappings: [] }), proposals)
    expect(toCreateSync(after).mappings).toEqual([
      from('email', 'email', { is_primary_identifier: true }),
      from('zip', 'zip'),
    ])
  })

  it('makes none the key where a row has become it since', () => {
    const draft = fromCreateSync({ mappings: [from('id', 'id', { is_primary_identifier: true })] })
    expect(toCreateSync(acceptProposals(draft, proposals)).mappings).toEqual([
      from('id', 'id', { is_primary_identifier: true }),
      from('email', 'email'),
      from('zip', 'zip'),
    ])
  })

  it('adds nothing to a field or from a column that has got a row since', () => {
    const draft = fromCreateSync({ mappings: [from('mail', 'email'), from('zip', '')] })
    expect(acceptProposals(draft, proposals)).toBe(draft)
  })
})
