import type { Page } from 'playwright/test'
import { stepTitles } from './builder.ts'
import { expect, test } from './fixtures.ts'
import { exampleRequest } from './requests.ts'

/** The forms in which a secret could be hidden in what the browser gets. */
function formsOf(secret: string): Record<string, string> {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  // Within a longer text, base64 begins at one of three offsets; the ends depend on the neighbours.
  const base64At = (offset: number) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(4, -4)
  const percent = hex.replaceAll(/../g, (pair) => `%${pair}`)
  return {
    itself: secret,
    'its first half': secret.slice(0, Math.ceil(secret.length / 2)),
    'in base64': base64At(0),
    'in base64, one byte on': base64At(1),
    'in base64, two bytes on': base64At(2),
    'in hex': hex,
    'in URL encoding': percent,
    reversed: secret.split('').toReversed().join(''),
  }
}

/** The forms of `secret` that stand in `text`, however its letters are cased. */
function leaks(text: string, secret: string): string[] {
  const lower = text.toLowerCase()
  return Object.entries(formsOf(secret)).flatMap(([name, form]) =>
    lower.includes(form.toLowerCase()) ? [name] : [],
  )
}

/** Everything that the browser receives from now on, and all that it sends. */
class Traffic {
  readonly received: string[] = []
  readonly sent: string[] = []

  /** Each answer is read on its way: the browser forgets the bodies of pages that it has left. */
  async watch(page: Page): Promise<void> {
    await page.route('**', async (route) => {
      const request = route.request()
      this.sent.push(request.url(), JSON.stringify(await request.allHeaders()))
      this.sent.push(request.postData() ?? '')
      const response = await route.fetch()
      const body = await response.body()
      this.received.push(JSON.stringify(response.headersArray()), body.toString('latin1'))
      await route.fulfill({ response, body })
    })
  }
}

/** All that the page keeps, and its address. */
function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [location.href, document.cookie, document.referrer, document.title]
    kept.push(Object.entries(localStorage), Object.entries(sessionStorage), await caches.keys())
    const done = (request: IDBRequest) =>
      new Promise<void>((resolve, reject) => {
        request.addEventListener('success', () => resolve())
        request.addEventListener('error', () => reject(new Error('The database was not read')))
      })
    for (const { name } of await indexedDB.databases()) {
      const opening = indexedDB.open(name ?? '')
      await done(opening)
      for (const store of opening.result.objectStoreNames) {
        const reading = opening.result.transaction(store).objectStore(store).getAll()
        await done(reading)
        kept.push(reading.result)
      }
      opening.result.close()
    }
    return JSON.stringify(kept)
  })
}

test('The token is in nothing that the browser receives or keeps, from the first page to the created sync', async ({
  page,
  builder,
  product,
}) => {
  const traffic = new Traffic()
  await traffic.watch(page)
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await builder.openImported(exampleRequest)
  for (const step of stepTitles) {
    await builder.goTo(step)
    await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible()
  }
  await builder.createButton.click()
  await expect(page).toHaveURL(/\/syncs\/\d+$/)
  await expect(page.getByRole('heading', { name: 'New Signups to Leads' })).toBeVisible()

  const received = traffic.received.join('\n')
  // The bundle and the answers are really in what is searched.
  expect(received).toContain('Validate and create')
  expect(received).toContain('user_identifier.hashed_email_PREHASHED')
  expect(leaks(received, product.token)).toEqual([])
  expect(leaks(traffic.sent.join('\n'), product.token)).toEqual([])
  const kept = await keptBy(page)
  expect(kept).toContain('New Signups to Leads')
  expect(leaks(kept, product.token)).toEqual([])
})

for (const status of [401, 403, 422, 500]) {
  test(`A ${status} whose headers and body echo the token is cleaned of it`, async ({
    page,
    sandbox,
    product,
    consoleErrors,
  }) => {
    consoleErrors.expect(/Failed to load resource/)
    const { token } = product
    const echoes = [
      `Bearer ${token} is not valid`,
      Buffer.from(token).toString('base64'),
      Buffer.from(token).toString('hex'),
    ]
    const traffic = new Traffic()
    await traffic.watch(page)
    await sandbox.misbehave({
      match: { path: '/api/v1/syncs' },
      times: 5,
      fault: {
        type: 'status',
        status,
        headers: {
          'www-authenticate': `Bearer ${token}`,
          'set-cookie': `token=${token}`,
          etag: `"${token}"`,
          'x-ratelimit-reset': token,
        },
        body: { status, message: echoes.join(', '), errors: echoes },
      },
    })
    await page.goto('/')
    await expect(page.getByRole('alert')).toContainText(/status \d+, request/)
    // What it is cleaned to: forms that an API could echo, not every scrambling of them.
    expect(leaks(traffic.received.join('\n'), token)).toEqual([])
    expect(leaks(await page.content(), token)).toEqual([])
    expect(leaks(await keptBy(page), token)).toEqual([])
  })
}

test('The token of a pasted cURL command is dropped before anything keeps or sends it', async ({
  page,
  builder,
}) => {
  const pasted = 'secret-token:pasted-0d9f6b2e71'
  const traffic = new Traffic()
  await traffic.watch(page)
  await builder.openImported(
    `curl -X POST https://app.getcensus.com/api/v1/syncs \\
      -H 'Authorization: Bearer ${pasted}' -H 'Content-Type: application/json' \\
      -d '${exampleRequest}'`,
  )
  await expect(builder.payload).toContainText('New Signups to Leads')
  await builder.validateButton.click()
  await expect(page.getByText('✓ Validated for this payload')).toBeVisible()
  expect(leaks(traffic.sent.join('\n'), pasted)).toEqual([])
  expect(leaks(await keptBy(page), pasted)).toEqual([])

  await page.goto('/import')
  const text = page.getByRole('textbox', { name: 'Request JSON or cURL' })
  await text.fill(`curl -u key:${pasted} https://app.getcensus.com/api/v1/syncs`)
  await expect(text).toHaveValue('curl -u [removed] https://app.getcensus.com/api/v1/syncs')
  await expect(page.getByRole('status')).toContainText('A credential was removed from the text.')
  expect(leaks(await page.content(), pasted)).toEqual([])
})

test('No page asks for a token', async ({ page, builder, sandbox, consoleErrors }) => {
  consoleErrors.expect(/502/)
  await sandbox.misbehave({ times: 20, fault: { type: 'status', status: 401 } })
  await page.goto('/')
  await expect(page.getByRole('alert').first()).toContainText('refused the token')
  await expect(page.locator('input[type=password]')).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: /token|secret|password|key/i })).toHaveCount(0)
  await builder.openNew()
  await expect(page.locator('input[type=password]')).toHaveCount(0)
})
