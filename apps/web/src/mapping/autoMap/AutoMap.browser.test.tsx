import type { JsonObject, SyncContext } from '@sync-builder/schema'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../../test/BuilderHarness.tsx'
import '../../ui/styles.ts'
import AutoMap from './AutoMap.tsx'
import { synonymsKey } from './keptSynonyms.ts'

const known: SyncContext = {
  columns: [
    { name: 'email', data_type: 'text', can_be_upsert_key: true },
    { name: 'CITY', data_type: 'text' },
    { name: 'zip', data_type: 'text' },
    { name: 'age', data_type: 'text' },
    { name: 'custmer_segment', data_type: 'text' },
    { name: 'unlike', data_type: 'text' },
  ],
  object: {
    full_name: 'contact',
    fields: [
      { full_name: 'Email', type: 'String', required_for_mapping: true, can_be_upsert_key: true },
      { full_name: 'city', type: 'String' },
      { full_name: 'postal_code', label: 'Postal code', type: 'String' },
      { full_name: 'age', type: 'Number' },
      { full_name: 'customer_segment', type: 'String' },
    ],
  },
}

function open(payload: JsonObject = { operation: 'upsert', mappings: [] }, around = known) {
  return renderInBuilder(payload, <AutoMap onClose={() => undefined} />, around)
}

/** The line of a proposal, which begins with its column. */
const line = (column: string) => page.getByRole('row', { name: new RegExp(`^${column} `, 'u') })
const targetsOf = (store: Awaited<ReturnType<typeof open>>) =>
  store.snapshot().draft.rows.map(({ mapping }) => (mapping as JsonObject).to)

afterEach(() => localStorage.clear())

describe('The proposals', () => {
  it('say from where to where, why, how sure, and what becomes of the values', async () => {
    await open()
    const age = line('age')
    await expect.element(age.getByText(/High 90 % · the same name/u)).toBeVisible()
    await expect.element(age.getByText(/text → number: values that are no number/u)).toBeVisible()
    const zip = line('zip')
    await expect.element(zip.getByText(/zip ~ postal code/u)).toBeVisible()
    const email = line('email')
    await expect.element(email.getByText(/Required/u)).toBeVisible()
    await expect.element(email.getByText(/Becomes the key/u)).toBeVisible()
  })

  it('are accepted all at once, and taken back at once', async () => {
    const store = await open()
    const before = store.snapshot().draft
    await page.getByRole('button', { name: 'Accept all 5' }).click()
    expect(targetsOf(store)).toEqual(['Email', 'age', 'city', 'postal_code', 'customer_segment'])
    expect(store.snapshot().draft.rows[0]?.mapping).toMatchObject({ is_primary_identifier: true })
    await expect.element(page.getByText(/5 rows added\./u)).toBeVisible()
    await expect.element(page.getByText(/Nothing left to propose/u)).toBeVisible()
    await expect.element(page.getByRole('button', { name: /^Undo/u })).toHaveFocus()
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(store.snapshot().draft).toBe(before)
    await expect.element(page.getByText(/Taken back\./u)).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Accept all 5' })).toBeVisible()
  })

  it('are accepted by reason', async () => {
    const store = await open()
    await page.getByRole('button', { name: 'Synonym 1' }).click()
    await expect.element(line('age')).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Accept synonym 1' }).click()
    expect(targetsOf(store)).toEqual(['postal_code'])
    await expect.element(page.getByRole('button', { name: 'Accept all 4' })).toBeVisible()
  })

  it('are gone through by keyboard', async () => {
    const store = await open()
    const first = line('email')
    await expect.element(first).toBeVisible()
    first.element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(/email to Email added\./u)).toBeVisible()
    await expect.element(line('age')).toHaveFocus()
    await userEvent.keyboard('{Delete}')
    await expect.element(page.getByText(/age to age dismissed\./u)).toBeVisible()
    await userEvent.keyboard('{End}')
    await expect.element(line('custmer_segment')).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(line('zip')).toHaveFocus()
    // The head of a group takes all of it.
    await userEvent.keyboard('{ArrowUp}{Enter}')
    expect(targetsOf(store)).toEqual(['Email', 'customer_segment', 'postal_code'])
    await page.getByRole('button', { name: 'Bring back 1 dismissed' }).click()
    await expect.element(line('age')).toBeVisible()
  })

  it('leave alone what has a row', async () => {
    const mappings = [{ from: { type: 'column', data: 'zip' }, to: 'Email' }]
    const store = await open({ operation: 'upsert', mappings })
    await page.getByRole('button', { name: 'Accept all 3' }).click()
    expect(targetsOf(store)).toEqual(['Email', 'age', 'city', 'customer_segment'])
  })

  it('wait for what they are made from', async () => {
    await open({ operation: 'upsert' }, {})
    await expect
      .element(
        page.getByText(/the columns of the source and the fields of the destination object/u),
      )
      .toBeVisible()
  })
})

describe('The synonyms', () => {
  const group = (number: number) => page.getByRole('textbox', { name: `Synonyms, group ${number}` })

  it('are changed, kept, and used at once', async () => {
    localStorage.setItem(synonymsKey, '[["fname","first_name"]]')
    await open()
    await expect.element(line('CITY')).toBeVisible()
    await expect.element(line('zip')).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Synonyms: 1 group' }).click()
    await page.getByRole('button', { name: 'Add a group' }).click()
    await userEvent.keyboard('zip, Postal code{Enter}')
    await expect.element(line('zip')).toBeVisible()
    expect(localStorage.getItem(synonymsKey)).toBe('[["fname","first_name"],["zip","Postal code"]]')
    await page.getByRole('button', { name: 'Remove synonyms, group 1' }).click()
    await expect.element(group(1)).toHaveValue('zip, Postal code')
    await expect.element(group(1)).toHaveFocus()
    await page.getByRole('button', { name: 'Reset to the defaults' }).click()
    await expect.element(group(1)).toHaveValue('first_name, fname, given_name, forename')
    expect(localStorage.getItem(synonymsKey)).toBeNull()
  })

  it('say which word a group above has', async () => {
    localStorage.setItem(
      synonymsKey,
      JSON.stringify([
        ['zip', 'post'],
        ['ZIP', 'code'],
      ]),
    )
    await open()
    await page.getByRole('button', { name: 'Synonyms: 2 groups' }).click()
    await expect
      .element(page.getByText(/Without effect here, since a group above has it: ZIP/u))
      .toBeVisible()
  })

  it('that cannot be read give way to the defaults, and that is told', async () => {
    localStorage.setItem(synonymsKey, '{"zip": 1}')
    await open()
    await expect
      .element(page.getByText(/cannot be read, so the defaults are in use/u))
      .toBeVisible()
    await expect.element(line('zip')).toBeVisible()
  })
})
