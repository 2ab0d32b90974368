import { expect, type Locator, type Page } from 'playwright/test'
import { PointingHand, startingWith, type Hand } from './hand.ts'

export const stepTitles = [
  'Source',
  'Destination',
  'Behavior',
  'Mapping',
  'Schedule',
  'Alerts',
  'Options',
  'Review',
] as const
export type StepTitle = (typeof stepTitles)[number]

/** What a mapping takes its value from, in the words of the table. */
type From = { column: string } | { constant: string } | { template: string }

/** What makes more of a mapping; the names are the labels on the screen. */
interface RowSettings {
  isKey?: true
  /** Where the value is looked up, and by which field. */
  lookup?: [object: string, field: string]
  setOnlyIfEmpty?: true
}

/** A field by its label, or one that no list has by its name. */
type To = { to: string } | { toNew: string }

/** The place that tells that all of a draft is kept in this browser. */
export function draftSaved(page: Page): Locator {
  return page.getByText(/^Draft saved \d/u)
}

/** The builder as an operator works with it, found by roles and labels alone. */
export class Builder {
  readonly page: Page
  readonly hand: Hand

  constructor(page: Page, hand: Hand = new PointingHand()) {
    this.page = page
    this.hand = hand
  }

  /** A new, empty draft at its first step. */
  async openNew(): Promise<void> {
    await this.page.goto('/')
    await this.hand.press(this.page.getByRole('link', { name: 'New sync' }))
    await this.steps.waitFor()
  }

  /** A draft made of a request's text, opened at its review. */
  async openImported(request: string): Promise<void> {
    await this.page.goto('/import')
    await this.page.getByRole('textbox', { name: 'Request JSON or cURL' }).fill(request)
    await this.page.getByRole('button', { name: 'Open', exact: true }).click()
    await this.steps.waitFor()
  }

  async goTo(step: StepTitle): Promise<void> {
    await this.hand.press(this.steps.getByRole('link', { name: step, exact: true }))
    await this.current(step).waitFor()
  }

  /** Waits until all of the step is there: its code, and the lists that its fields offer. */
  async seeWhole(step: StepTitle): Promise<void> {
    await this.page.getByRole('heading', { name: step, level: 2, exact: true }).waitFor()
    await expect(this.screen.locator('[aria-label="Loading"]')).toHaveCount(0)
  }

  /** The step's link while one is in that step. */
  current(step: StepTitle): Locator {
    return this.steps
      .getByRole('link', { name: step, exact: true })
      .and(this.page.locator('[aria-current="step"]'))
  }

  /** What is picked under each label, such as `{ Dataset: 'New signups' }`. */
  async readFrom(
    connection: string,
    kind: 'Table' | 'Dataset' | 'Model (deprecated)' | 'Topic' | 'Segment' | 'Cohort',
    picks: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.goTo('Source')
    await this.pick('Source connection', connection)
    await this.choose('Source kind', kind)
    await this.#pickEach(picks)
  }

  async writeTo(connection: string, object: string): Promise<void> {
    await this.goTo('Destination')
    await this.pick('Destination connection', connection)
    await this.pick('Destination object', object)
  }

  /** `choices` are made in the groups that come with the operation. */
  async behave(operation: string, choices: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.goTo('Behavior')
    await this.choose('Operation', operation)
    await this.#chooseEach(choices)
  }

  /** Adds a row to the mapping, at its end. */
  async map(mapping: From & To & RowSettings): Promise<void> {
    await this.press('Add mapping')
    const row = await this.#lastRow()
    await this.#fill(row, mapping)
    if ('to' in mapping) await this.pick(`Field, row ${row}`, mapping.to)
    else await this.pickTyped(`Field, row ${row}`, mapping.toNew)
    await this.#adjust(row, mapping)
  }

  /** Adds a row for a field that the object requires; its name is the API's. */
  async mapRequired(name: string, mapping: From & RowSettings): Promise<void> {
    await this.press(`Map required field ${name}`)
    const row = await this.#lastRow()
    await this.#fill(row, mapping)
    await this.#adjust(row, mapping)
  }

  async runDaily(time: { hour: number; minute: number }): Promise<void> {
    await this.goTo('Schedule')
    await this.choose('Frequency', 'Daily')
    await this.type('Hour (UTC)', String(time.hour))
    await this.type('Minute', String(time.minute))
  }

  async runByCron(expression: string): Promise<void> {
    await this.goTo('Schedule')
    await this.choose('Frequency', 'Cron expression')
    await this.type('Cron expression', expression)
  }

