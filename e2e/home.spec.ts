import { expect, takePicture, test } from './fixtures.ts'

test('An operator opens the builder and finds the syncs and the ways to a new one', async ({
  page,
}) => {
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'New sync' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Import' })).toBeVisible()
  await takePicture(page, 'home')
})
