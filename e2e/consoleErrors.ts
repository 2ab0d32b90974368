import type { Page } from 'playwright/test'

/**
 * Collects what the browser's console reports as an error: exceptions, violations of the content
 * security policy, and every answer of status 400 or more. A story that causes one says so first.
 */
export class ConsoleErrors {
  readonly #seen: string[] = []
  readonly #expected: RegExp[] = []

  watch(page: Page): void {
    page.on('pageerror', (error) => this.#seen.push(error.stack ?? error.message))
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      this.#seen.push(`${message.text()} (${message.location().url})`)
    })
  }

  /** Errors that match belong to the story. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  get unexpected(): string[] {
    return this.#seen.filter((text) => !this.#expected.some((pattern) => pattern.test(text)))
  }
}
