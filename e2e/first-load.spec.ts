import { expect, test } from './fixtures.ts'
import type { StepTitle } from './builder.ts'
import { LoadedBytesMeter } from './loadedBytes.ts'

const kB = 1000

test('The home page loads within its budget of bytes', async ({ page }) => {
  const meter = new LoadedBytesMeter(page)
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const { script, stylesheet } = await meter.read()
  console.log(`home: ${script} bytes of script, ${stylesheet} of style`)
  expect(script).toBeLessThanOrEqual(160 * kB)
  expect(stylesheet).toBeLessThanOrEqual(25 * kB)
})

/** The steps after the first, in order, with what each may load on its own. */
const stepBudgets: [StepTitle, number][] = [
  ['Destination', 60 * kB],
  ['Behavior', 60 * kB],
  ['Mapping', 60 * kB],
  ['Schedule', 60 * kB],
  ['Alerts', 60 * kB],
  ['Options', 60 * kB],
  ['Review', 60 * kB],
]

test('The builder, and each of its steps, loads within its budget of bytes', async ({
  page,
  builder,
}) => {
  const meter = new LoadedBytesMeter(page)
  await page.goto('/new')
  await builder.steps.waitFor()
  await page.waitForLoadState('networkidle')
  const first = await meter.read()
  console.log(`builder: ${first.script} bytes of script, ${first.stylesheet} of style`)
  expect(first.script).toBeLessThanOrEqual(240 * kB)
  expect(first.stylesheet).toBeLessThanOrEqual(25 * kB)

  for (const [step, budget] of stepBudgets) {
    await builder.goTo(step)
    // The network may seem idle before the step asks for its code.
    await builder.seeWhole(step)
    await page.waitForLoadState('networkidle')
    const { script } = await meter.read()
    console.log(`${step}: ${script} bytes more`)
    expect(script, step).toBeLessThanOrEqual(budget)
  }
})
