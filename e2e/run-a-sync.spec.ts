import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'
import type { Sandbox } from './sandbox.ts'

const state = (page: Page) => page.getByRole('region', { name: 'State' })
const runNow = (page: Page) => page.getByRole('button', { name: 'Run now', exact: true })

async function triggers(sandbox: Sandbox): Promise<string[]> {
  const requests = await sandbox.requests()
  return requests.filter(({ path }) => path.endsWith('/trigger')).map(({ query }) => query)
}

test('An operator runs a sync right after creating it, and sees what it did', async ({
  page,
  builder,
}) => {
  await builder.openImported(signupsTo(11))
  await builder.create()
  await expect(state(page)).toContainText('It has not run yet')
  await expect(state(page)).toContainText(/By itself it runs at .*06:00 UTC/)

  await runNow(page).click()
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
})

test('A double click on Run now makes one run', async ({ page, builder, sandbox }) => {
  await builder.openImported(signupsTo(11))
  await builder.create()
  await runNow(page).dblclick()
  await expect(state(page)).toContainText(/^(Up to date|Failing)/)
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toHaveCount(2)
  expect(await triggers(sandbox)).toHaveLength(1)
})
