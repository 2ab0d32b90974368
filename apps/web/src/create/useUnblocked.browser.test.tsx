import { expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import { useUnblocked } from './useUnblocked.ts'

const sound = {
  operation: 'upsert',
  source_attributes: { connection_id: 12, object: { type: 'dataset', id: 123 } },
  destination_attributes: { connection_id: 15, object: 'user_data' },
  mappings: [{ from: { type: 'column', data: 'id' }, to: 'id', is_primary_identifier: true }],
}

function Again({ action }: { action: (payload: unknown) => void }) {
  const start = useUnblocked()
  return (
    <button type="button" onClick={() => start(action)}>
      Try again
    </button>
  )
}

it('takes an action with a sound payload, and not while a text is apart from it', async () => {
  const action = vi.fn<(payload: unknown) => void>()
  const store = await renderInBuilder(sound, <Again action={action} />)
  const again = page.getByRole('button', { name: 'Try again' })
  store.keepLocal({ jsonText: { text: '{"operation":', basis: '' } })
  await again.click()
  expect(action).not.toHaveBeenCalled()
  store.keepLocal({ jsonText: undefined })
  await again.click()
  expect(action).toHaveBeenCalledExactlyOnceWith(sound)
})

it('takes none while a problem blocks', async () => {
  const action = vi.fn<(payload: unknown) => void>()
  await renderInBuilder({ ...sound, mappings: [] }, <Again action={action} />)
  await page.getByRole('button', { name: 'Try again' }).click()
  expect(action).not.toHaveBeenCalled()
})
