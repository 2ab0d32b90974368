import { fields, lastValue, readCron, toCronDialect } from './cron.ts'

/** The values of an expression's fields; a day that is undefined is one of any number. */
export interface CronTimes {
  minutes: readonly number[]
  hours: readonly number[]
  months: readonly number[]
  daysOfMonth: readonly number[] | undefined
  /** Sunday is 0. */
  daysOfWeek: readonly number[] | undefined
}

/**
 * When an expression fires, as the values of its fields, each in order; undefined when it can't be
 * read, or when only a calendar tells (`L`, `W`, `#`). Where days of month and of week are both
 * given, either fires, as in other crons: the API does not say. Source: reference 5.12.
 */
export function cronTimes(expression: string): CronTimes | undefined {
  const { written, readings = [] } = readCron(expression)
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = readings.map(({ values }) =>
    values?.toSorted((a, b) => a - b),
  )
  if (written === undefined) return undefined
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek) return undefined
  const isAny = (index: number) => readings[index]?.written.join(',') === '*'
  return {
    minutes,
    hours,
    months,
    daysOfMonth: isAny(2) ? undefined : daysOfMonth,
    daysOfWeek: isAny(4) ? undefined : daysOfWeek,
  }
}

/** What is chosen for one field of an expression. */
export type CronChoice =
  | { kind: 'every' }
  | { kind: 'step'; step: number }
  /** In order, without repeats. */
  | { kind: 'values'; values: readonly number[] }
  /** What only other crons know, to be changed as text. */
  | { kind: 'other'; text: string }

/** The fields of an expression in their order, with the values that the API takes. */
export const cronFields: readonly { name: string; min: number; max: number }[] = fields.map(
  (field) => ({ name: field.name, min: field.min, max: lastValue(field) }),
)

/** What an expression chooses for each of its five fields; undefined when it can't be read. */
export function cronChoices(expression: string): CronChoice[] | undefined {
  const { written, readings } = readCron(expression)
  if (written === undefined) return undefined
  return readings?.map((reading): CronChoice => {
    const text = reading.written.join(',')
    if (text === '*') return { kind: 'every' }
    const [, step] = /^\*\/(\d+)$/.exec(text) ?? []
    if (step !== undefined) return { kind: 'step', step: Number(step) }
    if (!reading.values) return { kind: 'other', text }
    return { kind: 'values', values: reading.values.toSorted((a, b) => a - b) }
  })
}

/**
 * The expression with another choice for the field at `index`, in the API's dialect; what can't be
 * read is taken as every minute.
 */
export function withCronChoice(expression: string, index: number, choice: CronChoice): string {
  const texts = (toCronDialect(expression) ?? '* * * * *').split(' ')
  return texts.with(index, choiceText(index, choice)).join(' ')
}

function choiceText(index: number, choice: CronChoice): string {
  switch (choice.kind) {
    case 'every':
      return '*'
    case 'step':
      return choice.step > 1 ? `*/${choice.step}` : '*'
    case 'other':
      return choice.text
    case 'values': {
      const { min = 0, max = 0 } = cronFields[index] ?? {}
      const values = new Set(choice.values.toSorted((a, b) => a - b))
      return values.size === 0 || values.size > max - min ? '*' : [...values].join(',')
    }
  }
}
