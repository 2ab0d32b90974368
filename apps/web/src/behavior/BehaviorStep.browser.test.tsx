import { beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import BehaviorStep from './BehaviorStep.tsx'

const mirror = { operation: 'mirror', mirror_strategy: 'sync_updates_and_deletes' }

beforeEach(() => page.viewport(1100, 1200))

it('steps through two runs by its button and by the arrow keys, and says what they did', async () => {
  await renderInBuilder(mirror, <BehaviorStep />)
  const picture = page.getByRole('region', { name: 'What two runs do' })
  await expect.element(picture.getByRole('table', { name: 'Before' })).toBeVisible()
  await userEvent.click(picture.getByRole('button', { name: 'Run it once' }))
  await expect.element(picture.getByText(/Cleo: created\./u)).toBeInTheDocument()
  await userEvent.click(picture.getByRole('radio', { name: 'After run one' }))
  await userEvent.keyboard('{ArrowRight}')
  await expect.element(picture.getByRole('table', { name: 'After run two' })).toBeVisible()
  await expect.element(picture.getByRole('row', { name: /Cleo.*Deleted/u })).toBeVisible()
  await expect.element(picture.getByText(/Cleo: deleted\./u)).toBeInTheDocument()
})

it('shows the time axis for an append alone', async () => {
  const store = await renderInBuilder(
    { operation: 'append', high_water_mark_attribute: 'updated_at' },
    <BehaviorStep />,
  )
  const axis = page.getByRole('img', { name: /Ada, 10:00/u })
  await expect.element(axis).toBeVisible()
  store.change((draft) => ({ ...draft, body: { operation: 'upsert' } }))
  await expect.element(axis).not.toBeInTheDocument()
})

it('takes the word of the operator once, keeps it with the draft and sends nothing of it', async () => {
  const store = await renderInBuilder(mirror, <BehaviorStep />)
  const box = page.getByRole('checkbox', { name: /^I know that this sync deletes records/u })
  await userEvent.click(box)
  await expect.element(box).toBeChecked()
  expect(store.snapshot().local.acknowledged).toEqual(['gone-deleted'])
  expect(store.snapshot().payload).toEqual(mirror)
  await userEvent.click(page.getByRole('radio', { name: 'Replace everything' }))
  await expect
    .element(page.getByRole('checkbox', { name: /every record that is not in the source/u }))
    .not.toBeChecked()
  await userEvent.click(page.getByRole('radio', { name: 'Delete what is gone' }))
  await expect.element(box).toBeChecked()
})

it('asks for nothing where nothing is taken away', async () => {
  await renderInBuilder({ operation: 'upsert' }, <BehaviorStep />)
  await expect.element(page.getByRole('region', { name: 'What two runs do' })).toBeVisible()
  await expect.element(page.getByRole('checkbox')).not.toBeInTheDocument()
})

it('says of an append by the older form of the high water mark what its picture shows', async () => {
  const older = { use_high_water_mark_diff_type: true, column_name: 'updated_at' }
  await renderInBuilder(
    { operation: 'append', high_water_mark_attributes: older },
    <BehaviorStep />,
  )
  await expect.element(page.getByRole('img', { name: /Ada, 10:00/u })).toBeInTheDocument()
  await expect
    .element(page.getByText(/^Rows that exist now are sent by the first run, but for/u))
    .toBeVisible()
  await expect.element(page.getByText(/Changed: Sent as a new entry/u)).toBeVisible()
})
