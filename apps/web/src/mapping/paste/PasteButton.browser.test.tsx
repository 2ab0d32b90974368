import { toCreateSync, type JsonObject, type SyncContext } from '@sync-builder/schema'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../../test/BuilderHarness.tsx'
import '../../ui/styles.ts'
import { newMapping } from '../mappings.ts'
import { PasteButton } from './PasteButton.tsx'

const known: SyncContext = {
  columns: ['ID', 'EMAIL', 'NAME', 'COUNTRY'].map((name) => ({ name })),
  object: {
    full_name: 'contact',
    fields: ['external_id', 'email', 'full_name', 'country'].map((full_name) => ({ full_name })),
  },
}
const idRow: JsonObject = { ...newMapping({ column: 'ID', to: 'external_id' }), note: 'kept' }

const box = page.getByRole('textbox', { name: 'Two columns of a spreadsheet' })
const pairs = page.getByRole('table', { name: 'Pairs' })

async function openWith(text: string) {
  const store = await renderInBuilder(
    { mappings: [idRow] },
    <>
      <PasteButton />
      <input aria-label="Other text" />
    </>,
    known,
  )
  await userEvent.click(page.getByRole('button', { name: 'Paste', exact: true }))
  await box.fill(text)
  return () => toCreateSync(store.snapshot().draft).mappings
}

/** What a key press of Ctrl+V gives the page. */
function pasteInto(target: Element, text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  )
}

describe('PasteButton', () => {
  it('shows what a paste would do, and changes nothing before it is applied', async () => {
    const mappings = await openWith('Column\tField\nEMAIL\temail\nNAME\texternal_id\nNOPE\tcountry')
    await expect.element(pairs.getByText('Row 1: ID → NAME', { exact: true })).toBeVisible()
    await expect.element(page.getByLabelText('Unknown column 1')).toBeChecked()
    expect(mappings()).toEqual([idRow])
    await userEvent.click(page.getByRole('button', { name: 'Add 2 rows, change 1' }))
    expect(mappings()).toEqual([
      { ...idRow, from: { type: 'column', data: 'NAME' } },
      newMapping({ column: 'EMAIL', to: 'email' }),
      newMapping({ column: 'NOPE', to: 'country' }),
    ])
    await expect
      .element(page.getByRole('status').getByText('From the paste: 2 rows added, 1 changed.'))
      .toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Paste', exact: true })).toHaveFocus()
  })

  it('leaves out a state as a whole', async () => {
    const mappings = await openWith('EMAIL\temail\nNOPE\tcountry')
    await userEvent.click(page.getByLabelText('Unknown column 1'))
    await userEvent.click(page.getByRole('button', { name: 'Add 1 row' }))
    expect(mappings()).toEqual([idRow, newMapping({ column: 'EMAIL', to: 'email' })])
  })

  it('mends a name by its suggestion, and leaves the focus on the pair', async () => {
    const mappings = await openWith('COUNTR\tcountry')
    await userEvent.click(page.getByRole('button', { name: 'Use COUNTRY' }))
    await expect.element(pairs.getByRole('row', { name: /^1/ })).toHaveFocus()
    await userEvent.click(page.getByRole('button', { name: 'Add 1 row' }))
    expect(mappings()).toEqual([idRow, newMapping({ column: 'COUNTRY', to: 'country' })])
  })

  it('lets the operator pick which of two lines fills a field', async () => {
    const mappings = await openWith('EMAIL\temail\nNAME\temail')
    await expect.element(page.getByRole('button', { name: 'Nothing to apply' })).toBeDisabled()
    await userEvent.click(page.getByRole('button', { name: 'Use line 2' }))
    await userEvent.click(page.getByRole('button', { name: 'Add 1 row' }))
    expect(mappings()).toEqual([idRow, newMapping({ column: 'NAME', to: 'email' })])
  })

  it('turns the sides round', async () => {
    const mappings = await openWith('a\tb')
    await userEvent.click(page.getByText('Field, column', { exact: true }))
    await userEvent.click(page.getByRole('button', { name: 'Add 1 row' }))
    expect(mappings()).toEqual([idRow, newMapping({ column: 'b', to: 'a' })])
  })

  it('reads what is pasted on the page, and leaves a paste into a text alone', async () => {
    await renderInBuilder(
      { mappings: [] },
      <>
        <PasteButton />
        <input aria-label="Other text" />
      </>,
      known,
    )
    pasteInto(page.getByLabelText('Other text').element(), 'EMAIL\temail')
    expect(page.getByRole('dialog').elements()).toEqual([])
    pasteInto(document.body, 'EMAIL\temail')
    await expect.element(box).toHaveValue('EMAIL\temail')
    await expect.element(page.getByRole('button', { name: 'Add 1 row' })).toBeEnabled()
  })

  it('keeps only the pairs in sight in the document', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `name_${index}`)
    await openWith('')
    pasteInto(box.element(), names.map((name) => `${name}\t${name}`).join('\n'))
    await expect.element(pairs).toHaveAttribute('aria-rowcount', '3001')
    expect(pairs.getByRole('row').elements().length).toBeLessThan(60)
  })
})
