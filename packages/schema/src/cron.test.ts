import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCron, toCronDialect } from './cron.ts'

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
    ['TZ=UTC @daily', 'cron-zone', '0 0 * * *'],
    ['TZ=UTC @reboot', 'cron-zone', undefined],
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
    ['TZ=UTC @Daily', undefined],
    ['*/60 0 6 * * *', undefined],
    ['0/60 0 6 * * *', undefined],
    ['0-0 0 6 * * *', undefined],
    ['15 30 6 * * *', 'It then starts at second 0, not 15'],
    ['*/10 * * * * *', 'It then starts once in a minute, not 6 times'],
    ['0 6 * * * 2027', 'It then runs every year, not in 2027'],
    [
      '5 0 6 * * ? 2027-2029',
      'It then starts at second 0, not 5. It then runs every year, not in 2027-2029',
    ],
    ['TZ=Europe/Berlin @daily', 'Its times are then read as UTC, not as those of Europe/Berlin'],
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
