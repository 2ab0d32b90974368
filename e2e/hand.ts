import { expect, type Locator, type Page } from 'playwright/test'

/** How an operator works the controls of a page. */
export interface Hand {
  /** Clicks, texts typed and keys pressed so far. */
  readonly interactions: number
  /** A button, a link or a switch. */
  press: (control: Locator) => Promise<void>
  /** One radio of a group. */
  choose: (radio: Locator) => Promise<void>
  /** A text in the place of what a box holds. */
  type: (box: Locator, text: string) => Promise<void>
  /** An option of a select, by its whole label. */
  select: (box: Locator, option: string) => Promise<void>
  /** An option of a searchable picker, by its whole label. */
  pick: (picker: Locator, option: string) => Promise<void>
  /** A text that no option of a picker has. */
  pickTyped: (picker: Locator, text: string) => Promise<void>
}

/** Points and clicks, and uses the keyboard for texts alone. */
export class PointingHand implements Hand {
  interactions = 0

  async press(control: Locator): Promise<void> {
    await control.click()
    this.interactions += 1
  }

  async choose(radio: Locator): Promise<void> {
    await radio.check()
    this.interactions += 1
  }

  async type(box: Locator, text: string): Promise<void> {
    await box.fill(text)
    this.interactions += 1
  }

  async select(box: Locator, option: string): Promise<void> {
    await box.selectOption({ label: option })
    // Opens the list, then clicks in it.
    this.interactions += 2
  }

  async pick(picker: Locator, option: string): Promise<void> {
    await this.press(picker)
    await this.type(picker, option)
    await this.press(optionOf(picker, option))
    await expect(picker).toHaveValue(option)
  }

  async pickTyped(picker: Locator, text: string): Promise<void> {
    await this.press(picker)
    await this.type(picker, text)
    await this.press(optionOf(picker, `Use “${text}”`))
    await expect(picker).toHaveValue(text)
  }
}

function optionOf(picker: Locator, label: string): Locator {
  // The label begins the option's name; a detail may follow.
  return picker
    .page()
    .getByRole('option', { name: startingWith(label) })
    .first()
}

/** So many stops a page may have between the focus and a control. */
const longestWay = 200

/** Works by keyboard alone, and fails where the focus gets lost. */
export class KeyboardHand implements Hand {
  readonly #page: Page
  interactions = 0

  constructor(page: Page) {
    this.#page = page
  }

  async press(control: Locator): Promise<void> {
    await this.#goTo(control)
    // A switch is a checkbox, which the space bar turns.
    await this.#key((await control.getAttribute('type')) === 'checkbox' ? 'Space' : 'Enter')
    await this.#expectFocus()
  }

  async choose(radio: Locator): Promise<void> {
    // Tab stops at one radio of a group; the arrows go from there, and choose as they go.
    await this.#goTo(radio)
    await this.#key('Space')
    await expect(radio).toBeChecked()
    await this.#expectFocus()
  }

  async type(box: Locator, text: string): Promise<void> {
    await this.#goTo(box)
    await this.#key('ControlOrMeta+A')
    await this.#page.keyboard.type(text)
    this.interactions += 1
    await expect(box).toHaveValue(text)
    await this.#expectFocus()
  }

  async select(box: Locator, option: string): Promise<void> {
    await this.#goTo(box)
    await this.#page.keyboard.type(option)
    this.interactions += 1
    await expect(box.getByRole('option', { selected: true })).toHaveText(option)
    await this.#expectFocus()
  }

  async pick(picker: Locator, option: string): Promise<void> {
    await this.type(picker, option)
    await this.#takeFirst(picker, option, option)
  }

  async pickTyped(picker: Locator, text: string): Promise<void> {
    await this.type(picker, text)
    await this.#takeFirst(picker, `Use “${text}”`, text)
  }

  async #takeFirst(picker: Locator, label: string, value: string): Promise<void> {
    await optionOf(picker, label).waitFor()
    await this.#key('Enter')
    await expect(picker).toHaveValue(value)
    await this.#expectFocus()
  }

  /** Tab by Tab, in the direction in which the control lies; by arrows within a radio group. */
  async #goTo(control: Locator, stopsLeft = longestWay): Promise<void> {
    const key = await control.evaluate((element) => {
      const focused = document.activeElement ?? document.body
      if (focused === element) return undefined
      const isAhead =
        (element.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
      const isInGroup =
        element instanceof HTMLInputElement &&
        focused instanceof HTMLInputElement &&
        element.type === 'radio' &&
        element.name === focused.name
      if (isInGroup) return isAhead ? 'ArrowDown' : 'ArrowUp'
      return isAhead ? 'Tab' : 'Shift+Tab'
    })
    if (key === undefined) return
    if (stopsLeft === 0) throw new Error(`The keyboard does not reach ${control.toString()}`)
    await this.#key(key)
    await this.#goTo(control, stopsLeft - 1)
  }

  async #key(key: string): Promise<void> {
    await this.#page.keyboard.press(key)
    this.interactions += 1
  }

  /** What was worked may go; the focus then has to go on, not to the page as a whole. */
  async #expectFocus(): Promise<void> {
    await expect
      .poll(() => this.#page.evaluate(() => document.activeElement?.tagName), 'the focus')
      .not.toBe('BODY')
  }
}

/** Names that begin with these words: what follows a label explains it. */
export function startingWith(label: string): RegExp {
  const escaped = label.replaceAll(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)
  return new RegExp(`^${escaped}(?!\\w)`, 'u')
}
