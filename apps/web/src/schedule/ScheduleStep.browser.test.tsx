import { valueAt, type JsonObject } from '@sync-builder/schema'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { cleanup } from 'vitest-browser-react'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { syncsQuery } from '../api/syncs.ts'
import ScheduleStep from './ScheduleStep.tsx'

afterEach(() => localStorage.clear())

it('builds a daily schedule and takes all of it back', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  await userEvent.click(page.getByRole('radio', { name: 'Daily' }))
  await userEvent.fill(page.getByRole('textbox', { name: 'Hour (UTC)' }), '10')
  await userEvent.fill(page.getByRole('textbox', { name: 'Minute' }), '30')
  expect(store.snapshot().payload).toEqual({
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
    },
  })
  const runs = page.getByRole('region', { name: 'Next runs' })
  await expect.element(runs.getByText('Every day at 10:30 UTC')).toBeVisible()
  await userEvent.click(page.getByRole('radio', { name: 'Leave to the API' }))
  expect(store.snapshot().payload).toEqual({})
})

it('mends a range in a cron expression with one click', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  await userEvent.click(page.getByRole('radio', { name: 'Cron expression' }))
  await userEvent.fill(page.getByRole('textbox', { name: 'Cron expression' }), '0 6 * * 1-5')
  await userEvent.click(page.getByRole('button', { name: /1,2,3,4,5/ }))
  await expect
    .element(page.getByRole('textbox', { name: 'Cron expression' }))
    .toHaveValue('0 6 * * 1,2,3,4,5')
  expect(store.snapshot().payload).toMatchObject({
    mode: { triggers: { schedule: { cron_expression: '0 6 * * 1,2,3,4,5' } } },
  })
})

it('builds a cron expression by choosing, and follows the text', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  const cron = () =>
    valueAt(store.snapshot().payload, ['mode', 'triggers', 'schedule', 'cron_expression'])
  await userEvent.click(page.getByRole('radio', { name: 'Daily' }))
  await userEvent.click(page.getByRole('radio', { name: 'Cron expression' }))
  expect(cron()).toBe('0 0 * * *')

  const days = page.getByRole('group', { name: 'Day of week', exact: true })
  await userEvent.click(days.getByText('Chosen'))
  expect(cron()).toBe('0 0 * * 1')
  await userEvent.click(page.getByRole('button', { name: 'Friday' }))
  expect(cron()).toBe('0 0 * * 1,5')
  await userEvent.click(page.getByRole('button', { name: 'Monday' }))
  await userEvent.click(page.getByRole('button', { name: 'Friday' }))
  expect(cron()).toBe('0 0 * * *')

  const text = page.getByRole('textbox', { name: 'Cron expression' })
  await userEvent.fill(text, '0 */6 L 3 *')
  await expect.element(page.getByRole('combobox', { name: 'Hour (UTC), steps' })).toHaveValue('6')
  await expect
    .element(page.getByRole('button', { name: 'March' }))
    .toHaveAttribute('aria-pressed', 'true')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Hour (UTC), steps' }), '12')
  await expect.element(text).toHaveValue('0 */12 L 3 *')

  await userEvent.fill(text, 'soon')
  await userEvent.click(page.getByRole('button', { name: /^Start from/ }))
  await expect.element(text).toHaveValue('0 6 * * *')
})

it('announces an expression once it rests and is valid, not at each key press', async () => {
  const schedule = { frequency: 'expression', cron_expression: '0 6 * * 1' }
  await renderInBuilder({ mode: { type: 'triggered', triggers: { schedule } } }, <ScheduleStep />)
  const announced: (string | null)[] = []
  const watcher = new MutationObserver(() =>
    announced.push(
      ...page
        .getByRole('status')
        .elements()
        .map(({ textContent }) => textContent),
    ),
  )
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true })
  const text = page.getByRole('textbox', { name: 'Cron expression' })
  await userEvent.clear(text)
  await userEvent.type(text, '30 9 * * M')
  await userEvent.type(text, 'ON')
  await expect
    .element(page.getByRole('status').getByText('Schedule: At 09:30, only on Monday (UTC)'))
    .toBeInTheDocument()
  watcher.disconnect()
  expect([...new Set(announced.filter((said) => said?.includes('UTC')))]).toEqual([
    'Schedule: At 09:30, only on Monday (UTC)',
  ])
})

it('walks through the values of a field by the arrow keys', async () => {
  await renderInBuilder(
    { mode: { triggers: { schedule: { frequency: 'expression', cron_expression: '5 6 * * *' } } } },
    <ScheduleStep />,
  )
  const minutes = page.getByRole('group', { name: 'Minute, chosen' })
  const minute = (name: string) => minutes.getByRole('button', { name, exact: true })
  minute('5').element().focus()
  await userEvent.keyboard('{ArrowRight} {ArrowDown}')
  await expect.element(minute('6')).toHaveAttribute('aria-pressed', 'true')
  expect(Number(document.activeElement?.textContent)).toBeGreaterThan(6)
  await userEvent.keyboard('{End}')
  await expect.element(minute('59')).toHaveFocus()
})

