import type { JsonValue } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { createCatalogue } from '../src/catalogue.ts'
import { judge } from '../src/judge.ts'
import { seed } from '../src/seed/index.ts'

const catalogue = createCatalogue(seed)
const destinationNamed = (name: string) =>
  seed.destinations.find(({ destination }) => destination.name === name)

describe('the seed', () => {
  it('holds no sync that it would not accept itself', () => {
    const syncs = new Map(seed.syncs.map((_, index) => [61 + index, {}]))
    const refused = seed.syncs.flatMap(({ request }) => {
      const payload: JsonValue = JSON.parse(JSON.stringify(request))
      const verdict = judge(catalogue, payload, { syncs })
      return verdict.ok ? [] : [`${request.label}: ${verdict.message}`]
    })
    expect(refused).toEqual([])
  })

  it('gives every id and every name in a list once', () => {
    const lists: (readonly (string | number)[])[] = [
      seed.sources.map(({ source }) => source.id),
      seed.datasets.map(({ id }) => id),
      seed.destinations.map(({ destination }) => destination.id),
      seed.sources.flatMap(({ models }) => models.map(({ id }) => id)),
      seed.sources.flatMap(({ segments }) => segments.map(({ segment }) => segment.id)),
      seed.sources.flatMap(({ topics }) => topics.map(({ id }) => id)),
      ...seed.destinations.map(({ objects }) => objects.map(({ full_name }) => full_name)),
      ...seed.destinations.flatMap(({ objects }) =>
        objects.map(({ fields }) => (fields ?? []).map(({ full_name }) => full_name)),
      ),
      ...seed.sources.map(({ tables }) =>
        tables.map((table) =>
          JSON.stringify([table.table_catalog, table.table_schema, table.table_name]),
        ),
      ),
    ]
    for (const list of lists) expect(new Set(list).size).toBe(list.length)
  })

  it('has every object that a field looks up, with a field to look up by', () => {
    for (const { destination, objects } of seed.destinations) {
      const byName = new Map(objects.map((object) => [object.full_name, object]))
      for (const { fields } of objects) {
        for (const { lookup_object: name } of fields ?? []) {
          if (name == null) continue
          const target = byName.get(name)?.fields ?? []
          expect
            .soft(
              target.some((field) => field.can_be_reference_key),
              `${destination.name}: ${name}`,
            )
            .toBe(true)
        }
      }
    }
  })

  it('has every dataset that a segment, a cohort or a model is built on', () => {
    const known = new Set(seed.datasets.map(({ id }) => id))
    const built = seed.sources.flatMap(({ segments, cohorts, models }) => [
      ...segments.map(({ datasetId }) => datasetId),
      ...cohorts.map(({ datasetId }) => datasetId),
      ...models.flatMap(({ dataset_id }) => dataset_id ?? []),
    ])
    expect(built.filter((id) => !known.has(id))).toEqual([])
  })

  it('has the big things', () => {
    const columns = seed.sources.flatMap(({ tables }) =>
      tables.map((table) => table.columns.length),
    )
    const fields = seed.destinations.flatMap(({ objects }) =>
      objects.map((object) => object.fields?.length ?? 0),
    )
    expect(Math.max(...columns)).toBe(2_000)
    expect(Math.max(...fields)).toBe(1_500)
    expect(Math.max(...seed.destinations.map(({ objects }) => objects.length))).toBe(5_000)
    expect(Math.max(...seed.sources.map(({ tables }) => tables.length))).toBeGreaterThan(100)
    expect(seed.datasets.length).toBeGreaterThan(25)
    expect(seed.syncs.length).toBeGreaterThan(25)
  })

  it('calls many columns of its widest table otherwise than the fields of its widest object', () => {
    const columns = seed.sources
      .flatMap(({ tables }) => tables)
      .find(({ table_name }) => table_name === 'USER_FEATURES')
      ?.columns.map(({ name }) => name)
    const fields = seed.destinations
      .flatMap(({ objects }) => objects)
      .find(({ full_name }) => full_name === 'customer_master')
      ?.fields?.map(({ full_name }) => full_name)
    const same = columns?.filter((name) => fields?.includes(name)) ?? []
    const sameButCase = columns?.filter((name) => fields?.includes(name.toLowerCase())) ?? []
    expect(same.length).toBeGreaterThan(500)
    expect(sameButCase.length).toBeGreaterThan(same.length + 500)
    expect(sameButCase.length).toBeLessThan(1_200)
  })

  it.each([
    ['Slow CRM', 'slow'],
    ['Rate-limited Ads', 'rate-limited'],
    ['Rejecting CRM', 'rejecting'],
    ['Drops after create', 'drops-after-create'],
    ['Expired connection', 'expired'],
  ])('has %s, which fails by name', (name, kind) => {
    expect(destinationNamed(name)?.trouble).toMatchObject({ kind })
  })

  it('shows syncs in every state', () => {
    const states = seed.syncs.map(
      ({ status, request }) => `${status}${request.paused ? ', paused' : ''}`,
    )
    expect(new Set(states)).toEqual(
      new Set(['Ready', 'Ready, paused', 'Up to Date', 'Up to Date, paused', 'Failing']),
    )
  })

  it('holds no secret-looking value', () => {
    const { syncs: _syncs, ...rest } = seed
    expect(JSON.stringify(rest)).not.toMatch(/password|secret|api_key|private_key/i)
  })
})
