import { createServer, request as httpRequest } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { stepTitles } from './builder.ts'
import { expect, test as base } from './fixtures.ts'
import { exampleRequest } from './requests.ts'

/** A site of somebody else on this machine, which serves what a test puts on it. */
interface OtherSite {
  /** Under another name: another site. */
  crossSite: string
  /** Under our name and another port: another origin of the same site. */
  sameSite: string
  /** The paths that were asked for. */
  visits: string[]
  html: string
}

const test = base.extend<{ otherSite: OtherSite }>({
  otherSite: async ({ baseURL }, provide) => {
    const site: OtherSite = { crossSite: '', sameSite: '', visits: [], html: '' }
    const server = createServer((request, response) => {
      site.visits.push(request.url ?? '')
      response.setHeader('content-type', 'text/html')
      response.end(site.html)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    site.crossSite = `http://localhost:${port}`
    site.sameSite = `http://${new URL(baseURL ?? '').hostname}:${port}`
    await provide(site)
    server.closeAllConnections()
    server.close()
  },
})

/** What a hostile page can do without asking: each goes to the builder's API at `url`. */
const attacks: Record<string, (url: string) => Promise<void> | void> = {
  'a form that posts text which looks like JSON': (url) =>
    new Promise((resolve) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.enctype = 'text/plain'
      form.action = `${url}/api/v1/syncs`
      form.target = 'answer'
      const frame = document.createElement('iframe')
      frame.name = 'answer'
      const field = document.createElement('input')
      field.name = '{"validate_only":false,"mappings":[],"x":"'
      field.value = '"}'
      form.append(field)
      document.body.append(frame, form)
      frame.addEventListener('load', () => resolve())
      form.submit()
    }),
  'a script that posts without a preflight': async (url) => {
    await fetch(`${url}/api/v1/syncs`, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
      headers: { 'content-type': 'text/plain' },
      body: '{"validate_only":false,"mappings":[]}',
    }).catch(() => undefined)
  },
  'a script that sends our header and JSON': async (url) => {
    await fetch(`${url}/api/v1/syncs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sync-builder': '1' },
      body: '{"validate_only":false,"mappings":[]}',
    }).catch(() => undefined)
  },
  'a script that deletes a sync': async (url) => {
    await fetch(`${url}/api/v1/syncs/1`, {
      method: 'DELETE',
      headers: { 'x-sync-builder': '1' },
    }).catch(() => undefined)
  },
  'a picture whose address is the list of syncs': (url) =>
    new Promise((resolve) => {
      const image = new Image()
      image.addEventListener('error', () => resolve())
      image.src = `${url}/api/v1/syncs`
      document.body.append(image)
    }),
  'a script element whose address is the list of syncs': (url) =>
    new Promise((resolve) => {
      const script = document.createElement('script')
      script.addEventListener('error', () => resolve())
      script.src = `${url}/api/v1/syncs`
      document.body.append(script)
    }),
}

for (const [name, attack] of Object.entries(attacks)) {
  test(`Another site reaches nothing by ${name}`, async ({
    page,
    product,
    sandbox,
    otherSite,
    consoleErrors,
  }) => {
    consoleErrors.expect(/./)
    otherSite.html = '<!doctype html><title>Another site</title><body></body>'
    for (const address of [otherSite.crossSite, otherSite.sameSite]) {
      await page.goto(address)
      await page.evaluate(attack, product.url)
    }
    expect(await sandbox.requests()).toEqual([])
  })
}

test('No other site can show the builder in a frame', async ({
  page,
  product,
  otherSite,
  consoleErrors,
}) => {
  consoleErrors.expect(/frame-ancestors|X-Frame-Options|Framing/i)
  otherSite.html = `<!doctype html><title>A frame</title>
    <iframe title="builder" src="${product.url}/"></iframe>`
  for (const address of [otherSite.crossSite, otherSite.sameSite]) {
    await page.goto(address)
    await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
    await expect(page.frameLocator('iframe').getByRole('banner')).toHaveCount(0)
  }
})

test('A name that another site pointed at this machine is not answered', async ({
  product,
  sandbox,
}) => {
  const { hostname, port } = new URL(product.url)
  for (const path of ['/', '/api/v1/syncs', '/app/session']) {
    const request = httpRequest({
      hostname,
      port,
      path,
      headers: { host: `rebound.example:${port}`, 'x-sync-builder': '1' },
    }).end()
    const [response] = await once(request, 'response')
    response.resume()
    expect(response.statusCode, path).toBe(403)
  }
  expect(await sandbox.requests()).toEqual([])
})

test('The page runs no inline script and calls no other server', async ({
  page,
  otherSite,
  consoleErrors,
}) => {
  consoleErrors.expect(
    /Content Security Policy|Content-Security-Policy|Refused|violates|Failed to fetch/i,
  )
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  const violated = await page.evaluate(async (foreign) => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      violations.push(effectiveDirective)
    })
    const script = document.createElement('script')
    script.textContent = 'document.title = "run"'
    const button = document.createElement('button')
    button.setAttribute('onclick', 'document.title = "run"')
    document.body.append(script, button)
    button.click()
    await fetch(`${foreign}/fetched`).catch(() => undefined)
    const image = new Image()
    const failed = new Promise((resolve) => image.addEventListener('error', resolve))
    image.src = `${foreign}/image`
    await failed
    return violations
  }, otherSite.crossSite)
  expect(violated.toSorted()).toEqual([
    'connect-src',
    'img-src',
    'script-src-attr',
    'script-src-elem',
  ])
  await expect(page).not.toHaveTitle('run')
  expect(otherSite.visits).toEqual([])
})

test('No page of the product violates its own policy', async ({ page, builder }) => {
  const violations: string[] = []
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      Reflect.apply(Reflect.get(window, 'reportViolation'), undefined, [
        `${location.pathname}: ${violatedDirective} ${blockedURI}`,
      ])
    })
  })
  await page.goto('/')
  await expect(page.getByRole('table', { name: 'Syncs' })).toBeVisible()
  await builder.openImported(exampleRequest)
  for (const step of stepTitles) {
    await builder.goTo(step)
    await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible()
  }
  await builder.createButton.click()
  await expect(page).toHaveURL(/\/syncs\/\d+$/)
  await expect(page.getByRole('region', { name: 'Next run' })).toBeVisible()
  expect(violations).toEqual([])
})
