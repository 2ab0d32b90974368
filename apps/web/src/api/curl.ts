import type { JsonObject } from '@sync-builder/schema'

/** The only hosts that are called without TLS, as the sandbox is. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/u

/** What stands for the token, which never reaches the browser: a variable of the shell. */
export const tokenVariable = 'CENSUS_API_TOKEN'

/**
 * The create call as a cURL command, with the token taken from the environment; single quotes in
 * the body are written the way a POSIX shell reads them.
 */
export function toCurl(body: JsonObject, host: string): string {
  const scheme = loopback.test(host) ? 'http' : 'https'
  const data = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)
  return [
    `curl --request POST '${scheme}://${host}/api/v1/syncs'`,
    `--header "Authorization: Bearer $${tokenVariable}"`,
    `--header 'Content-Type: application/json'`,
    `--data '${data}'`,
  ].join(' \\\n  ')
}
