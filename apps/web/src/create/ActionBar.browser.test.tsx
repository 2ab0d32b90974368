import { Button } from '@mantine/core'
import { afterEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInBuilder } from '../../test/BuilderHarness.tsx'
import '../ui/styles.ts'
import { ActionBar } from './ActionBar.tsx'

afterEach(() => page.viewport(1280, 800))

it('takes two rows of a phone where something blocks', async () => {
  await page.viewport(390, 844)
  await renderInBuilder(
    {},
    <footer style={{ display: 'flex', flexWrap: 'wrap', gap: '6px 8px', padding: '6px 12px' }}>
      <ActionBar
        words={{ text: 'Not validated yet', color: 'dimmed' }}
        isBusy={false}
        onStopValidating={undefined}
        whyNot={undefined}
        blocking={12}
        onValidate={() => undefined}
        final={{ name: 'Validate and create', onPress: () => undefined }}
      >
        <div style={{ width: 88, height: 28 }} />
        <Button size="xs" variant="subtle">
          Problems (12)
        </Button>
      </ActionBar>
    </footer>,
  )
  const place = (name: string) =>
    page.getByRole('button', { name, exact: true }).element().getBoundingClientRect()
  const why = page.getByText('12 problems block: see Problems').element().getBoundingClientRect()
  expect(place('Validate and create').top).toBe(place('Validate').top)
  expect(why.right).toBeLessThanOrEqual(place('Validate').left)
  expect(page.getByRole('contentinfo').element().clientHeight).toBeLessThan(110)
})
