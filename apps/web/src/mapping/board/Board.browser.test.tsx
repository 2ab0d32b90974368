import { MantineProvider } from '@mantine/core'
import { checkSync, fromCreateSync, type JsonObject, type SyncContext } from '@sync-builder/schema'
import { StrictMode, useMemo, useState, useSyncExternalStore } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { BuilderContext, type Builder } from '../../draft/builder.ts'
import { createDraftStore, type DraftStore } from '../../draft/draftStore.ts'
import '../../ui/styles.ts'
import { cssVariables, theme } from '../../ui/theme.ts'
import { RowSurroundingsContext, type RowActions } from '../rowActions.ts'
import { usePicks } from '../usePicks.ts'
import Board from './Board.tsx'

const count = 400
const known: SyncContext = {
  columns: Array.from({ length: count }, (_, index) => ({
    name: `COLUMN_${index}`,
    data_type: 'text',
  })),
  object: {
    label: 'User data',
    full_name: 'user_data',
    fields: Array.from({ length: count }, (_, index) => ({
      full_name: `field_${index}`,
      label: `Field ${index}`,
      type: 'String',
    })),
  },
}

function column(data: string, to: string, flags: JsonObject = {}): JsonObject {
  return { from: { type: 'column', data }, to, ...flags }
}

/** Every second column fills a field a little further down or up. */
const mappings = Array.from({ length: count / 2 }, (_, index) =>
  column(`COLUMN_${index * 2}`, `field_${Math.max(index * 2 + ((index % 7) - 3), 0)}`),
)

const untouched = () => {
  throw new Error('The board changes rows by itself')
}

function Frame({ store, openDetails }: { store: DraftStore; openDetails: (id: string) => void }) {
  const { draft, payload } = useSyncExternalStore(store.subscribe, store.snapshot)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isOpen, setIsOpen] = useState(true)
  const [width, setWidth] = useState(1000)
  const picks = usePicks(known, payload)
  const problems = useMemo(() => checkSync(payload, known), [payload])
  const builder: Builder = {
    draftId: 'test',
    draft,
    payload,
    known,
    problems,
    applyFix: untouched,
    store,
    jump: undefined,
    jumpTo: untouched,
  }
  const actions: RowActions = {
    edit: untouched,
    changeKind: untouched,
    toggleKey: untouched,
    remove: untouched,
    move: untouched,
    moveTo: untouched,
    announce: untouched,
    goTo: untouched,
    openDetails,
    fix: untouched,
    fillField: untouched,
    add: untouched,
    take: untouched,
  }
  return (
    <BuilderContext value={builder}>
      <RowSurroundingsContext value={{ picks, actions, store }}>
        <button type="button" onClick={() => setIsOpen(!isOpen)}>
          Close or open
        </button>
        <button type="button" onClick={() => setWidth(560)}>
          Make narrow
        </button>
        <div style={{ width, containerType: 'inline-size' }}>
          {isOpen && <Board selected={selected} onSelect={setSelected} />}
        </div>
      </RowSurroundingsContext>
    </BuilderContext>
  )
}

async function open(rows: JsonObject[] = mappings) {
  const payload = { operation: 'upsert', mappings: rows }
  const store = createDraftStore(fromCreateSync(payload), 0, () => Promise.resolve(0))
  const openDetails = vi.fn<(id: string) => void>()
  await render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
        <Frame store={store} openDetails={openDetails} />
      </MantineProvider>
    </StrictMode>,
  )
  return { store, openDetails }
}

const columns = page.getByRole('listbox', { name: 'Columns' })
const fields = page.getByRole('listbox', { name: 'Fields' })

function middleOf(list: Element, key: string): number | undefined {
  const box = list.querySelector(`[data-end="${key}"]`)?.getBoundingClientRect()
  return box && (box.top + box.bottom) / 2
}

