import type { Browser, Request } from 'playwright'
import { requestWith, type Names } from './mappingPage.ts'
import type { Measurement } from './measurement.ts'
import { createStored } from './storedSyncs.ts'
import { compareTyping, watchKeys } from './typing.ts'

const syncCount = 2_000
const createdAtOnce = 8

/** The home page with 2,000 syncs: how its list is read, and how its search answers. */
export async function measureHome(
  browser: Browser,
  url: string,
  names: Names,
): Promise<Measurement[]> {
  await createMany(url, names)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(watchKeys)
  const underWay = new Set<Request>()
  let most = 0
  let callCount = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/v1/syncs') return
    underWay.add(request)
    callCount += 1
    most = Math.max(most, underWay.size)
  })
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
  await page.goto(url)
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ syncs$/ })
    .waitFor()
  const typing = await compareTyping(browser, [
    {
      name: `search of ${syncCount} syncs`,
      control: page.getByRole('searchbox', { name: 'Search syncs' }),
      texts: ['weekly number 17', 'customer master', 'features 199', 'every day at'],
    },
  ])
  await page.close()
  return [
    ...typing,
    {
      name: `calls for the pages of ${syncCount} syncs`,
      value: callCount,
      unit: 'calls',
      limit: null,
      direction: '<=',
    },
    {
      name: `calls for the pages of ${syncCount} syncs under way at a time`,
      value: most,
      unit: 'calls',
      limit: 4,
      direction: '<=',
    },
  ]
}

/** Syncs that differ in label and schedule, as many as it takes. */
async function createMany(url: string, names: Names): Promise<void> {
  const request = requestWith(2, names)
  const numbers = Array.from({ length: syncCount }, (_, index) => index)
  await Promise.all(
    Array.from({ length: createdAtOnce }, async (_, lane) => {
      for (const number of numbers.filter((each) => each % createdAtOnce === lane)) {
        await createStored(url, {
          ...request,
          label: `Weekly number ${number}`,
          mode: {
            type: 'triggered',
            triggers: { schedule: { frequency: 'daily', hour: number % 24, minute: number % 60 } },
          },
        })
      }
    }),
  )
}
