import { editDraft } from '@sync-builder/schema'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import '../ui/styles.ts'
import { ProblemList } from './ProblemList.tsx'

const row = (data: string, to: string) => ({ from: { type: 'column', data }, to })

it('removes one row by a double click on "Remove row 2"', async () => {
  const mappings = [row('a', 'email'), row('b', 'email'), row('c', 'name'), row('d', 'phone')]
  const store = await renderInBuilder({ operation: 'upsert', mappings }, <ProblemList />)
  await userEvent.dblClick(page.getByRole('button', { name: 'Remove row 2' }).first())
  expect(store.snapshot().payload.mappings).toEqual([mappings[0], mappings[2], mappings[3]])
})

it('applies two fixes, the second before the rules have looked at the first', async () => {
  const alert = { type: 'FullSyncTriggerAlertConfiguration' }
  const payload = {
    operation: 'append',
    mirror_strategy: 'upload_nulls',
    alert_attributes: [alert],
  }
  const store = await renderInBuilder(payload, <ProblemList />)
  const fixes = page.getByRole('button', { name: /^Remove (?:alert 1|mirror_strategy)$/u })
  await expect.poll(() => fixes.elements().length).toBe(2)
  for (const fix of fixes.elements()) if (fix instanceof HTMLElement) fix.click()
  expect(store.snapshot().payload).toEqual({ operation: 'append', alert_attributes: [] })
})

it('shows the whole of what a fix sets, however long that is', async () => {
  const cron_expression = `0-59/2 6-22 * * MON-FRI,SUN`
  const schedule = { frequency: 'expression', cron_expression }
  await renderInBuilder(
    { mode: { type: 'triggered', triggers: { schedule } } },
    <div style={{ width: 320 }}>
      <ProblemList />
    </div>,
  )
  const fix = page.getByRole('button', { name: /^Set cron_expression to/ })
  await expect.element(fix).toBeVisible()
  const words = fix.element().querySelector('span span') ?? fix.element()
  expect(words.scrollWidth).toBeLessThanOrEqual(words.clientWidth)
  expect(fix.element().getBoundingClientRect().right).toBeLessThanOrEqual(320)
  expect(words.getBoundingClientRect().height).toBeGreaterThan(30)
})

it('leads nowhere from a problem that has no place', async () => {
  await renderInBuilder({ label: 5 }, <ProblemList />, { limit: 1 })
  await expect.element(page.getByText(/^5 more errors/)).toBeVisible()
  expect(page.getByRole('button').query()).toBeNull()
})

it('draws twenty problems at first, and goes on to the next one when asked for the rest', async () => {
  const mappings = Array.from({ length: 40 }, (_, index) => row('a', `field_${index % 4}`))
  await renderInBuilder({ operation: 'upsert', mappings }, <ProblemList />)
  const entries = page.getByRole('listitem')
  await userEvent.click(page.getByRole('button', { name: /^Show \d+ more$/ }))
  await expect.poll(() => entries.elements().length).toBeGreaterThan(21)
  expect(entries.nth(20).element().contains(document.activeElement)).toBe(true)
})

it('brings a new problem that blocks in sight when it comes above what is scrolled to', async () => {
  const mappings = Array.from({ length: 20 }, (_, index) => row('a', `field_${index % 2}`))
  const store = await renderInBuilder(
    { operation: 'upsert', mappings },
    <div style={{ display: 'flex', height: 700 }}>
      <ProblemList />
      <button type="button">Elsewhere</button>
    </div>,
  )
  const list = page.getByRole('list')
  await expect.element(list).toBeVisible()
  await userEvent.hover(page.getByRole('button', { name: 'Elsewhere' }))
  list.element().scrollTop = 400
  const edit = { op: 'set', path: ['operation'], value: 'merge' } as const
  store.change((draft) => editDraft(draft, [edit]))
  const news = page.getByText(/^operation must be/)
  await expect.element(news).toBeInViewport()
})