/** How far each drawn line is from the middles of its two options, in px; the rows by their ids. */
function distances(store: DraftStore): number[] {
  const [left, right] = [columns.element(), fields.element()]
  const lines = [...document.querySelectorAll<SVGGElement>('[data-shape="line"]')].filter(
    (line) => line.getAttribute('display') !== 'none',
  )
  return lines.flatMap((line) => {
    const path = line.querySelectorAll('path')[1]!
    const matrix = path.getScreenCTM()!
    const start = path.getPointAtLength(0).matrixTransform(matrix)
    const end = path.getPointAtLength(path.getTotalLength()).matrixTransform(matrix)
    const row = store.snapshot().draft.rows.find(({ id }) => id === line.dataset.rows)
    const { from, to } = row!.mapping as { from: { data: string }; to: string }
    return [
      Math.abs(start.y - middleOf(left, `column ${from.data}`)!),
      Math.abs(end.y - middleOf(right, `field ${to}`)!),
      Math.abs(start.x - left.getBoundingClientRect().right),
      Math.abs(end.x - right.getBoundingClientRect().left),
    ]
  })
}

async function expectLinesAtTheirOptions(store: DraftStore, atLeast = 3): Promise<void> {
  await vi.waitFor(() => {
    const found = distances(store)
    expect(found.length).toBeGreaterThanOrEqual(atLeast * 4)
    expect(Math.max(...found)).toBeLessThanOrEqual(1)
  })
}

describe('The lines of the board', () => {
  it('end at their options, also after scrolling, search, resizing and reopening', async () => {
    const { store } = await open()
    await expectLinesAtTheirOptions(store)

    columns.element().scrollTop = 5_013
    fields.element().scrollTop = 5_050
    await expectLinesAtTheirOptions(store)
    columns.element().scrollTop = 400 * 40
    fields.element().scrollTop = 400 * 40
    await expectLinesAtTheirOptions(store)

    await page.getByRole('textbox', { name: 'Search fields' }).fill('Field 39')
    await page.getByRole('textbox', { name: 'Search columns' }).fill('COLUMN_39')
    await expect.element(columns.getByRole('option', { name: /^COLUMN_39,/u })).toBeVisible()
    await expectLinesAtTheirOptions(store)

    await page.getByRole('button', { name: 'Make narrow' }).click()
    await expectLinesAtTheirOptions(store)
    await page.getByRole('button', { name: 'Close or open' }).click()
    await page.getByRole('button', { name: 'Close or open' }).click()
    await expectLinesAtTheirOptions(store)
  })

  it('leave a stub where the other end is out of sight', async () => {
    await open([column('COLUMN_0', 'field_300'), column('COLUMN_0', 'field_301')])
    await vi.waitFor(() => {
      const stub = document.querySelector('[data-shape="source stub"]:not([display="none"])')
      expect(stub?.textContent).toBe('2')
    })
  })

  it('are few, however many rows there are', async () => {
    const { store } = await open()
    await expectLinesAtTheirOptions(store)
    expect(document.querySelectorAll('[data-shape]').length).toBeLessThan(80)
    expect(columns.getByRole('option').elements().length).toBeLessThan(40)
    await expect
      .element(columns.getByRole('option').first())
      .toHaveAttribute('aria-setsize', String(count))
  })
})

