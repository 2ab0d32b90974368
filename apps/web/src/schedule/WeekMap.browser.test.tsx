import type { JsonObject } from '@sync-builder/schema'
import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { destinationsQuery, sourcesQuery } from '../api/metadata.ts'
import { syncsQuery } from '../api/syncs.ts'
import '../ui/styles.ts'
import WeekMap from './WeekMap.tsx'

const now = new Date('2026-11-25T10:00:00Z').getTime()

function withSchedule(schedule: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    source_attributes: { connection_id: 12 },
    destination_attributes: { connection_id: 10 },
    mode: { type: 'triggered', triggers: { schedule } },
    ...more,
  }
}

function workspace(syncs: readonly JsonObject[]): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  const whole = { unreadable: 0, lastRefreshedAt: undefined }
  const items = syncs.map((sync, index) => ({ id: index + 1, label: `No. ${index + 1}`, ...sync }))
  queries.setQueryData(syncsQuery.queryKey, { ...whole, items })
  queries.setQueryData(sourcesQuery.queryKey, { ...whole, items: [{ id: 12, name: 'Warehouse' }] })
  queries.setQueryData(destinationsQuery.queryKey, { ...whole, items: [{ id: 10, name: 'CRM' }] })
  return queries
}

async function renderMap(
  payload: JsonObject,
  syncs: readonly JsonObject[],
  zone = 'Europe/Berlin',
) {
  return renderInBuilder(payload, <WeekMap zone={zone} now={now} />, {}, workspace(syncs))
}

const daily = { frequency: 'daily', hour: 6, minute: 0 }
const cell = (name: RegExp) => page.getByRole('cell').getByRole('button', { name })

it('names what starts in the same minute, moves to a free one and takes it back', async () => {
  const store = await renderMap(withSchedule(daily), [
    withSchedule(daily),
    withSchedule({ frequency: 'hourly', minute: 1 }),
    withSchedule(daily, {
      source_attributes: { connection_id: 7 },
      destination_attributes: { connection_id: 7 },
    }),
  ])
  const collisions = page.getByRole('list', { name: 'Collisions' }).getByRole('listitem')
  await expect
    .element(collisions)
    .toMatchTextContent(/No. 1.*same source and destination · 7 times/)
  await expect
    .element(cell(/Thu 26 Nov, 07:00 to 08:00: .*this sync once, 1 other in the same minute/))
    .toBeVisible()

  await userEvent.click(page.getByRole('button', { name: 'Move to minute 2' }))
  expect(store.snapshot().payload).toMatchObject(withSchedule({ ...daily, minute: 2 }))
  await expect.element(page.getByText('Moved from minute 0 to minute 2.')).toBeVisible()
  await expect.element(page.getByText(/^No other sync on the same source/)).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Undo the move' }))
  expect(store.snapshot().payload).toMatchObject(withSchedule(daily))
})

it('sends to Options for a schedule in the deprecated fields, for which no minute is searched', async () => {
  const { mode: _, ...ends } = withSchedule(daily)
  await renderMap({ ...ends, schedule_frequency: 'daily', schedule_hour: 6 }, [withSchedule(daily)])
  await expect
    .element(page.getByText(/deprecated fields, which are changed in Options/))
    .toBeVisible()
  await expect.element(page.getByText(/no minute of these hours/)).not.toBeInTheDocument()
})

it('says where no minute is free', async () => {
  await renderMap(withSchedule(daily), [
    withSchedule({ frequency: 'expression', cron_expression: '* * * * *' }),
  ])
  await expect.element(page.getByText(/no minute of these hours/)).toBeVisible()
})

it('moves what runs every 15 minutes as an expression', async () => {
  const store = await renderMap(withSchedule({ frequency: 'quarter_hourly' }), [
    withSchedule({ frequency: 'hourly', minute: 30 }),
  ])
  await userEvent.click(page.getByRole('button', { name: /^Move to minutes 1, 16, 31 and 46/ }))
  expect(store.snapshot().payload).toEqual(
    withSchedule({ frequency: 'expression', cron_expression: '1,16,31,46 * * * *' }),
  )
})

