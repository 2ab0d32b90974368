import type { Locator, Page } from 'playwright/test'

export type StepTitle =
  'Source' | 'Destination' | 'Behavior' | 'Mapping' | 'Schedule' | 'Alerts' | 'Options' | 'Review'

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

  async goTo(step: StepTitle): Promise<void> {
    const link = this.steps.getByRole('link', { name: step, exact: true })
    await link.click()
    await link.and(this.page.locator('[aria-current="step"]')).waitFor()
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
