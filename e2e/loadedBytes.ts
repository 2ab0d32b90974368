import type { Page, Request } from 'playwright/test'

/** What a page fetched, in bytes as they crossed the wire (brotli). */
export interface LoadedBytes {
  script: number
  stylesheet: number
}

/** Counts the scripts and style sheets that a page fetches from now on. */
export class LoadedBytesMeter {
  readonly #requests: Request[] = []

  constructor(page: Page) {
    page.on('requestfinished', (request) => this.#requests.push(request))
  }

  /** What was fetched since the last reading. */
  async read(): Promise<LoadedBytes> {
    const bytes = { script: 0, stylesheet: 0 }
    for (const request of this.#requests.splice(0)) {
      const kind = request.resourceType()
      if (kind !== 'script' && kind !== 'stylesheet') continue
      const response = await request.response()
      const encoding = await response?.headerValue('content-encoding')
      if (encoding !== 'br') {
        throw new Error(`${request.url()} came as ${encoding ?? 'plain bytes'}, not as brotli`)
      }
      bytes[kind] += (await request.sizes()).responseBodySize
    }
    return bytes
  }
}
