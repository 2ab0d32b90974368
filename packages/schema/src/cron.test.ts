import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cron } from 'croner'
import {
  checkCron,
  cronChoices,
  cronFields,
  cronTimes,
  toCronDialect,
  withCronChoice,
  type CronChoice,
} from './cron.ts'

describe('checkCron', () => {
  it.each([
    '* 1 * * *',
    '0 */4 * * *',
    '0 6 * * 1,2,3,4,5',
    '*/15,7 0 1 1,7 *',
    '0 0 29 2 *',
    '  30   6 * * 0 ',
    '59 23 31 12 *',
  ])('finds nothing in %s', (expression) => {
    expect(checkCron(expression)).toEqual([])
  })

  it.each([
    // expression, code, the same in the API's dialect
    ['0 6 * * 1-5', 'cron-range', '0 6 * * 1,2,3,4,5'],
    ['1-10/2 * * * *', 'cron-range', '1,3,5,7,9 * * * *'],
    ['0 6 * * 1-5,3,6', 'cron-range', '0 6 * * 1,2,3,4,5,6'],
    ['0 22-2 * * *', 'cron-range', '0 22,23,0,1,2 * * *'],
    ['0 0 * 11-2 *', 'cron-range', '0 0 * 11,12,1,2 *'],
    ['0 0 * * 5-7', 'cron-range', '0 0 * * 5,6,0'],
    ['0 0 * * 7-2', 'cron-range', '0 0 * * 0,1,2'],
    ['0 0 * * 0-7', 'cron-range', '0 0 * * 0,1,2,3,4,5,6'],
    ['0 6 * * MON', 'cron-name', '0 6 * * 1'],
    ['0 6 * * mon-fri', 'cron-name', '0 6 * * 1,2,3,4,5'],
    ['0 6 1 JAN,JUL *', 'cron-name', '0 6 1 1,7 *'],
    ['0 6 * * 7', 'cron-sunday', '0 6 * * 0'],
    ['5/15 * * * *', 'cron-step', '5,20,35,50 * * * *'],
    ['*/60 * * * *', 'cron-step', '0 * * * *'],
    ['0 12 ? * 1', 'cron-extension', '0 12 * * 1'],
  ])('warns of %s (%s) and writes %s', (expression, code, fix) => {
    expect(checkCron(expression)).toContainEqual(
      expect.objectContaining({ severity: 'warning', code, fix }),
    )
    expect(checkCron(fix)).toEqual([])
    expect(toCronDialect(expression)).toBe(fix)
  })

  it.each(['0 0 L * *', '0 0 LW * *', '0 0 L-3 * *', '0 0 15W * *', '0 0 * * 5L', '0 0 * * MON#2'])(
    'warns of %s without knowing better',
    (expression) => {
      expect(checkCron(expression)).toEqual([
        expect.objectContaining({ severity: 'warning', code: 'cron-extension' }),
      ])
      expect(checkCron(expression)[0]).not.toHaveProperty('fix')
      expect(toCronDialect(expression)).toBe(expression)
    },
  )

  it.each(['0 0 31 2 *', '0 0 30,31 2 *', '0 0 31 4,6,9,11 *'])(
    'warns that %s never fires',
    (expression) => {
      expect(checkCron(expression)).toEqual([expect.objectContaining({ code: 'cron-never-fires' })])
    },
  )

  it.each([
    // expression, code, a fix where what is meant can be told
    ['', 'cron-field-count', undefined],
    ['* * * *', 'cron-field-count', undefined],
    ['* * * * * *', 'cron-field-count', '* * * * *'],
    ['0 30 6 * * 1-5', 'cron-field-count', '30 6 * * 1,2,3,4,5'],
    ['15 30 6 * * *', 'cron-field-count', '30 6 * * *'],
    ['60 30 6 * * *', 'cron-field-count', undefined],
    ['soon 30 6 * * *', 'cron-field-count', undefined],
    ['0 30 6 * * * * *', 'cron-field-count', undefined],
    ['0 12 ? * MON-FRI *', 'cron-field-count', '0 12 * * 1,2,3,4,5'],
    ['TZ=UTC 0 6 * * *', 'cron-zone', '0 6 * * *'],
    ['CRON_TZ=Europe/Berlin 0 6 * * *', 'cron-zone', '0 6 * * *'],
    ['TZ=Europe/Berlin 0 6', 'cron-zone', undefined],
    ['0 0 12 * * ?', 'cron-field-count', '0 12 * * *'],
    ['0 0 12 * * ? *', 'cron-field-count', '0 12 * * *'],
    ['0 6 * * * 2027', 'cron-field-count', '0 6 * * *'],
    ['@daily', 'cron-nickname', '0 0 * * *'],
    ['@Weekly', 'cron-nickname', '0 0 * * 0'],
    ['@reboot', 'cron-nickname', undefined],
    ['@every 5m', 'cron-nickname', undefined],
    ['60 * * * *', 'cron-out-of-range', undefined],
    ['* 24 * * *', 'cron-out-of-range', undefined],
    ['* * 0 * *', 'cron-out-of-range', undefined],
    ['* * * 13 *', 'cron-out-of-range', undefined],
    ['* * * * 8', 'cron-out-of-range', undefined],
    ['1-99999999999 * * * *', 'cron-out-of-range', undefined],
    ['1,,2 * * * *', 'cron-part', undefined],
    ['MON * * * *', 'cron-part', undefined],
    ['L * * * *', 'cron-part', undefined],
    ['*-5 * * * *', 'cron-part', undefined],
    ['-5 * * * *', 'cron-part', undefined],
    ['H * * * *', 'cron-part', undefined],
    ['* * 99W * *', 'cron-part', undefined],
    ['* * * * 5#9', 'cron-part', undefined],
    ['*/0 * * * *', 'cron-step', undefined],
  ])('refuses %s (%s)', (expression, code, fix) => {
    const [problem, ...others] = checkCron(expression)
    expect(problem).toMatchObject({ severity: 'error', code })
    expect(problem?.fix).toBe(fix)
    expect(others).toEqual([])
    expect(toCronDialect(expression)).toBeUndefined()
  })

  it.each([
    ['0 30 6 * * 1-5', undefined],
    ['0 0 12 * * ? *', undefined],
    ['@daily', undefined],
    ['TZ=Etc/UTC 0 6 * * *', undefined],
    ['15 30 6 * * *', 'It then starts at second 0, not 15'],
    ['*/10 * * * * *', 'It then starts once in a minute, not 6 times'],
    ['0 6 * * * 2027', 'It then runs every year, not in 2027'],
    [
      '5 0 6 * * ? 2027-2029',
      'It then starts at second 0, not 5. It then runs every year, not in 2027-2029',
    ],
    ['TZ=Europe/Berlin 0 6 * * *', 'Its times are then read as UTC, not as those of Europe/Berlin'],
  ])('says what the fix of %s changes', (expression, loses) => {
    const [problem] = checkCron(expression)
    expect(problem).toHaveProperty('fix')
    expect(problem?.loses).toBe(loses)
  })

  it('offers both readings of the days of week where a dialect counts them from 1', () => {
    expect(checkCron('0 0 12 ? * 2-6')).toMatchObject([
      {
        code: 'cron-field-count',
        fix: '0 12 * * 2,3,4,5,6',
        loses: 'Its days of week are then counted from Sunday as 0',
      },
      {
        code: 'cron-days-from-one',
        message: expect.stringContaining('2-6 means 1,2,3,4,5') as string,
        fix: '0 12 * * 1,2,3,4,5',
      },
    ])
  })

  it.each(['0 0 31 2 1', '0 6 */2 * 1-5'])(
    'warns that the two kinds of days of %s may add up',
    (expression) => {
      expect(checkCron(expression)).toContainEqual(
        expect.objectContaining({ severity: 'warning', code: 'cron-two-days' }),
      )
    },
  )

  it('names the field and the culprit', () => {
    expect(checkCron('0 25 * * *')[0]?.message).toBe('Hour: 25 is not within 0 to 23')
    expect(checkCron('0 6 * * 1-5')[0]?.message).toBe(
      'Day of week: the API wants the list 1,2,3,4,5 instead of the range 1-5',
    )
  })

  it('mends all fields with one fix, and offers none while another field is broken', () => {
    expect(checkCron('1-2 3-4 * * *').map(({ fix }) => fix)).toEqual([
      '1,2 3,4 * * *',
      '1,2 3,4 * * *',
    ])
    expect(checkCron('1-2 99 * * *').map(({ fix }) => fix)).toEqual([undefined, undefined])
  })

  it('never throws, says little, and a fix is free of what it mends', () => {
    const part = fc.stringMatching(/^[-*/,0-9A-Z?#]{0,12}$/)
    const nearlyCron = fc
      .array(part, { minLength: 4, maxLength: 7 })
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyCron), (expression) => {
        const problems = checkCron(expression)
        expect(problems.length).toBeLessThanOrEqual(25)
        for (const { fix, code } of problems) {
          if (fix !== undefined) expect(checkCron(fix).map((left) => left.code)).not.toContain(code)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('reads a list of a hundred thousand parts within eight seconds', { timeout: 20_000 }, () => {
    const long = Array.from(
      { length: 100_000 },
      (_, index) => `${index % 60}-${index % 59}/${index + 1}`,
    )
    const startedAt = performance.now()
    checkCron(`${long.join(',')} * * * *`)
    expect(performance.now() - startedAt).toBeLessThan(8000)
  })
})

/** What stands in a field of a cron expression of any dialect that croner knows too. */
function fieldText(index: number): fc.Arbitrary<string> {
  const { min = 0, max = 0 } = cronFields[index] ?? {}
  const names = [[], [], [], 'JAN feb MAR apr Jul DEC'.split(' '), 'SUN mon Tue SAT'.split(' ')][
    index
  ]
  const number = fc.integer({ min, max })
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`)
  const step = fc.integer({ min: 1, max: max - min })
  const part = fc.oneof(
    number.map(String),
    range,
    fc.tuple(range, step).map((parts) => parts.join('/')),
    // Crons disagree on whether a day of */1 is any day.
    fc.integer({ min: 2, max: max - min }).map((by) => `*/${by}`),
    fc.constant('*'),
    ...(names?.length ? [fc.constantFrom(...names)] : []),
  )
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant('*') },
    {
      weight: 2,
      arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(',')),
    },
  )
}

const fiveFields = fc
  .tuple(...cronFields.map((_, index) => fieldText(index)))
  .map((texts) => texts.join(' '))
const somewhen = fc.date({
  min: new Date('2026-01-01'),
  max: new Date('2030-12-31'),
  noInvalidDate: true,
})

function runsOf(expression: string, from: Date, mode: '5-part' | '6-part' = '5-part'): Date[] {
  return new Cron(expression, { mode, timezone: 'UTC' }).nextRuns(12, from)
}

describe('a fix', () => {
  it('never changes when it runs', () => {
    fc.assert(
      fc.property(fiveFields, somewhen, (expression, from) => {
        const fixes = checkCron(expression).flatMap(({ fix, loses }) =>
          fix && !loses ? [fix] : [],
        )
        for (const fix of fixes) expect(runsOf(fix, from)).toEqual(runsOf(expression, from))
      }),
    )
  })

  it('drops the seconds alone, and says it unless they are 0', () => {
    const seconds = fc.constantFrom('0', '00', '30', '*', '*/20', '1,31')
    fc.assert(
      fc.property(seconds, fiveFields, somewhen, (second, five, from) => {
        const [problem] = checkCron(`${second} ${five}`)
        expect(problem).toHaveProperty('fix')
        expect(problem?.loses === undefined).toBe(/^0+$/.test(second))
        if (problem?.loses !== undefined) return
        expect(runsOf(problem?.fix ?? '', from)).toEqual(
          runsOf(`${second} ${five}`, from, '6-part'),
        )
      }),
    )
  })
})

describe('cronTimes', () => {
  it('tells the values of each field, and which days are any', () => {
    expect(cronTimes('*/30 6 1 JAN-MAR *')).toEqual({
      minutes: [0, 30],
      hours: [6],
      months: [1, 2, 3],
      daysOfMonth: [1],
      daysOfWeek: undefined,
    })
  })

  it.each(['0 0 L * *', '0 0 * * MON#2', 'soon', '61 * * * *'])('cannot tell %s', (expression) => {
    expect(cronTimes(expression)).toBeUndefined()
  })

  it('holds at every run, and nowhere in between', () => {
    fc.assert(
      fc.property(fiveFields, somewhen, (expression, from) => {
        const times = cronTimes(expression)!
        const isFiring = (at: Date) => {
          const ofMonth = times.daysOfMonth?.includes(at.getUTCDate())
          const ofWeek = times.daysOfWeek?.includes(at.getUTCDay())
          const isDay =
            ofMonth === undefined || ofWeek === undefined
              ? ofMonth !== false && ofWeek !== false
              : ofMonth || ofWeek
          return (
            isDay &&
            times.months.includes(at.getUTCMonth() + 1) &&
            times.hours.includes(at.getUTCHours()) &&
            times.minutes.includes(at.getUTCMinutes())
          )
        }
        const expected = runsOf(expression, from)
        expect(expected.every(isFiring)).toBe(true)
        const [first, second] = expected
        if (!first || !second || second.getTime() - first.getTime() > 3 * 86_400_000) return
        for (let at = first.getTime() + 60_000; at < second.getTime(); at += 60_000) {
          if (isFiring(new Date(at))) expect(new Date(at)).toEqual(second)
        }
      }),
    )
  })
})

describe('cronChoices', () => {
  it.each([
    [
      '* * * * *',
      [
        { kind: 'every' },
        { kind: 'every' },
        { kind: 'every' },
        { kind: 'every' },
        { kind: 'every' },
      ],
    ],
    [
      '30,0 */4 L 1-3 MON',
      [
        { kind: 'values', values: [0, 30] },
        { kind: 'step', step: 4 },
        { kind: 'other', text: 'L' },
        { kind: 'values', values: [1, 2, 3] },
        { kind: 'values', values: [1] },
      ],
    ],
  ])('reads %s', (expression, choices) => {
    expect(cronChoices(expression)).toEqual(choices)
  })

  it.each(['', 'soon', '60 * * * *', '* * * *'])('reads nothing of "%s"', (expression) => {
    expect(cronChoices(expression)).toBeUndefined()
  })

  it('reads back what was chosen, and leaves the other fields as they run', () => {
    const change = fc.integer({ min: 0, max: 4 }).chain((index) => {
      const { min, max } = cronFields[index]!
      const choice: fc.Arbitrary<CronChoice> = fc.oneof(
        fc.constant({ kind: 'every' as const }),
        fc.integer({ min: 2, max: max - min }).map((step) => ({ kind: 'step' as const, step })),
        fc
          .uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: max - min })
          .map((values) => ({ kind: 'values' as const, values: values.toSorted((a, b) => a - b) })),
      )
      return fc.tuple(fc.constant(index), choice)
    })
    fc.assert(
      fc.property(fiveFields, change, (expression, [index, choice]) => {
        const before = cronChoices(expression)!
        const changed = withCronChoice(expression, index, choice)
        expect(
          checkCron(changed).filter(
            ({ code }) => !['cron-two-days', 'cron-never-fires'].includes(code),
          ),
        ).toEqual([])
        expect(cronChoices(changed)).toEqual(before.with(index, choice))
      }),
    )
  })

  it('takes no value and every value as every', () => {
    expect(withCronChoice('5 * * * *', 0, { kind: 'values', values: [] })).toBe('* * * * *')
    expect(withCronChoice('0 0 * * 1', 4, { kind: 'values', values: [0, 1, 2, 3, 4, 5, 6] })).toBe(
      '0 0 * * *',
    )
  })
})
