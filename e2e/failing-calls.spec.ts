import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { signupsTo } from './requests.ts'
import type { Misbehaviour } from './sandbox.ts'
import { storedSyncs } from './storedSyncs.ts'

interface Failure {
  name: string
  fault: Misbehaviour['fault']
  /** What the operator reads: what happened, and the API's own words where it had any. */
  says: (string | RegExp)[]
}

const failures: Failure[] = [
  {
    name: 'a 401',
    fault: { type: 'status', status: 401, body: { status: 'unauthorized' } },
    says: [
      'The API refused the token of this Sync Builder',
      'Ask whoever runs Sync Builder to set a valid token on the server.',
    ],
  },
  {
    name: 'a 429 with Retry-After',
    fault: {
      type: 'status',
      status: 429,
      headers: { 'retry-after': '1' },
      body: { status: 429, message: 'Rate limit of 60 calls a minute exceeded' },
    },
    says: ['The API asks for fewer calls', '“Rate limit of 60 calls a minute exceeded”'],
  },
  {
    name: 'a 500',
    fault: { type: 'status', status: 500, body: { status: 500, message: 'Internal server error' } },
    says: ['The API failed at the call', '“Internal server error”'],
  },
  {
    name: 'a reset connection',
    fault: { type: 'reset' },
    says: ['Sync Builder cannot reach the API'],
  },
  {
    name: 'an answer that is cut',
    fault: { type: 'truncate' },
    // Who notices depends on how much of it came: the proxy, the page, or the browser.
    says: [/cut on its way|No answer came, or only a part of it/],
  },
  {
    name: 'a page of HTML in place of JSON',
    fault: {
      type: 'status',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Down</title><script>document.title="mine"</script>',
    },
    says: ['The API answered with something that cannot be read'],
  },
]

/** The failed answers stand in the browser's console as well. */
const reported = /Failed to load resource|net::ERR/

async function expectWords(page: Page, says: readonly (string | RegExp)[]): Promise<void> {
  const notice = page.getByRole('main').getByRole('alert')
  for (const words of says) await expect(notice.first()).toContainText(words)
  await expect(notice).toHaveCount(1)
  await expect(notice.getByRole('button', { name: 'Try again' })).toBeVisible()
}

function tryAgain(page: Page): Promise<void> {
  return page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
}

/** More calls than a page makes by itself, trying again included. */
const always = 100

for (const { name, fault, says } of failures) {
  test(`Lists answer ${name} with words, ids can be typed, and trying again shows the lists`, async ({
    page,
    builder,
    sandbox,
    consoleErrors,
  }) => {
    consoleErrors.expect(reported)
    await sandbox.misbehave({ match: { path: '/api/v1/syncs' }, times: always, fault })
    await page.goto('/')
    await expectWords(page, says)
    await sandbox.behave()
    await tryAgain(page)
    await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()

    await sandbox.misbehave({ match: { path: '/api/v1/sources' }, times: always, fault })
    await page.goto('/new')
    await expectWords(page, [...says, 'The id of a connection can be typed.'])
    const picker = page.getByRole('combobox', { name: 'Source connection' })
    await picker.fill('12')
    await page.getByRole('option', { name: 'Use “12”' }).click()
    await expect(builder.payload).toContainText('"connection_id": 12')
    await sandbox.behave()
    await tryAgain(page)
    await expect(picker).toHaveValue(/[a-z]{3}/)
  })

  test(`A check answers ${name} with words, and trying again validates`, async ({
    page,
    builder,
    sandbox,
    consoleErrors,
  }) => {
    consoleErrors.expect(reported)
    await builder.openImported(signupsTo(11))
    await sandbox.misbehave({ match: { method: 'POST', path: '/api/v1/syncs' }, fault })
    await builder.validateButton.click()
    await expectWords(page, says)
    await tryAgain(page)
    await expect(page.getByText('✓ Validated for this payload')).toBeVisible()
    expect(await sandbox.creates()).toEqual([])
  })
}

test('A list that never comes is waited for in words, and given up in words', async ({
  page,
  builder,
  sandbox,
  consoleErrors,
}) => {
  test.setTimeout(90_000)
  consoleErrors.expect(/504/)
  await sandbox.misbehave({ match: { path: '/api/v1/sources' }, fault: { type: 'hang' } })
  await page.goto('/new')
  await expect(
    page.getByText('Reading the source connections. The id of a connection can be typed.'),
  ).toBeVisible()
  // Meanwhile the rest can be built.
  await builder.goTo('Destination')
  await builder.goTo('Source')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'The API took too long to answer',
    { timeout: 40_000 },
  )
  await tryAgain(page)
  await page.getByRole('combobox', { name: 'Source connection' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
})

test('A check that takes too long can be left', async ({ page, builder, sandbox }) => {
  await builder.openImported(signupsTo(11))
  await sandbox.misbehave({
    match: { method: 'POST', path: '/api/v1/syncs' },
    fault: { type: 'hang' },
  })
  await builder.validateButton.click()
  await expect(page.getByText('Validating', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Stop validating' }).click()
  await expect(page.getByText('Not validated yet')).toBeVisible()
  await builder.validateButton.click()
  await expect(page.getByText('✓ Validated for this payload')).toBeVisible()
})

const refusedCreates = failures.filter(({ name }) =>
  ['a 401', 'a 429 with Retry-After'].includes(name),
)

for (const { name, fault, says } of refusedCreates) {
  test(`A create answers ${name} with words, and trying again creates one sync`, async ({
    page,
    builder,
    sandbox,
    request,
    consoleErrors,
  }) => {
    consoleErrors.expect(reported)
    await builder.openImported(signupsTo(11))
    await sandbox.misbehaveAtCreate(fault)
    await builder.createButton.click()
    await expectWords(page, says)
    await tryAgain(page)
    await expect(page).toHaveURL(/\/syncs\/\d+$/)
    expect(await storedSyncs(request, 'Signups to 11')).toHaveLength(1)
  })
}

const doubtfulCreates = failures.filter((failure) => !refusedCreates.includes(failure))

for (const { name, fault } of doubtfulCreates) {
  test(`A create that meets ${name} may have worked: nothing is sent again unasked`, async ({
    page,
    builder,
    sandbox,
    consoleErrors,
  }) => {
    consoleErrors.expect(reported)
    await builder.openImported(signupsTo(11))
    await sandbox.misbehaveAtCreate(fault)
    await builder.createButton.click()
    await expect(page.getByRole('alert')).toContainText(
      'It is not known whether the sync was created',
    )
    await expect(builder.createButton).toBeDisabled()
    expect(await sandbox.creates()).toHaveLength(1)
  })
}
