import { Cron } from 'croner'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCron } from './cron.ts'
import { cronChoices, cronFields, cronTimes, withCronChoice, type CronChoice } from './cronTimes.ts'

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
    // Crons disagree on whether a day of */1, or of *,* as a list, is any day.
    fc.integer({ min: 2, max: max - min }).map((by) => `*/${by}`),
    fc.constant('*'),
    ...(names?.length ? [fc.constantFrom(...names)] : []),
  )
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant('*') },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(part, { minLength: 1, maxLength: 3 })
        .map((parts) => parts.join(',')),
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

describe('a fix of checkCron', () => {
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
