import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  checkSync,
  editDraft,
  fromCreateSync,
  type JsonObject,
  type JsonValue,
  type Path,
} from '@sync-builder/schema'
import { StrictMode, useMemo, useState, useSyncExternalStore } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { page, userEvent } from 'vitest/browser'
import { useKnown } from '../api/known.ts'
import { datasetQuery, destinationsQuery, objectQuery, sourcesQuery } from '../api/metadata.ts'
import { BuilderContext, type Builder } from '../draft/builder.ts'
import { createDraftStore, type DraftStore } from '../draft/draftStore.ts'
import '../ui/styles.ts'
import { cssVariables, theme } from '../ui/theme.ts'
import MappingStep from './MappingStep.tsx'

const columns = ['hashed_email', 'list_id', 'first_name', 'tier'].map((name) => ({
  name,
  data_type: 'text',
}))
const object = {
  label: 'User data',
  full_name: 'user_data',
  allow_custom_fields: true,
  fields: [
    { full_name: 'hash', label: 'Hash', type: 'String', can_be_upsert_key: true },
    {
      full_name: 'list_id',
      label: 'List',
      type: 'String',
      required_for_mapping: true,
      can_be_upsert_key: false,
      lookup_object: 'user_list',
    },
    { full_name: 'first_name', type: 'String', preserve_values_supported: false },
    { full_name: 'tags', type: 'String', array: true, operations: ['merge'] },
  ],
}
const userList = {
  full_name: 'user_list',
  fields: [
    { full_name: 'name', can_be_reference_key: true },
    { full_name: 'size', can_be_reference_key: false },
  ],
}

const chosen: JsonObject = {
  operation: 'mirror',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
}

function column(data: string, to: string, flags: JsonObject = {}): JsonObject {
  return { from: { type: 'column', data }, to, ...flags }
}

function queryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, retry: false } },
  })
  client.setQueryData(sourcesQuery.queryKey, {
    items: [],
    unreadable: 0,
    lastRefreshedAt: undefined,
  })
  client.setQueryData(destinationsQuery.queryKey, {
    items: [{ id: 15, name: 'Ads' }],
    unreadable: 0,
    lastRefreshedAt: undefined,
  })
  client.setQueryData(datasetQuery(123).queryKey, { id: 123, name: 'Users', columns })
  client.setQueryData(objectQuery(15, 'user_data').queryKey, object)
  client.setQueryData(objectQuery(15, 'user_list').queryKey, userList)
  return client
}

/** The step in a frame of the test's own: a store, the rules, and a screen that scrolls. */
function Frame({ store }: { store: DraftStore }) {
  const { draft, payload } = useSyncExternalStore(store.subscribe, store.snapshot)
  const [jump, setJump] = useState<{ path: Path }>()
  const known = useKnown(payload)
  // At once, not a moment later as in the wizard: nothing here is about the lag.
  const problems = useMemo(() => checkSync(payload, known), [payload, known])
  const builder: Builder = {
    draftId: 'test',
    draft,
    payload,
    known,
    problems,
    applyFix({ fix }) {
      if (fix) store.change((before) => editDraft(before, fix.edits))
      return fix !== undefined
    },
    store,
    jump,
    jumpTo: (path) => setJump({ path }),
  }
  return (
    <BuilderContext value={builder}>
      <main style={{ height: 700, overflowY: 'auto' }}>
        <MappingStep />
      </main>
      <button type="button" onClick={() => setJump({ path: ['mappings', 4000, 'to'] })}>
        Jump to a field
      </button>
      <button type="button" onClick={() => setJump({ path: ['mappings', 1, 'lookup_field'] })}>
        Jump to a lookup
      </button>
    </BuilderContext>
  )
}

async function open(mappings: JsonValue, payload: JsonObject = chosen) {
  const store = createDraftStore(fromCreateSync({ ...payload, mappings }), 0, () =>
    Promise.resolve(0),
  )
  await render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
        <QueryClientProvider client={queryClient()}>
          <Frame store={store} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  await expect.element(page.getByRole('heading', { name: 'Mapping' })).toBeVisible()
  return {
    mappings: () => store.snapshot().payload.mappings,
    mapping: (index: number) => {
      const all = store.snapshot().payload.mappings
      return Array.isArray(all) ? all[index] : undefined
    },
  }
}

