import type { Locator, Page } from 'playwright/test'
import type { Builder } from './builder.ts'
import { KeyboardHand, startingWith } from './hand.ts'
import { expect, takePicture, test } from './fixtures.ts'

const usersToContacts = JSON.stringify({
  label: 'Users to contacts',
  operation: 'upsert',
  source_attributes: {
    connection_id: 12,
    object: {
      type: 'table',
      table_catalog: 'ANALYTICS',
      table_schema: 'PUBLIC',
      table_name: 'USERS',
    },
  },
  destination_attributes: { connection_id: 10, object: 'Contact' },
  mappings: [
    { from: { type: 'column', data: 'EMAIL' }, to: 'Email', is_primary_identifier: true },
    {
      from: { type: 'constant_value', data: { value: 'Product', basic_type: 'text' } },
      to: 'Title',
    },
  ],
  mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 1, minute: 0 } } },
  paused: false,
})

/** The board as an operator sees it. */
class Board {
  readonly page: Page
  readonly builder: Builder

  constructor(page: Page, builder: Builder) {
    this.page = page
    this.builder = builder
  }

  async open(): Promise<void> {
    await this.builder.openImported(usersToContacts)
    await this.builder.goTo('Mapping')
    await this.page.getByRole('radiogroup', { name: 'View' }).getByText('Board').click()
    await this.columns.waitFor()
  }

  get columns(): Locator {
    return this.page.getByRole('listbox', { name: 'Columns' })
  }

  get fields(): Locator {
    return this.page.getByRole('listbox', { name: 'Fields' })
  }

  column(label: string): Locator {
    return this.columns.getByRole('option', { name: startingWith(label) })
  }

  field(label: string): Locator {
    return this.fields.getByRole('option', { name: startingWith(label) })
  }

  /** The rows of the payload that is shown, each as "from to". */
  async rows(): Promise<string[]> {
    const { mappings } = JSON.parse(await this.builder.preview('Create', 'Compact'))
    return mappings.map(
      ({ from, to }: { from: { data: string | { value: string } }; to: string }) =>
        `${typeof from.data === 'string' ? from.data : from.data.value} ${to}`,
    )
  }
}

test('An operator connects columns and fields by dragging and by clicking', async ({
  page,
  builder,
}) => {
  const board = new Board(page, builder)
  await board.open()
  await expect(board.column('EMAIL')).toHaveAccessibleName('EMAIL, text, mapped to Email, key')

  await board.column('FIRST_NAME').dragTo(board.field('First name'))
  await expect(page.getByText('Row 3 added: FIRST_NAME to FirstName.')).toBeVisible()

  await board.column('LAST_NAME').click()
  await expect(page.getByText('Pick a field for it')).toBeVisible()
  await board.field('Last name').click()
  await takePicture(page, 'board')
  await expect
    .poll(() => board.rows())
    .toEqual(['EMAIL Email', 'Product Title', 'FIRST_NAME FirstName', 'LAST_NAME LastName'])

  await test.step('A field keeps its source until the operator says otherwise', async () => {
    await board.column('PHONE').dragTo(board.field('Title'))
    const question = page.getByRole('dialog', { name: 'Replace “Product”' })
    await expect(question).toContainText('“Product” fills Title already, in row 2.')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(board.fields).toBeFocused()
    await board.column('PHONE').dragTo(board.field('Title'))
    await question.getByRole('button', { name: 'Replace with PHONE' }).click()
    await expect(board.field('Title')).toHaveAccessibleName(/filled by PHONE/u)
  })

  await test.step('A field that is led to another column moves its row', async () => {
    await board.field('Title').dragTo(board.column('CITY'))
    await expect.poll(async () => (await board.rows())[1]).toBe('CITY Title')
  })

  await test.step('Escape lets go of what is dragged', async () => {
    await board.column('COUNTRY').hover()
    await page.mouse.down()
    await board.field('Phone').hover()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect(board.field('Phone')).toHaveAccessibleName(/not mapped/u)
    await expect(page.getByText('COUNTRY put back.')).toBeVisible()
  })

  await test.step('A row is removed, and comes back on the board', async () => {
    await board.field('Title').click()
    await page.keyboard.press('Delete')
    await expect
      .poll(() => board.rows())
      .toEqual(['EMAIL Email', 'FIRST_NAME FirstName', 'LAST_NAME LastName'])
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(async () => (await board.rows())[1]).toBe('CITY Title')
    await expect(board.field('Title')).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect.poll(async () => (await board.rows())[1]).toBe('FIRST_NAME FirstName')
  })
})

test('An operator connects a column and a field by keyboard alone', async ({ page, builder }) => {
  const board = new Board(page, builder)
  await board.open()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await new KeyboardHand(page).type(page.getByRole('textbox', { name: 'Search columns' }), 'last')
  await expect(board.columns.getByRole('option')).toHaveCount(1)
  await press('ArrowDown', 'Enter')
  await expect(page.getByRole('status').filter({ hasText: 'LAST_NAME picked up' })).toBeVisible()
  await press('Tab')
  await expect(page.getByRole('button', { name: 'Put back' })).not.toBeFocused()
  await page.keyboard.type('last name')
  await expect(board.fields.getByRole('option')).toHaveCount(1)
  await press('Enter', 'Enter')
  await expect(
    page.getByRole('status').filter({ hasText: 'Row 3 added: LAST_NAME to LastName.' }),
  ).toBeVisible()
  await expect(board.fields).toBeFocused()
  await expect(board.field('Last name')).toHaveAttribute('aria-selected', 'true')
  await expect
    .poll(() => board.rows())
    .toEqual(['EMAIL Email', 'Product Title', 'LAST_NAME LastName'])

  await test.step('Along the line and back, to the details and out again', async () => {
    await board.fields.focus()
    await press('ArrowLeft')
    await expect(board.columns).toBeFocused()
    await press('F2')
    await expect(page.getByRole('dialog', { name: startingWith('Row 3') })).toBeVisible()
    await press('Escape')
    await expect(board.columns).toBeFocused()
    await press('Delete')
    await expect.poll(() => board.rows()).toEqual(['EMAIL Email', 'Product Title'])
  })
})

test('What is selected in the table is selected on the board', async ({ page, builder }) => {
  const board = new Board(page, builder)
  await builder.openImported(usersToContacts)
  await builder.goTo('Mapping')
  await page.getByRole('checkbox', { name: 'Select row 2' }).check()
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Board').click()
  await expect(board.field('Title')).toHaveAttribute('aria-selected', 'true')
  await board.column('EMAIL').click({ modifiers: ['Shift'] })
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Rows').click()
  await expect(page.getByRole('checkbox', { name: 'Select row 1' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Select row 2' })).toBeChecked()
})
