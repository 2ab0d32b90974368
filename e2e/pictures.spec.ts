import { stepTitles } from './builder.ts'
import { expect, takePicture, test } from './fixtures.ts'
import { exampleRequest } from './requests.ts'

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

for (const size of sizes) {
  const words = `${size.width}x${size.height}`

  test(`Pictures of home, import, each step and a sync at ${words}, in light and dark`, async ({
    page,
    builder,
  }) => {
    const takeBoth = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const html = page.locator('html')
        await expect(html).toHaveAttribute('data-mantine-color-scheme', colorScheme)
        await takePicture(page, `${words}-${colorScheme}/${name}`)
      }
    }
    await page.setViewportSize(size)
    await page.goto('/')
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
    await takeBoth('home')
    await page.goto('/import')
    await page.getByRole('textbox').waitFor()
    await takeBoth('import')
    await builder.openImported(exampleRequest)
    for (const [index, step] of stepTitles.entries()) {
      await builder.goTo(step)
      await builder.seeWhole(step)
      await takeBoth(`step-${index + 1}-${step.toLowerCase()}`)
    }
    await builder.createButton.click()
    await expect(page.getByRole('region', { name: 'Next run' })).toBeVisible()
    await takeBoth('sync')
  })
}