const failed = vi.spyOn(console, 'error')
afterEach(() => {
  expect(failed).not.toHaveBeenCalled()
  failed.mockClear()
})

const table = page.getByRole('table', { name: 'Mappings' })

function manyRows(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    from: { type: 'constant_value', data: { value: `value ${index}`, basic_type: 'text' } },
    to: `field_${index}`,
    generate_field: true,
  }))
}

describe('The table of mappings', () => {
  it('puts only the rows in sight into the page and counts them all', async () => {
    await open(manyRows(5000))
    await expect.element(table).toHaveAttribute('aria-rowcount', '5001')
    await expect
      .element(page.getByRole('textbox', { name: 'Constant, row 1', exact: true }))
      .toBeVisible()
    expect(table.getByRole('row').elements().length).toBeLessThan(40)
  })

  it('changes nothing but the row that is typed in', async () => {
    const rows = manyRows(5000)
    const sync = await open(rows)
    const constant = page.getByRole('textbox', { name: 'Constant, row 3', exact: true })
    await constant.fill('gold')
    await expect.element(constant).toHaveValue('gold')
    const after = sync.mappings()
    expect(after).toEqual(
      rows.with(2, {
        ...rows[2],
        from: { type: 'constant_value', data: { value: 'gold', basic_type: 'text' } },
      }),
    )
  })

  it('keeps the focus in a row that is scrolled away', async () => {
    await open(manyRows(1000))
    const constant = page.getByRole('textbox', { name: 'Constant, row 2', exact: true })
    await constant.click()
    document.querySelector('main')!.scrollTop = 20_000
    await expect
      .element(page.getByRole('textbox', { name: /^Constant, row 3\d\d$/ }).first())
      .toBeInTheDocument()
    await expect.element(constant).toHaveFocus()
  })

  it('moves the focus to the neighbour of a removed row and says so', async () => {
    const sync = await open([column('a', 'x'), column('b', 'y'), column('c', 'z')])
    await page.getByRole('button', { name: 'Remove row 2' }).click()
    expect(sync.mappings()).toEqual([column('a', 'x'), column('c', 'z')])
    await expect.element(page.getByRole('button', { name: 'Remove row 2' })).toHaveFocus()
    await expect
      .element(page.getByText('Row 2, b to y, removed. 2 left.', { exact: true }))
      .toBeInTheDocument()
    await userEvent.keyboard('{Enter}{Enter}')
    expect(sync.mappings()).toEqual([])
    await expect.element(page.getByRole('button', { name: 'Add mapping' })).toHaveFocus()
  })

  it('goes to a row far below when a problem there is chosen', async () => {
    await open(manyRows(5000))
    await page.getByRole('button', { name: 'Jump to a field' }).click()
    await expect.element(page.getByRole('combobox', { name: 'Field, row 4001' })).toHaveFocus()
    await expect.element(page.getByRole('combobox', { name: 'Field, row 4001' })).toBeInViewport()
  })

  it('opens the details when the problem is there, and comes back to the row', async () => {
    await open([column('a', 'x'), column('b', 'y', { lookup_object: 'user_list' })])
    await page.getByRole('button', { name: 'Jump to a lookup' }).click()
    await expect.element(page.getByRole('combobox', { name: /^Find it by/ })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('button', { name: 'Details of row 2' })).toHaveFocus()
  })

  it('keeps a row that is mended out of the filter until another place is chosen', async () => {
    await open([column('a', ''), column('hashed_email', 'hash'), column('b', '')])
    await page.getByText(/^Problems/).click()
    await page.getByRole('combobox', { name: 'Field, row 1' }).click()
    await userEvent.keyboard('first_name{Enter}')
    await page.getByRole('combobox', { name: 'Column, row 1' }).click()
    await userEvent.keyboard('first_name{Enter}')
    await expect.element(page.getByText(/^Problems 1$/)).toBeVisible()
    await expect.element(page.getByRole('combobox', { name: 'Column, row 1' })).toHaveFocus()
    await page.getByRole('combobox', { name: 'Column, row 3' }).click()
    await expect
      .element(page.getByRole('combobox', { name: 'Column, row 1' }))
      .not.toBeInTheDocument()
  })

  it('mends a problem in one click and keeps the focus in the row', async () => {
    const sync = await open([column('Tier', 'hash', { is_primary_identifier: true })])
    const fix = table.getByRole('button', { name: /tier/ })
    await fix.click()
    expect(sync.mapping(0)).toEqual(column('tier', 'hash', { is_primary_identifier: true }))
    await expect.element(page.getByRole('combobox', { name: 'Column, row 1' })).toHaveFocus()
  })
})

