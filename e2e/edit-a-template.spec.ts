import { expect, takePicture, test } from './fixtures.ts'
import { storedSync } from './storedSyncs.ts'

test('An operator writes a template wrong, puts it right and creates the sync', async ({
  page,
  builder,
}) => {
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Table', {
    Table: 'ANALYTICS.PUBLIC.USERS',
  })
  await builder.writeTo('Salesforce - production', 'Contact')
  await builder.behave('Update or Create')
  await builder.goTo('Mapping')
  await builder.map({ column: 'EMAIL', to: 'Email', isKey: true })
  await builder.mapRequired('LastName', { template: '' })

  await builder.press('Edit template, row 2')
  const details = page.getByRole('dialog', { name: 'Row 2' })
  const editor = details.getByRole('textbox', { name: 'Template, row 2' })
  await expect(editor).toBeFocused()
  await page.keyboard.type(`{{ record['EMIAL'] | dwoncase }}`)
  const problems = details.getByRole('list', { name: 'Problems of the template' })
  await expect(problems.getByRole('listitem')).toHaveText([
    /Line 1, column 11: .* \[EMIAL\]; the nearest name is EMAIL/,
    /Line 1, column 22: .* undefined filter dwoncase; the nearest name is downcase/,
  ])
  await takePicture(page, 'template-wrong')

  await problems.getByRole('button', { name: 'Use EMAIL' }).click()
  await expect(problems.getByRole('listitem')).toHaveCount(1)
  await problems.getByRole('button', { name: 'Line 1, column 22:' }).click()
  await page.keyboard.type('down')
  await page.getByRole('option', { name: 'downcase' }).click()
  await expect(problems).toBeHidden()
  const results = details.getByRole('region', { name: 'Results' })
  await expect(results.getByRole('listitem').first()).toContainText('“ada@example.org”')
  await takePicture(page, 'template-right')

  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await expect(page.getByRole('button', { name: 'Edit template, row 2' })).toBeFocused()

  await builder.runDaily({ hour: 1, minute: 0 })
  await builder.goTo('Options')
  await builder.type('Label', 'Addresses as names')
  await builder.validate()
  const id = await builder.create()
  const template = { type: 'liquid_template', data: `{{ record['EMAIL'] | downcase }}` }
  expect(await storedSync(page.request, id)).toMatchObject({
    mappings: [{ to: 'Email' }, { from: template, to: 'LastName' }],
  })
})
