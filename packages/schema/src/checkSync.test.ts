import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, anyJsonObject } from '../test/anyJson.ts'
import { fullContext, plainUpsert, userData } from '../test/users.ts'
import { checkSync, type SyncContext, type TemplateProblem } from './checkSync.ts'
import { applyEdits } from './edit.ts'
import type { JsonObject, JsonValue } from './json.ts'

function example(name: string): JsonObject {
  return JSON.parse(readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8'))
}

const exampleContext = {
  ...fullContext,
  object: {
    ...userData,
    fields: userData.fields?.map((field) => ({ ...field, required_for_mapping: false })),
  },
}

describe('checkSync on the examples', () => {
  it.each([
    ['alone', {}],
    ['with all that is known', exampleContext],
  ])("gives the API's own example warnings and no error, %s", (_, context) => {
    const problems = checkSync(example('create-sync.json'), context)
    expect(problems.filter(({ severity }) => severity === 'error')).toStrictEqual([])
    expect(problems.map(({ path }) => path[0])).toStrictEqual([
      'sync_behavior_family',
      'high_water_mark_attribute',
      'high_water_mark_attributes',
      'high_water_mark_attributes',
      'failed_run_notifications_enabled',
      'failed_record_notifications_enabled',
      'failed_record_notifications_threshold_percent',
      'historical_sync_operation',
    ])
  })

  it("turns the API's example into the one by hand when every fix is taken", () => {
    const start = example('create-sync.json')
    const problems = checkSync(start)
    const mended = applyEdits(
      start,
      problems.flatMap(({ fix }) => fix?.edits ?? []),
    )
    expect({ ...mended, validate_only: false }).toStrictEqual(example('create-sync.by-hand.json'))
  })

  it.each([
    ['alone', {}],
    ['with all that is known', exampleContext],
  ])('has nothing to say about the one by hand, %s', (_, context) => {
    expect(checkSync(example('create-sync.by-hand.json'), context)).toStrictEqual([])
  })
})

describe('checkSync on a payload without a key', () => {
  const keyless = { ...plainUpsert, mappings: [{ from: { type: 'column', data: 'id' }, to: 'id' }] }

  it.each<[string, SyncContext, string[]]>([
    ['blocks while nothing is known', {}, ['error requirement']],
    ['warns where the object cannot be read', { isObjectUnreadable: true }, ['warning capability']],
    [
      'blocks where the object says nothing else',
      { isObjectUnreadable: true, object: { full_name: 'user_data' } },
      ['error requirement'],
    ],
    [
      'says nothing where the operation needs none',
      {
        object: {
          full_name: 'user_data',
          primary_identifier_mapping_attributes: { upsert: { required: false } },
        },
      },
      [],
    ],
  ])('%s', (_, context, judged) => {
    const found = checkSync(keyless, context).filter(({ code }) => code === 'key-missing')
    expect(found.map(({ severity, basis }) => `${severity} ${basis}`)).toStrictEqual(judged)
  })
})

/** A payload with a row for each template. */
function withTemplates(...templates: string[]): JsonObject {
  const mappings = templates.map((data) => ({ from: { type: 'liquid_template', data }, to: data }))
  return { ...plainUpsert, mappings }
}

function findTypo(): TemplateProblem[] {
  const position = { offset: 3, line: 1, column: 4 }
  const changes = [
    { from: 10, to: 15, insert: 'Email' },
    { from: 29, to: 34, insert: 'Email' },
  ]
  const fix = { label: 'Use Email', changes }
  const suggestion = 'Email'
  return [{ code: 'unknown-column', message: 'No column Emial', suggestion, position, fix }]
}

describe('checkSync', () => {
  it('never throws, whatever the JSON', () => {
    const anything = fc.oneof(anyJson, anyJsonObject)
    fc.assert(
      fc.property(anything, (payload) => {
        for (const partial of [false, true]) {
          for (const problem of checkSync(payload, { ...fullContext, partial })) {
            expect(problem.message).not.toBe('')
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('does not follow nesting that no shape has', () => {
    const deep: JsonValue = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
    const payload = { ...plainUpsert, deep, label: deep, advanced_configuration: { deep } }
    expect(checkSync(payload).map(({ path }) => path)).toStrictEqual([
      ['label'],
      ['advanced_configuration', 'deep'],
      ['deep'],
    ])
  })

  it('changes no prototype and does not take inherited keys for fields', () => {
    const payload = JSON.parse(
      '{"__proto__":{"operation":"upsert"},"operation":"__proto__","mode":{"type":"triggered","triggers":{"schedule":{"frequency":"toString"}}}}',
    )
    expect(checkSync(payload).map(({ path }) => path.join('.'))).toStrictEqual([
      'operation',
      'mode.triggers.schedule.frequency',
      'source_attributes',
      'destination_attributes',
      'mappings',
      '__proto__',
    ])
  })

  it('gives errors first, then the order of the payload, missing values after their peers', () => {
    const payload = {
      extra: 1,
      mode: { type: 'triggered', triggers: { schedule: { hour: 77, frequency: 'weekly' } } },
      mappings: [{ to: 'a', from: null, other: 1 }],
      operation: 5,
    }
    expect(
      checkSync(payload).map(({ severity, path }) => `${severity} ${path.join('.')}`),
    ).toStrictEqual([
      'error mode.triggers.schedule.hour',
      'error mode.triggers.schedule.day',
      'error mappings',
      'error mappings.0.from',
      'error operation',
      'error source_attributes',
      'error destination_attributes',
      'warning extra',
      'warning mode.triggers.schedule.minute',
      'warning mappings.0.other',
    ])
  })

  it('gives at most as many problems as asked for, the last of which counts the rest', () => {
    const mappings = Array.from({ length: 3000 }, () => ({ from: 5, to: 'x' }))
    const problems = checkSync({ ...plainUpsert, mappings })
    expect(problems).toHaveLength(100)
    expect(problems.at(-1)).toStrictEqual({
      severity: 'error',
      basis: 'requirement',
      path: [],
      code: 'more-problems',
      message: '2902 more errors and 2999 more warnings',
    })
    expect(checkSync({ ...plainUpsert, mappings }, { limit: 1 })).toHaveLength(1)
  })

  it('finds what is wrong far down in long lists, at its place', () => {
    const advanced = Array.from({ length: 2500 }, (_, index) => [
      `key${index}`,
      index === 2400 ? {} : 1,
    ])
    const alert = (threshold: number) => ({
      type: 'RuntimeAlertConfiguration',
      options: { threshold, unit: 'minutes', start_type: 'actual' },
    })
    const payload: JsonObject = {
      ...plainUpsert,
      mappings: Array.from({ length: 2500 }, (_, index) => ({
        from: { type: 'column', data: 'x' },
        to: index === 2400 ? '' : `field${index}`,
        is_primary_identifier: index === 0,
      })),
      alert_attributes: Array.from({ length: 2500 }, (_, index) =>
        index === 2400 ? {} : alert(index),
      ),
      advanced_configuration: Object.fromEntries(advanced),
    }
    expect(checkSync(payload).map(({ path }) => path)).toStrictEqual([
      ['mappings', 2400, 'to'],
      ['alert_attributes', 2400, 'type'],
      ['advanced_configuration', 'key2400'],
    ])
  })

  it('gives up on a payload that is wrong in thousands of places', () => {
    const problems = checkSync({ ...plainUpsert, mappings: Array(1_000_000).fill(5) })
    expect(problems).toHaveLength(100)
    expect(problems[0]).toMatchObject({ path: ['mappings', 0] })
    expect(problems.at(-1)?.message).toBe('At least 4901 more errors')
  })

  it.each([
    ['fields that no shape knows', (entries: JsonObject) => ({ ...plainUpsert, ...entries })],
    [
      'advanced settings',
      (entries: JsonObject) => ({ ...plainUpsert, advanced_configuration: entries }),
    ],
    [
      'advanced settings, all wrong',
      (entries: JsonObject) => {
        const wrong = Object.keys(entries).map((key): [string, JsonValue] => [key, []])
        return { ...plainUpsert, advanced_configuration: Object.fromEntries(wrong) }
      },
    ],
    [
      'keys of one mapping',
      (entries: JsonObject) => ({ ...plainUpsert, mappings: [{ ...keyMapping, ...entries }] }),
    ],
    [
      'mappings',
      (entries: JsonObject) => {
        const mappings = Object.keys(entries).map((to) => ({ ...keyMapping, to }))
        return { ...plainUpsert, mappings }
      },
    ],
  ])('looks at each of many %s a few times, however many there are', (_, payloadWith) => {
    const looksPerEntry = (count: number) => {
      const entries = Array.from({ length: count }, (__, index) => [`key${index}`, 1] as const)
      const { payload, looks } = watched(payloadWith(Object.fromEntries(entries)))
      checkSync(payload, { object: userData })
      return looks() / count
    }
    expect(looksPerEntry(10_000)).toBeLessThan(looksPerEntry(2_000) * 1.25)
  })

  it('gives the rest the severity of its worst', () => {
    const keys = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`key${index}`, 1]))
    const payload = { ...plainUpsert, operation: 'x', ...keys }
    expect(checkSync(payload, { limit: 4 })).toMatchObject([
      { severity: 'error' },
      { severity: 'warning' },
      { severity: 'warning' },
      { severity: 'warning', code: 'more-problems', message: '7 more warnings' },
    ])
    expect(checkSync(payload, { limit: 10 })).toHaveLength(10)
    expect(checkSync(payload, { limit: 10 }).at(-1)?.code).toBe('unknown-key')
  })

  it('analyses a template anew only when it or the columns are new', () => {
    const seen: string[] = []
    const analyseTemplate = (template: string) => {
      seen.push(template)
      return []
    }
    const columns = [{ name: 'Email' }]
    checkSync(withTemplates('a', 'b', 'a'), { analyseTemplate, columns })
    checkSync(withTemplates('a', 'c'), { analyseTemplate, columns })
    expect(seen).toStrictEqual(['a', 'b', 'c'])
    checkSync(withTemplates('a', 'b'), { analyseTemplate, columns })
    expect(seen).toStrictEqual(['a', 'b', 'c', 'b'])
    checkSync(withTemplates('a'), { analyseTemplate, columns: [{ name: 'Email' }] })
    checkSync(withTemplates('a'), { analyseTemplate })
    expect(seen).toStrictEqual(['a', 'b', 'c', 'b', 'a', 'a'])
  })

  it('says where in a template something is wrong, and what may have been meant', () => {
    expect(checkSync(withTemplates('x'), { analyseTemplate: findTypo }).at(-1)?.message).toBe(
      'No column Emial; the nearest name is Email (line 1, column 4)',
    )
  })

  it('offers to write in a template what may have been meant', () => {
    const template = '{{ record.Emial }} {{ record.Emial }}'
    const [problem] = checkSync(withTemplates(template), { analyseTemplate: findTypo }).slice(-1)
    expect(problem?.fix).toEqual({
      label: 'Use Email',
      edits: [
        {
          op: 'set',
          path: [...(problem?.path ?? [])],
          value: '{{ record.Email }} {{ record.Email }}',
        },
      ],
    })
  })

  it('names long keys and values in part only', () => {
    const key = 'k'.repeat(10_000)
    const problems = checkSync({ ...plainUpsert, [key]: 1, operation: key })
    for (const { message } of problems) expect(message.length).toBeLessThan(300)
  })
})

const keyMapping = {
  from: { type: 'column', data: 'Email' },
  to: 'email',
  is_primary_identifier: true,
}

/** The same JSON, with a count of how often a value or a key of it was looked at. */
function watched(json: JsonObject): { payload: JsonObject; looks: () => number } {
  let count = 0
  const known = new WeakMap<object, object>()
  const watch = <T extends object>(value: T): T => {
    const watcher = new Proxy(value, {
      get: (target, key, receiver) => {
        count += 1
        const found: unknown = Reflect.get(target, key, receiver)
        if (typeof found !== 'object' || found === null) return found
        const child = known.get(found) ?? watch(found)
        known.set(found, child)
        return child
      },
      ownKeys: (target) => {
        const keys = Reflect.ownKeys(target)
        count += keys.length
        return keys
      },
    })
    return watcher
  }
  return { payload: watch(json), looks: () => count }
}
