import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyDraft, fromCreateSync, toCreateSync, type SyncDraft } from '@sync-builder/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatVersion,
  readContent,
  readKept,
  summaryOf,
  writeContent,
  type KeptDraft,
} from './draftFormat.ts'
import { draftName } from './draftName.ts'

const folder = join(import.meta.dirname, 'formatSamples')
const names = readdirSync(folder)

function sample(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

function read(value: unknown): { kept: KeptDraft; content: SyncDraft } {
  const kept = readKept(value)
  if (typeof kept === 'string') throw new Error(`The sample is ${kept}`)
  const content = readContent(kept.draft)
  if (content === 'damaged') throw new Error('The content is damaged')
  return { kept, content }
}

describe('readKept', () => {
  it('has a sample of each version', () => {
    const versions = new Set(names.map((name) => Number.parseInt(name, 10)))
    expect([...versions].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: formatVersion }, (_, index) => index + 1),
    )
  })

  it.each(names)('reads %s with all that it holds, in the form of now', (name) => {
    const record = sample(name)
    const { kept, content } = read(record)
    expect(kept).toMatchObject({ version: formatVersion, id: 'sample', savedAt: record.savedAt })
    const before: Partial<SyncDraft> =
      typeof record.draft === 'string' ? JSON.parse(record.draft) : record.draft
    expect(content).toEqual({ ...emptyDraft(), ...before })
    expect(kept.summary).toEqual(summaryOf(content))
    expect(kept.local).toEqual(record.local ?? {})
    if (record.attempt === undefined) expect(kept.attempt).toBeUndefined()
    else expect(kept.attempt).toEqual({ payload: toCreateSync(content), ...record.attempt })
  })

  it.each(names)('reads %s once more when it was written in the form of now', (name) => {
    const { kept } = read(sample(name))
    expect(readKept(structuredClone(kept))).toEqual(kept)
  })

  it('leaves what a newer version has kept', () => {
    expect(readKept({ version: formatVersion + 1, whatever: true })).toBe('newer')
  })

  it('reads any sample without a key as damaged, or as the draft that it is: it never throws', () => {
    const anySample = fc.constantFrom(...names).map(sample)
    fc.assert(
      fc.property(anySample, fc.nat(), fc.jsonValue(), (record, at, value) => {
        const keys = Object.keys(record)
        const kept = readKept({ ...record, [keys[at % keys.length]!]: value })
        if (typeof kept === 'object') readContent(kept.draft)
      }),
    )
  })

  it.each([
    ['nothing', undefined],
    ['a text', 'not a draft'],
    ['a list', []],
    ['no version', { id: 'x', draft: '{}' }],
    ['version 0', { version: 0, draft: 'of old' }],
    ['a version that is no number', { version: '1' }],
    ['content without rows', { version: 1, id: 'x', savedAt: 0, draft: { body: {} } }],
    ['content that is no JSON', { version: 1, id: 'x', savedAt: 0, draft: '{"body"' }],
  ])('reads %s as damaged', (_, value) => {
    expect(readKept(value)).toBe('damaged')
  })

  it('does not give up a draft for something odd beside it', () => {
    const record = { ...sample('2.json'), local: { name: 7, step: 'mapping', other: [1] } }
    expect(read(record).kept.local).toEqual({ name: undefined, step: 'mapping', other: [1] })
  })
})

describe('writeContent', () => {
  it('keeps any payload as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (json) => {
        const payload = JSON.parse(JSON.stringify(json))
        const content = readContent(writeContent(fromCreateSync(payload)))
        expect(content).toEqual(fromCreateSync(payload))
      }),
    )
  })
})

describe('draftName', () => {
  const source = { object: { type: 'table', table_name: 'users' } }
  const dataset = { object: { type: 'dataset', id: 7 } }
  const destination_attributes = { object: 'contact' }
  it.each([
    [{}, undefined, 'New draft'],
    [{ label: '  ' }, '  ', 'New draft'],
    [{ source_attributes: source }, undefined, 'Draft that reads users'],
    [{ destination_attributes }, undefined, 'Draft that writes contact'],
    [{ source_attributes: dataset, destination_attributes }, undefined, 'dataset 7 → contact'],
    [{ source_attributes: source, destination_attributes }, undefined, 'users → contact'],
    [{ label: 'Signups', source_attributes: source }, undefined, 'Signups'],
    [{ label: 'Signups' }, 'Monday', 'Monday'],
    [{ label: 7, source_attributes: 'odd', destination_attributes: [] }, undefined, 'New draft'],
  ])('of %j, named %j, is %s', (body, name, expected) => {
    expect(draftName({ name }, summaryOf(fromCreateSync(body)))).toBe(expected)
  })

  it('says what the API calls the two ends, as far as that is known', () => {
    const summary = summaryOf(
      fromCreateSync({ source_attributes: dataset, destination_attributes }),
    )
    const labels = { 'dataset 7': 'Customers', 'dataset 8': 'Orders' }
    expect(draftName({ labels }, summary)).toBe('Customers → contact')
    expect(draftName({ labels: { contact: 'Contact' } }, summary)).toBe('dataset 7 → Contact')
  })
})
