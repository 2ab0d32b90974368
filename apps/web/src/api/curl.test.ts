import { describe, expect, it } from 'vitest'
import { toCurl } from './curl.ts'

describe('toCurl', () => {
  it.each([
    ['app.getcensus.com', "'https://app.getcensus.com/api/v1/syncs'"],
    ['app-eu.getcensus.com', "'https://app-eu.getcensus.com/api/v1/syncs'"],
    ['127.0.0.1:4610', "'http://127.0.0.1:4610/api/v1/syncs'"],
    ['localhost:4610', "'http://localhost:4610/api/v1/syncs'"],
    ['[::1]:4610', "'http://[::1]:4610/api/v1/syncs'"],
    ['localhost.example.com', "'https://localhost.example.com/api/v1/syncs'"],
  ])('calls %s', (host, address) => {
    expect(toCurl({}, host)).toContain(address)
  })

  it('writes single quotes as a shell reads them, and a placeholder for the token', () => {
    const command = toCurl({ label: "It's" }, 'app.getcensus.com')
    expect(command).toContain(String.raw`"label": "It'\''s"`)
    expect(command).toContain('--header "Authorization: Bearer $CENSUS_API_TOKEN"')
  })
})
