import { isSameJson, type JsonObject } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportForms, exportSync } from './exports.ts'
import { inStableOrder } from './stableOrder.ts'

const payload: JsonObject = {
  mappings: [{ to: 'email', from: { data: 'email', type: 'column' } }],
  zebra: 1,
  alert_attributes: [{ id: 7, options: null, type: 'FailureAlertConfiguration' }],
  label: 'It’s "new"',
  advanced_configuration: { b: 1, a: 2 },
  operation: 'upsert',
}
const host = 'app.getcensus.com'

describe('exportSync', () => {
  it('writes JSON in the order of the reference, without the ids of alerts', () => {
    const { text, fileName } = exportSync('JSON', { payload, host })
    expect(fileName).toBe('it_s_new.json')
    expect(JSON.parse(text)).toEqual({
      ...payload,
      alert_attributes: [{ options: null, type: 'FailureAlertConfiguration' }],
    })
    expect(Object.keys(JSON.parse(text))).toEqual([
      'label',
      'operation',
      'mappings',
      'alert_attributes',
      'advanced_configuration',
      'zebra',
    ])
    expect(text.indexOf('"from"')).toBeLessThan(text.indexOf('"to"'))
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'))
  })

  it('writes a cURL command that creates, with the token from the environment', () => {
    const { text, fileName, notes } = exportSync('cURL', { payload, host, storedId: 77 })
    expect(fileName).toBe('it_s_new_77.sh')
    expect(text).toContain('"Authorization: Bearer $CENSUS_API_TOKEN"')
    expect(text).toContain('"validate_only": false')
    expect(notes).toHaveLength(1)
  })

  it('writes Terraform for what is stored', () => {
    const { text, fileName } = exportSync('Terraform', { payload, host, storedId: 77 })
    expect(fileName).toBe('it_s_new_77.tf')
    expect(text).toContain('import {')
  })

  it.each(exportForms)('writes the same %s whatever the order of the keys', (form) => {
    const json = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(json, json, (some, others) => {
        const one: JsonObject = JSON.parse(JSON.stringify({ ...payload, ...some, deep: others }))
        const other = JSON.parse(JSON.stringify(reversed(one)))
        expect(exportSync(form, { payload: other, host }).text).toBe(
          exportSync(form, { payload: one, host }).text,
        )
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, one]) => [key, reversed(one)]),
  )
}

describe('inStableOrder', () => {
  it('changes nothing but the order, and nothing the second time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value))
        const ordered = inStableOrder(json)
        expect(isSameJson(ordered, json)).toBe(true)
        expect(JSON.stringify(inStableOrder(ordered))).toBe(JSON.stringify(ordered))
      }),
    )
  })
})
