import type { JsonObject } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import '../ui/styles.ts'
import RecordPreview from './RecordPreview.tsx'

/** As high as the inspector gives it. */
const preview = (
  <div style={{ display: 'flex', flexDirection: 'column', height: 600, width: 400 }}>
    <RecordPreview />
  </div>
)

const row = (data: string, to: string, rest: JsonObject = {}): JsonObject => ({
  from: { type: 'column', data },
  to,
  ...rest,
})
const payload: JsonObject = {
  operation: 'upsert',
  mappings: [
    row('id', 'external_id', { is_primary_identifier: true }),
    row('nick', 'nickname', { sync_null_values: false }),
    row('age', 'age'),
    { from: { type: 'liquid_template', data: 'Dear {{ record.nick }}' }, to: 'greeting' },
  ],
}
const known = {
  columns: [
    { name: 'id', data_type: 'integer' },
    { name: 'nick', data_type: 'text' },
    { name: 'age', data_type: 'integer' },
  ],
  object: {
    full_name: 'user',
    fields: [
      { full_name: 'external_id', type: 'String' },
      { full_name: 'age', type: 'Number' },
    ],
  },
}

const table = page.getByRole('table', { name: 'Record' })
const sample = page.getByRole('combobox', { name: 'Sample record' })
/** The row that says both. */
const fieldRow = (text: string, also: string | RegExp) =>
  table.getByRole('row').filter({ hasText: text }).filter({ hasText: also })

it('shows each field with its value, the type in sight, and what it is made from', async () => {
  await renderInBuilder(payload, preview, known)
  await expect.element(fieldRow('external_id', /"1000"/)).toBeVisible()
  await expect.element(fieldRow('Row 3: column age', /1000/)).toBeVisible()
  await expect.element(fieldRow('greeting', /"Dear nick value"/)).toBeVisible()
  await expect.element(fieldRow('greeting', /Row 4: a template/)).toBeVisible()
})

it('says loudly that a record is not sent, and leaves out what the row says', async () => {
  await renderInBuilder(payload, preview, known)
  await userEvent.selectOptions(sample, 'Nulls (made up)')
  await expect.element(fieldRow('nickname', /left out/)).toBeVisible()
  await expect.element(fieldRow('Row 3: column age', /null/)).toBeVisible()
  expect(page.getByRole('alert').query()).toBeNull()
  await page.getByRole('button', { name: 'Next sample' }).click()
  await expect.element(sample).toHaveDisplayValue('Null in the key (made up)')
  await expect.element(page.getByText(/The key external_id is null/)).toBeVisible()
})

it('lists the rows that are fragile, worst first, with the samples that show it', async () => {
  await renderInBuilder(payload, preview, known)
  await page.getByText(/^Fragile rows/).click()
  const fragile = page.getByRole('group', { name: 'Fragile rows' })
  await expect
    .element(fragile.getByRole('heading', { name: /^Fails: The key is null/ }))
    .toBeVisible()
  await expect
    .element(fragile.getByRole('button', { name: /Row 4: greeting/ }).first())
    .toBeVisible()
})

it('follows the draft, and says so while it does', async () => {
  const store = await renderInBuilder(payload, preview, known)
  await expect.element(fieldRow('greeting', /"Dear nick value"/)).toBeVisible()
  store.change((draft) => ({
    ...draft,
    rows: draft.rows.map((one) =>
      one.id === 'row-4'
        ? { ...one, mapping: { from: { type: 'liquid_template', data: 'Hi' }, to: 'greeting' } }
        : one,
    ),
  }))
  await expect.element(page.getByText('Updating…')).toBeVisible()
  await expect.element(fieldRow('greeting', /"Hi"/)).toBeVisible()
  await expect.element(page.getByText('Updating…')).not.toBeInTheDocument()
})

it('keeps a record of 1,500 fields out of the document but for those in sight', async () => {
  const mappings = Array.from({ length: 1500 }, (_, index) => row(`c${index}`, `f${index}`))
  await renderInBuilder({ mappings }, preview)
  await expect.element(table).toHaveAttribute('aria-rowcount', '1501')
  await expect.element(fieldRow('f0', '"c0 value"')).toBeVisible()
  expect(table.getByRole('row').all().length).toBeLessThan(60)
})

it('shows a record that is typed in, value by value', async () => {
  await renderInBuilder(payload, preview, known)
  await page.getByRole('button', { name: 'Edit samples' }).click()
  await page.getByRole('button', { name: 'Type in a record' }).click()
  await page.getByRole('textbox', { name: /^nick/ }).fill('Countess')
  await page.getByRole('textbox', { name: /^age/ }).fill('')
  await page.getByRole('button', { name: 'Close sample records' }).click()
  await expect.element(sample).toHaveDisplayValue('Typed in 1')
  await expect.element(fieldRow('greeting', /"Dear Countess"/)).toBeVisible()
  await expect.element(fieldRow('Row 3: column age', /null/)).toBeVisible()
})