  async validate(): Promise<void> {
    await this.hand.press(this.validateButton)
    await expect(this.page.getByText('✓ Validated for this payload')).toBeVisible()
  }

  /** Creates the sync and gives the id under which its page shows it. */
  async create(): Promise<number> {
    await this.hand.press(this.createButton)
    await this.page.waitForURL(/\/syncs\/\d+$/u)
    return Number(this.page.url().split('/').at(-1))
  }

  async press(button: string): Promise<void> {
    await this.hand.press(this.page.getByRole('button', { name: button, exact: true }))
  }

  async choose(group: string, choice: string): Promise<void> {
    const radios = this.page.getByRole('radiogroup', { name: group, exact: true })
    await this.hand.choose(radios.getByRole('radio', { name: choice, exact: true }))
  }

  async type(label: string, text: string, within: Locator = this.screen): Promise<void> {
    await this.hand.type(within.getByRole('textbox', { name: startingWith(label) }), text)
  }

  async select(label: string, option: string, within: Locator = this.screen): Promise<void> {
    await this.hand.select(within.getByRole('combobox', { name: startingWith(label) }), option)
  }

  async pick(label: string, option: string, within: Locator = this.screen): Promise<void> {
    await this.hand.pick(within.getByRole('combobox', { name: startingWith(label) }), option)
  }

  /** Takes a name that the picker does not list. */
  async pickTyped(label: string, text: string): Promise<void> {
    const picker = this.screen.getByRole('combobox', { name: startingWith(label) })
    await this.hand.pickTyped(picker, text)
  }

  /** The preview's text: the body of one of the two calls, as it is shown. */
  async preview(call: 'Validate' | 'Create', form: 'Indented' | 'Compact'): Promise<string> {
    await this.payload.getByText(call, { exact: true }).click()
    await this.payload.getByText(form, { exact: true }).click()
    return (await this.payload.getByLabel('JSON', { exact: true }).textContent()) ?? ''
  }

  get screen(): Locator {
    return this.page.getByRole('main')
  }

  get steps(): Locator {
    return this.page.getByRole('navigation', { name: 'Steps' })
  }

  get payload(): Locator {
    return this.page.getByRole('region', { name: 'Payload' })
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems' })
  }

  get validateButton(): Locator {
    return this.page.getByRole('button', { name: 'Validate', exact: true })
  }

  get createButton(): Locator {
    return this.page.getByRole('button', { name: 'Validate and create' })
  }

  async #pickEach(picks: Readonly<Record<string, string>>): Promise<void> {
    const [[label, option] = [], ...rest] = Object.entries(picks)
    if (label === undefined || option === undefined) return
    await this.pick(label, option)
    await this.#pickEach(Object.fromEntries(rest))
  }

  async #chooseEach(choices: Readonly<Record<string, string>>): Promise<void> {
    const [[group, choice] = [], ...rest] = Object.entries(choices)
    if (group === undefined || choice === undefined) return
    await this.choose(group, choice)
    await this.#chooseEach(Object.fromEntries(rest))
  }

  /** The number of the last row. */
  async #lastRow(): Promise<number> {
    const table = this.page.getByRole('table', { name: 'Mappings' })
    // The head counts as a row.
    return Number(await table.getAttribute('aria-rowcount')) - 1
  }

  async #fill(row: number, from: From): Promise<void> {
    if ('column' in from) {
      const column = this.screen.getByRole('combobox', { name: startingWith(`Column, row ${row}`) })
      if ((await column.inputValue()) !== from.column) await this.hand.pick(column, from.column)
    } else if ('constant' in from) {
      await this.select(`Kind of source, row ${row}`, 'Constant')
      await this.type(`Constant, row ${row}`, from.constant)
    } else {
      await this.select(`Kind of source, row ${row}`, 'Template')
      await this.type(`Template, row ${row}`, from.template)
    }
  }

  async #adjust(row: number, mapping: RowSettings): Promise<void> {
    if (mapping.isKey) await this.press(`Key, row ${row}`)
    if (!mapping.lookup && !mapping.setOnlyIfEmpty) return
    await this.press(`Details of row ${row}`)
    const details = this.page.getByRole('dialog', { name: startingWith(`Row ${row}`) })
    if (mapping.setOnlyIfEmpty) {
      await this.select('Set only if empty', 'Write only into an empty field', details)
    }
    if (mapping.lookup) {
      await this.pick('Look up the record in', mapping.lookup[0], details)
      await this.pick('Find it by', mapping.lookup[1], details)
    }
    await this.press('Close details')
  }
}
