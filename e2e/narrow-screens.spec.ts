import type { Page } from 'playwright/test'
import { stepTitles } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { exampleRequest } from './requests.ts'
import { runOnce } from './runs.ts'
import { storedSyncs } from './storedSyncs.ts'

const screens = {
  'a phone': { width: 390, height: 844 },
  // What 200 % zoom leaves of 1440 x 900.
  'a screen at 200 % zoom': { width: 720, height: 450 },
}

/** Names of the elements that are wider than the place they have and scroll sideways for it. */
function sidewaysScrollers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, document.body, document.querySelector('main')].flatMap((element) =>
      element && element.scrollWidth > element.clientWidth
        ? [`${element.tagName}: ${element.scrollWidth} in ${element.clientWidth}`]
        : [],
    ),
  )
}

for (const [name, viewport] of Object.entries(screens)) {
  test(`On ${name} no page scrolls sideways, and each step can be worked in`, async ({
    page,
    builder,
  }) => {
    await page.setViewportSize(viewport)
    await page.goto('/')
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
    expect(await sidewaysScrollers(page), 'home').toEqual([])
    await page.getByRole('link', { name: 'VIP signups to the VIP list' }).click()
    await expect(page.getByRole('region', { name: 'Next run' })).toBeVisible()
    expect(await sidewaysScrollers(page), 'a sync').toEqual([])
    const users = await storedSyncs(page.request, 'Users to CRM contacts')
    await page.goto(`/syncs/${users[0]}/runs/${await runOnce(page.request, users[0] ?? 0)}`)
    await page.getByRole('button', { name: 'Show rejected records' }).click()
    await page.getByRole('group', { name: 'Records' }).getByRole('button').first().click()
    expect(await sidewaysScrollers(page), 'a run').toEqual([])
    await page.goto('/import')
    await expect(page.getByRole('textbox')).toBeVisible()
    expect(await sidewaysScrollers(page), 'import').toEqual([])

    await builder.openImported(exampleRequest)
    for (const step of stepTitles) {
      await builder.goTo(step)
      await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible()
      expect(await sidewaysScrollers(page), step).toEqual([])
      const box = await page.getByRole('main').boundingBox()
      expect(box?.height, `height left for ${step}`).toBeGreaterThan(viewport.height / 3)
    }
    // Payload and problems come as a sheet.
    await page.getByRole('button', { name: /Payload and problems/ }).click()
    await expect(builder.payload).toBeVisible()
    await page.getByRole('button', { name: 'Hide payload' }).click()
    await expect(builder.payload).toBeHidden()
  })
}