describe('The board', () => {
  it('scrolls a list under what is dragged to its edge', async () => {
    const { store } = await open([])
    const grabbed = columns.getByRole('option', { name: /^COLUMN_1,/u }).element()
    const list = fields.element()
    const box = list.getBoundingClientRect()
    const at = (x: number, y: number) => ({ clientX: x, clientY: y, bubbles: true })
    grabbed.dispatchEvent(new PointerEvent('pointerdown', { ...at(100, 300), button: 0 }))
    const nearEdge = at(box.left + 50, box.bottom - 10)
    window.dispatchEvent(new PointerEvent('pointermove', nearEdge))
    await vi.waitFor(() => expect(list.scrollTop).toBeGreaterThan(2_000), 5_000)
    window.dispatchEvent(new PointerEvent('pointermove', at(box.left + 50, box.top + 200)))
    window.dispatchEvent(new PointerEvent('pointerup', at(box.left + 50, box.top + 200)))
    await vi.waitFor(() => expect(store.snapshot().draft.rows).toHaveLength(1))
    const { to } = store.snapshot().draft.rows[0]!.mapping as { to: string }
    expect(Number(to.split('_')[1])).toBeGreaterThan(50)
  })

  it('keeps what is active in the document and says how it is connected', async () => {
    await open()
    await userEvent.click(page.getByRole('textbox', { name: 'Search columns' }))
    await userEvent.keyboard('{ArrowDown}{End}')
    const list = columns.element()
    expect(list).toHaveFocus()
    const active = () => document.getElementById(list.getAttribute('aria-activedescendant') ?? '')
    await vi.waitFor(() => expect(active()).toHaveAccessibleName('COLUMN_399, text, not mapped'))
    list.scrollTop = 0
    await expect.element(columns.getByRole('option', { name: /^COLUMN_0,/u })).toBeVisible()
    expect(active()).toHaveAccessibleName('COLUMN_399, text, not mapped')
  })

  it('follows a line to its other end, and takes a search away that hides it', async () => {
    await open([column('COLUMN_0', 'field_300')])
    await page.getByRole('textbox', { name: 'Search fields' }).fill('Field 1')
    await userEvent.click(page.getByRole('textbox', { name: 'Search columns' }))
    await userEvent.keyboard('{ArrowDown}{ArrowRight}')
    await expect.element(fields).toHaveFocus()
    await expect.element(page.getByRole('textbox', { name: 'Search fields' })).toHaveValue('')
    const id = () => fields.element().getAttribute('aria-activedescendant') ?? ''
    await vi.waitFor(() =>
      expect(document.getElementById(id())).toHaveAccessibleName(/^Field 300.*COLUMN_0/u),
    )
  })

  it('selects by the space bar, removes what is selected in one step, and says so', async () => {
    const { store } = await open()
    await userEvent.click(page.getByRole('textbox', { name: 'Search columns' }))
    await userEvent.keyboard('{ArrowDown} {ArrowDown}{ArrowDown} ')
    await expect.element(page.getByText('2 rows selected')).toBeVisible()
    await userEvent.keyboard('{Delete}')
    expect(store.snapshot().draft.rows).toHaveLength(mappings.length - 2)
    expect(store.snapshot().history.at).toBe(1)
    await expect.element(page.getByRole('status')).toHaveTextContent('2 rows removed. 198 left.')
    expect(columns.element()).toHaveFocus()
  })

  it('asks beside the field, and stays there while the list scrolls', async () => {
    await open()
    await columns.getByRole('option', { name: /^COLUMN_1,/u }).click()
    await fields.getByRole('option', { name: /^Field 6,/u }).click()
    const question = page.getByRole('dialog', { name: 'Replace COLUMN_6' })
    const distance = () =>
      question.element().getBoundingClientRect().top - middleOf(fields.element(), 'field field_6')!
    expect(Math.abs(distance())).toBeLessThanOrEqual(20)
    fields.element().scrollTop = 100
    await vi.waitFor(() => expect(fields.element().scrollTop).toBe(100))
    await vi.waitFor(() => expect(Math.abs(distance())).toBeLessThanOrEqual(20))
  })

  it('opens the details of a line by a double click, or by Enter after a click', async () => {
    const { store, openDetails } = await open([column('COLUMN_0', 'field_3')])
    const { id } = store.snapshot().draft.rows[0]!
    await vi.waitFor(() => expect(document.querySelector('[data-shape="line"]')).not.toBeNull())
    const line = document.querySelector('[data-shape="line"] path')!
    await userEvent.click(line)
    await expect.element(page.getByRole('button', { name: 'Details' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(openDetails).toHaveBeenLastCalledWith(id)
    await userEvent.dblClick(line)
    expect(openDetails).toHaveBeenCalledTimes(2)
  })

  it('says why a list is empty', async () => {
    await open([])
    await page.getByRole('radiogroup', { name: 'Show columns' }).getByText('Mapped').click()
    await expect.element(page.getByText('Nothing is mapped yet.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Search fields' }).fill('nowhere')
    await expect.element(page.getByText('Nothing found. Try another word.')).toBeVisible()
  })
})