it('shows the runs in the zone that was picked, also the next time', async () => {
  const payload = {
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'daily', hour: 10, minute: 30 } },
    },
  }
  await renderInBuilder(payload, <ScheduleStep />)
  const picker = page.getByRole('combobox', { name: 'Show times in' })
  await userEvent.click(picker)
  await userEvent.fill(picker, 'kolk')
  await userEvent.keyboard('{Enter}')
  await expect.element(picker).toHaveValue('Asia/Kolkata')
  const runs = page.getByRole('region', { name: 'Next runs' })
  await expect.element(runs.getByText(/16:00 GMT\+5:30/).first()).toBeVisible()
  await expect.element(runs.getByText('When the clocks change')).not.toBeInTheDocument()
  await cleanup()
  await renderInBuilder(payload, <ScheduleStep />)
  await expect.element(runs.getByText(/16:00 GMT\+5:30/).first()).toBeVisible()
})

it.each<JsonObject>([{}, { mode: { type: 'triggered', triggers: {} } }])(
  'says what the deprecated fields say beside %j, which names no trigger',
  async (mode) => {
    const flat = { schedule_frequency: 'daily', schedule_hour: 10, schedule_minute: 30 }
    await renderInBuilder({ ...flat, ...mode }, <ScheduleStep />)
    await expect
      .element(page.getByText(/deprecated fields.*: Every day at 10:30 UTC\.$/))
      .toBeVisible()
  },
)

it('warns of runs that follow each other too soon', async () => {
  await renderInBuilder(
    {
      mode: { triggers: { schedule: { frequency: 'expression', cron_expression: '0,1 6 * * *' } } },
    },
    <ScheduleStep />,
  )
  await expect.element(page.getByText(/^Note: Runs come a minute apart/)).toBeVisible()
})

it('leaves no trace of a trigger that is switched off', async () => {
  const store = await renderInBuilder({}, <ScheduleStep />)
  const trigger = page.getByRole('switch', { name: /Fivetran/ })
  await userEvent.click(trigger)
  await userEvent.fill(page.getByRole('textbox', { name: 'Fivetran job id' }), 'job_abc')
  await userEvent.click(trigger)
  expect(store.snapshot().payload).toEqual({})
  await userEvent.click(trigger)
  await expect
    .element(page.getByRole('textbox', { name: 'Fivetran job id' }))
    .toHaveValue('job_abc')
})

it.each<JsonObject>([
  { mode: 'daily' },
  { mode: { type: 'live', triggers: [1] } },
  { mode: { triggers: { schedule: 'daily', dbt_cloud: 'job', sync_sequence: [1] } } },
  { mode: { type: 7, triggers: { schedule: { frequency: ['daily'], hour: {} }, x: null } } },
])('shows %j as it was imported and changes nothing', async (payload) => {
  const store = await renderInBuilder(payload, <ScheduleStep />)
  await expect.element(page.getByRole('heading', { name: 'Schedule' })).toBeVisible()
  await expect.element(page.getByText(/^Blocks:/).first()).toBeVisible()
  expect(store.snapshot().payload).toBe(payload)
})

it.each([1100, 390])(
  'leaves what is below the week map where it is, %i wide, when the syncs are read',
  async (width) => {
    await page.viewport(width, 800)
    const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
    const answer = Promise.withResolvers<{
      items: []
      unreadable: number
      lastRefreshedAt: undefined
    }>()
    const reading = queries.fetchQuery({
      queryKey: syncsQuery.queryKey,
      queryFn: () => answer.promise,
    })
    const payload = {
      destination_attributes: { connection_id: 10 },
      mode: { type: 'triggered', triggers: { schedule: { frequency: 'daily', hour: 6 } } },
    }
    await renderInBuilder(payload, <ScheduleStep />, {}, queries)
    await expect.element(page.getByLabelText('Loading')).toBeInTheDocument()
    const below = page.getByRole('heading', { name: 'Other triggers' })
    const top = () => below.element().getBoundingClientRect().top + window.scrollY
    const before = top()

    answer.resolve({ items: [], unreadable: 0, lastRefreshedAt: undefined })
    await reading
    await expect.element(page.getByRole('table', { name: 'Week of runs' })).toBeInTheDocument()
    // A line more or less of text, as the fonts have it.
    await expect.poll(() => Math.abs(top() - before)).toBeLessThan(50)
  },
)

it('does not call a sync manual that the deprecated fields give a schedule', async () => {
  await renderInBuilder({ schedule_frequency: 'daily', schedule_hour: 4 }, <ScheduleStep />)
  await expect.element(page.getByText(/^The deprecated fields.*Every day at 04:00/u)).toBeVisible()
  await expect.element(page.getByText(/The API then takes Manual/u)).not.toBeInTheDocument()
})
