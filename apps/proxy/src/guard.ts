import type { IncomingMessage } from 'node:http'
import { ProxyError } from './errors.ts'

export type AllowedHosts = 'loopback' | readonly string[]

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses a request whose Host is not one of ours: a page of another site that had its name
 * pointed at this machine still sends its own name.
 *
 * @throws ProxyError `malformed_host` or `host_not_allowed`.
 */
export function checkHost(request: IncomingMessage, allowed: AllowedHosts): void {
  const hosts = request.headersDistinct.host ?? []
  const host = hosts[0]?.toLowerCase()
  if (hosts.length !== 1 || !host) throw new ProxyError('malformed_host')
  const names = allowed === 'loopback' ? loopbackHosts(request.socket.localPort) : allowed
  if (!names.includes(host)) throw new ProxyError('host_not_allowed')
}

function loopbackHosts(port: number | undefined): string[] {
  const withPort = loopbackNames.map((name) => `${name}:${port}`)
  // A browser leaves the port out where it is http's own.
  return port === 80 ? [...withPort, ...loopbackNames] : withPort
}

/**
 * Refuses what another site's page could send: our header cannot be set across sites without a
 * preflight, which is never granted. Call `checkHost` first.
 *
 * @throws ProxyError `header_required` or `origin_not_allowed`.
 */
export function checkSameSite(request: IncomingMessage): void {
  if (request.headers['x-sync-builder'] !== '1') throw new ProxyError('header_required')
  const { origin, host = '' } = request.headers
  const own = [`http://${host}`.toLowerCase(), `https://${host}`.toLowerCase()]
  if (origin !== undefined && !own.includes(origin)) throw new ProxyError('origin_not_allowed')
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ProxyError('origin_not_allowed')
  }
}

/**
 * Refuses bytes in headers that Node's parser lets through. Cookies are left alone: those of other
 * products on localhost come along, and none is looked at or passed on.
 *
 * @throws ProxyError `malformed_request`.
 */
export function checkHeaderBytes(request: IncomingMessage): void {
  const { cookie: _, ...headers } = request.headersDistinct
  for (const value of Object.values(headers).flat()) {
    if (!/^[\t\x20-\x7e]*$/.test(value ?? '')) throw new ProxyError('malformed_request')
  }
}