it('tells an hour moment by moment, and walks through the hours by the arrow keys', async () => {
  await renderMap(withSchedule(daily), [
    withSchedule({ frequency: 'daily', hour: 6, minute: 30 }, { paused: true }),
    withSchedule({ frequency: 'expression', cron_expression: '*/5 * * * *' }),
  ])
  const first = cell(/^Wed 25 Nov, 07:00 to 08:00/)
  await userEvent.click(first)
  const hour = page.getByRole('region', { name: 'Hour' })
  await expect.element(hour).toMatchTextContent(/07:00 \(06:00 UTC\).*This sync/)
  await expect.element(hour).toMatchTextContent(/07:30 \(06:30 UTC\).*No. 1.*Paused/)
  await expect.element(hour).toMatchTextContent(/No. 2.*12 times in this hour/)
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(page.getByRole('table', { name: 'Week of runs' })).toBeVisible()
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(
    /Wed 25 Nov, 08:00|Thu 26 Nov, 07:00/,
  )
})

it('narrows to one connection, and names what has no set times', async () => {
  await renderMap(withSchedule(daily), [
    withSchedule({ frequency: 'continuous' }),
    withSchedule({ frequency: 'never' }, { destination_attributes: { connection_id: 99 } }),
    withSchedule(daily, {
      source_attributes: { connection_id: 7 },
      destination_attributes: { connection_id: 7 },
    }),
  ])
  const continuous = page.getByRole('button', { name: /^1 sync continuous/ })
  await userEvent.click(continuous)
  await expect.element(continuous).toHaveAttribute('aria-expanded', 'true')
  await expect.element(page.getByRole('link', { name: 'No. 1' })).toBeVisible()
  await expect.element(page.getByText(/^0 syncs with set times/)).toBeVisible()
  await userEvent.click(page.getByRole('combobox', { name: 'Show syncs on' }))
  await userEvent.click(page.getByRole('option', { name: /^Connection 7.*destination/ }))
  await expect.element(page.getByText(/^1 sync with set times/)).toBeVisible()
  await expect.element(page.getByText('Not on the map')).not.toBeInTheDocument()
})

it.each<[string, JsonObject, RegExp]>([
  ['no schedule', {}, /has no schedule/],
  ['a continuous one', withSchedule({ frequency: 'continuous' }), /about once a minute/],
  [
    'no ends',
    { mode: { type: 'triggered', triggers: { schedule: daily } } },
    /once a source or a destination is chosen/,
  ],
])('says why it tells no collisions for %s', async (_, payload, words) => {
  await renderMap(payload, [withSchedule(daily)])
  await expect.element(page.getByText(words).first()).toBeVisible()
})

it('stays a map of 168 cells with 2,000 syncs', async () => {
  const many = Array.from({ length: 2000 }, (_, index) =>
    withSchedule({
      frequency: 'expression',
      cron_expression: `${index % 60},${(index * 7) % 60} */2 * * *`,
    }),
  )
  await renderMap(withSchedule(daily), many)
  await expect
    .element(cell(/Thu 26 Nov, 07:00 to 08:00: 2,000 other syncs/))
    .toHaveTextContent('1k+!')
  expect(
    page.getByRole('table', { name: 'Week of runs' }).getByRole('cell').elements(),
  ).toHaveLength(168)
  expect(document.querySelectorAll('*').length).toBeLessThan(1000)
})

it('keeps the focus in place over a move and its undoing', async () => {
  await renderMap(withSchedule(daily), [withSchedule(daily)])
  const move = page.getByRole('button', { name: 'Move to minute 1' })
  const undo = page.getByRole('button', { name: 'Undo the move' })
  await userEvent.click(move)
  await expect.element(undo).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(move).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.element(undo).toHaveFocus()
})

it('shows where the focus is on the chosen hour as on any other', async () => {
  await renderMap(withSchedule(daily), [])
  const hour = cell(/^Wed 25 Nov, 07:00 to 08:00/)
  const outline = () => getComputedStyle(hour.element()).outlineStyle
  await userEvent.click(hour)
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(hour).toHaveAttribute('aria-pressed', 'true')
  await expect.element(hour).not.toHaveFocus()
  expect(outline()).toBe('none')
})

it('keeps a sync with a long label on one line of its hour', async () => {
  await page.viewport(1280, 800)
  const label = 'Customers of the loyalty programme with their consent to be written to, '.repeat(3)
  await renderMap(withSchedule(daily), [withSchedule(daily, { label })])
  await userEvent.click(cell(/^Thu 26 Nov, 07:00 to 08:00/))
  const lines = page.getByRole('region', { name: 'Hour' }).getByRole('listitem')
  await expect.element(lines.nth(1)).toMatchTextContent(/Customers/)
  const [own, other] = lines.elements().map((line) => line.getBoundingClientRect().height)
  expect(other).toBeLessThan(1.5 * own!)
})
