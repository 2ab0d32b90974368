import type { Locator, Page } from 'playwright/test'

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

/** The builder as an operator works with it, found by roles and labels alone. */
export class Builder {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** A new, empty draft at its first step. */
  async openNew(): Promise<void> {
    await this.page.goto('/')
    await this.page.getByRole('link', { name: 'New sync' }).click()
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
    await this.steps.getByRole('link', { name: step, exact: true }).click()
    await this.current(step).waitFor()
  }

  /** The step's link while one is in that step. */
  current(step: StepTitle): Locator {
    return this.steps
      .getByRole('link', { name: step, exact: true })
      .and(this.page.locator('[aria-current="step"]'))
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
}
