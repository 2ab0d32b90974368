import { stepTitles } from './builder.ts'
import { expect, takePicture, test } from './fixtures.ts'
import { exampleRequest } from './requests.ts'

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

for (const size of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const folder = `${size.width}x${size.height}-${colorScheme}`

    test(`Pictures of home, import, each step and a sync at ${folder}`, async ({
      page,
      builder,
    }) => {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto('/')
      await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
      await takePicture(page, `${folder}/home`)
      await page.goto('/import')
      await page.getByRole('textbox').waitFor()
      await takePicture(page, `${folder}/import`)
      await builder.openImported(exampleRequest)
      for (const [index, step] of stepTitles.entries()) {
        await builder.goTo(step)
        await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible()
        await page.waitForLoadState('networkidle')
        await takePicture(page, `${folder}/step-${index + 1}-${step.toLowerCase()}`)
      }
      await builder.createButton.click()
      await expect(page.getByRole('region', { name: 'Stored sync' })).toBeVisible()
      await takePicture(page, `${folder}/sync`)
    })
  }
}
