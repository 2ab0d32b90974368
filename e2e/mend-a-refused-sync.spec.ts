import { expect, takePicture, test } from './fixtures.ts'

test('A field that the API does not know is shown on its row, found from Problems, mended and created', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  consoleErrors.expect(/422/)
  await builder.openNew()
  await builder.readFrom('Snowflake - acme.us-east-1', 'Dataset', { Dataset: 'New signups' })
  await builder.writeTo('Salesforce - production', 'Contact')
  await builder.behave('Update or Create')
  await builder.goTo('Mapping')
  await builder.mapRequired('LastName', { column: 'last_name' })
  await builder.map({ column: 'email', to: 'Email', isKey: true })
  await builder.map({ column: 'first_name', toNew: 'Nickname__c' })
  await builder.goTo('Review')
  await builder.hand.press(builder.validateButton)

  const problem = builder.problems.getByRole('button', { name: /The API says: .*Nickname__c/ })
  await expect(problem).toBeVisible()
  await expect(page.getByRole('contentinfo').getByText('Not valid')).toBeVisible()
  expect(await sandbox.creates()).toEqual([])
  await takePicture(page, 'refused-review')
  await builder.hand.press(problem)
  const field = page.getByRole('combobox', { name: 'Field, row 3' })
  await expect(field).toBeFocused()
  const row = page.getByRole('table', { name: 'Mappings' }).getByRole('row').filter({ has: field })
  await expect(row).toContainText('Blocks: The API says:')
  await takePicture(page, 'refused-mapping')

  await builder.pick('Field, row 3', 'First name')
  await expect(problem).toBeHidden()
  await expect(row).not.toContainText('The API says')
  await builder.validate()
  await builder.create()

  const [sent] = await sandbox.creates()
  expect(JSON.parse(sent ?? '').mappings[2].to).toBe('FirstName')
})
