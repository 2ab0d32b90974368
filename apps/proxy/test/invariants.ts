import { expect } from 'vitest'
import { secret, type ProxyUnderTest } from './proxyUnderTest.ts'

/** Connections that pools may keep for the next request, once a case is over. */
const pooledSockets = 8

/** Every form in which a token could be seen, and pieces that a cut print would still hold. */
export function tokenForms(token: string): string[] {
  const bytes = Buffer.from(token)
  return [
    token.slice(0, 12),
    token.slice(-12),
    encodeURIComponent(token),
    token.replaceAll('/', '\\/'),
    bytes.toString('base64').replace(/=+$/, ''),
    Buffer.from(`bearer:${token}`).toString('base64').replace(/=+$/, ''),
    Buffer.from(`Bearer ${token}`).toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ]
}

/** Fails when a text holds a token in any of its forms. */
export function expectNoToken(where: string, text: string, token = secret): void {
  for (const form of tokenForms(token)) {
    expect(text.includes(form), `${where} holds the token as ${form}`).toBe(false)
  }
}

/**
 * What holds after every case: the process is alive; the token is in no byte sent to a client, in
 * no log line and in no metric; upstream sockets are back to baseline; and the next
 * plain GET is answered 200. Starts the next case. `reachable: false` leaves out the GET where the
 * proxy's upstream is not the recording one.
 */
export async function expectInvariants(
  proxy: ProxyUnderTest,
  { token = secret, reachable = true }: { token?: string; reachable?: boolean } = {},
): Promise<void> {
  try {
    await proxy.upstream.untilIdle()
    await proxy.upstream.until(
      () => proxy.upstream.openSockets <= pooledSockets,
      () =>
        `at most ${pooledSockets} open upstream sockets, there were ${proxy.upstream.openSockets}`,
    )

    const health = await proxy.send(proxy.request('GET /healthz'))
    expect(health?.status, 'the process is alive').toBe(200)
    const metrics = await proxy.send(proxy.request('GET /metrics'))
    expect(metrics?.status, 'metrics answer').toBe(200)

    expectNoToken('what clients were sent', Buffer.concat(proxy.sent).toString('latin1'), token)
    expectNoToken('the log', proxy.logged.join(''), token)

    proxy.forget()
    if (!reachable) return
    const next = await proxy.send(proxy.request('GET /api/v1/workspace'))
    expect(next?.status, 'the next plain GET').toBe(200)
    expect(proxy.upstream.requests.map(({ target }) => target)).toEqual(['/api/v1/workspace'])
  } finally {
    proxy.forget()
  }
}

/** The proxy's own error: its shape, its headers, and nothing of the inside. */
export function expectOwnError(
  proxy: ProxyUnderTest,
  answer: Awaited<ReturnType<ProxyUnderTest['send']>>,
  expected: { status: number; code?: string },
): void {
  expect(answer?.status).toBe(expected.status)
  expect(answer?.header('content-type')).toMatch(/^application\/json\b/)
  expect(answer?.header('cache-control')).toBe('no-store')
  expect(answer?.header('x-content-type-options')).toBe('nosniff')
  expect(answer?.header('x-request-id')).toMatch(/^[\w-]{8,}$/)
  const body = answer?.json()
  expect(body).toEqual({
    error: {
      code: expected.code ?? expect.stringMatching(/^[a-z]+(_[a-z]+)*$/),
      message: expect.stringMatching(/\S/),
      requestId: answer?.header('x-request-id'),
      ...(hasProblems(body) && { problems: expect.any(Array) }),
    },
  })
  const inside = [
    proxy.upstream.origin,
    `:${proxy.upstream.port}`,
    '127.0.0.1',
    'node_modules',
    '    at ',
    proxy.dataDir,
  ]
  for (const text of inside) expect(answer?.text).not.toContain(text)
}

function hasProblems(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    typeof body.error === 'object' &&
    body.error !== null &&
    'problems' in body.error
  )
}