describe('The key', () => {
  it('moves from row to row', async () => {
    const sync = await open([
      column('hashed_email', 'hash', { is_primary_identifier: true }),
      column('list_id', 'list_id'),
    ])
    await page.getByRole('button', { name: 'Key, row 2' }).click()
    expect(sync.mappings()).toEqual([
      column('hashed_email', 'hash'),
      column('list_id', 'list_id', { is_primary_identifier: true }),
    ])
    await expect
      .element(page.getByRole('button', { name: 'Key, row 2' }))
      .toHaveAttribute('aria-pressed', 'true')
    await expect
      .element(page.getByRole('button', { name: 'Key, row 2' }))
      .toHaveAttribute('aria-description', 'list_id cannot be the key of mirror')
  })
})

describe('Mapping by hand', () => {
  it('goes no further than the first row, and opens no list instead', async () => {
    await open([column('hashed_email', 'hash')])
    const field = page.getByRole('combobox', { name: 'Field, row 1' })
    field.element().focus()
    await userEvent.keyboard('{Control>}{ArrowUp}{/Control}')
    await expect.element(field).toHaveFocus()
    await expect.element(field).toHaveAttribute('aria-expanded', 'false')
  })

  it('adds a row by the keyboard alone', async () => {
    const sync = await open([])
    await userEvent.keyboard('{Alt>}n{/Alt}')
    await expect.element(page.getByRole('combobox', { name: 'Column, row 1' })).toHaveFocus()
    await userEvent.keyboard('tier{Enter}{Tab}vip_tier{Enter}')
    expect(sync.mapping(0)).toEqual({ ...column('tier', 'vip_tier'), generate_field: true })
  })

  it('leaves the letter that Alt+N writes on a Mac to the text, and the open details alone', async () => {
    const sync = await open([column('tier', 'first_name')])
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, code: 'KeyN', altKey: true, bubbles: true }),
      )
    await userEvent.click(page.getByRole('textbox', { name: 'Search rows' }))
    press('Dead')
    expect(sync.mappings()).toHaveLength(1)
    press('n')
    expect(sync.mappings()).toHaveLength(2)
    await userEvent.click(page.getByRole('button', { name: 'Details of row 1' }))
    await expect.element(page.getByRole('dialog')).toBeVisible()
    press('n')
    expect(sync.mappings()).toHaveLength(2)
  })

  it('offers what is required and takes the column of the same name', async () => {
    const sync = await open([])
    await page.getByRole('button', { name: 'Map required field list_id' }).click()
    expect(sync.mapping(0)).toEqual(column('list_id', 'list_id'))
    await expect.element(page.getByText('1 mapped')).toBeVisible()
  })

  it('counts a row as mapped once it has both its sides, above the table as in its filter', async () => {
    await open([column('tier', 'first_name'), column('', 'list_id')])
    await expect.element(page.getByText('1 of 2 mapped')).toBeVisible()
    await expect.element(page.getByText('Mapped 1', { exact: true })).toBeVisible()
  })

  it('offers the columns that are left', async () => {
    const sync = await open([column('hashed_email', 'hash')])
    await page.getByText(/^Unmapped/).click()
    await page.getByRole('button', { name: 'Map first_name' }).click()
    await page.getByRole('button', { name: 'Map tier' }).click()
    expect(sync.mapping(1)).toEqual(column('first_name', 'first_name'))
    expect(sync.mapping(2)).toEqual(column('tier', ''))
    await expect.element(page.getByRole('combobox', { name: 'Field, row 3' })).toHaveFocus()
  })

  it('gives back what another kind of source held', async () => {
    const sync = await open([column('tier', 'first_name')])
    const kind = page.getByRole('combobox', { name: 'Kind of source, row 1' })
    await kind.selectOptions('liquid_template')
    await page.getByRole('textbox', { name: 'Template, row 1' }).fill('{{{{ 1 }}')
    await kind.selectOptions('column')
    expect(sync.mapping(0)).toEqual(column('tier', 'first_name'))
    await kind.selectOptions('liquid_template')
    expect(sync.mapping(0)).toMatchObject({ from: { type: 'liquid_template' } })
  })

  it('shows a row of any JSON as text, and lets it be mended', async () => {
    const sync = await open(['x', null, { to: 'hash' }, column('tier', 'hash')])
    const raw = page.getByRole('textbox', { name: 'Row 1 as JSON' })
    await raw.fill('{"from":')
    await expect.element(page.getByText(/The payload keeps the value from before/)).toBeVisible()
    await raw.fill(JSON.stringify(column('list_id', 'list_id')))
    await userEvent.tab()
    expect(sync.mapping(0)).toEqual(column('list_id', 'list_id'))
    await expect.element(page.getByRole('combobox', { name: 'Column, row 1' })).toBeVisible()
  })

  it('lets names be typed before source and destination are chosen', async () => {
    const sync = await open([], {})
    await expect.element(page.getByRole('button', { name: 'Destination' })).toBeVisible()
    await page.getByRole('button', { name: 'Add mapping' }).click()
    await userEvent.keyboard('email{Enter}{Tab}Email{Enter}')
    expect(sync.mapping(0)).toEqual(column('email', 'Email'))
    expect(page.getByText('Not checked').elements()).toHaveLength(2)
  })
})

describe('The details of a row', () => {
  it('set a lookup and give the focus back', async () => {
    const sync = await open([column('list_id', 'list_id')])
    await page.getByRole('button', { name: 'Details of row 1' }).click()
    const details = page.getByRole('dialog')
    await details.getByRole('combobox', { name: /^Look up the record in/ }).click()
    await userEvent.keyboard('user_list{Enter}')
    await details.getByRole('combobox', { name: /^Find it by/ }).click()
    await userEvent.keyboard('name{Enter}')
    await details.getByRole('combobox', { name: /When the source is null/ }).selectOptions('false')
    expect(sync.mapping(0)).toEqual(
      column('list_id', 'list_id', {
        lookup_object: 'user_list',
        lookup_field: 'name',
        sync_null_values: false,
      }),
    )
    await details.getByRole('combobox', { name: /When the source is null/ }).selectOptions('')
    expect(sync.mapping(0)).not.toHaveProperty('sync_null_values')
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('button', { name: 'Details of row 1' })).toHaveFocus()
    await expect.element(page.getByText('Looks up user_list.name')).toBeVisible()
  })

  it('disable what the field cannot do, and let an imported value be taken back', async () => {
    const sync = await open([
      column('tier', 'first_name', { preserve_values: true }),
      column('first_name', 'first_name'),
    ])
    await page.getByRole('button', { name: 'Details of row 2' }).click()
    const setting = page.getByRole('dialog').getByRole('combobox', { name: /Set only if empty/ })
    await expect.element(setting).toBeDisabled()
    await expect.element(page.getByText('first_name cannot be set only if empty.')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await page.getByRole('button', { name: 'Details of row 1' }).click()
    await setting.selectOptions('')
    expect(sync.mapping(0)).toEqual(column('tier', 'first_name'))
  })

  it('move the row up and down', async () => {
    const sync = await open([column('a', 'x'), column('b', 'y')])
    await page.getByRole('button', { name: 'Details of row 2' }).click()
    await page.getByRole('button', { name: 'Move up' }).click()
    expect(sync.mappings()).toEqual([column('b', 'y'), column('a', 'x')])
    await expect.element(page.getByText('Now row 1 of 2.')).toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Move up' })).toHaveFocus()
  })
})
