/** What a test makes the sandbox do wrong; the words are those of apps/sandbox/src/faults.ts. */
export interface Misbehaviour {
  /** Which requests it meets; a `*` at the end of the path stands for any rest. */
  match?: { method?: string; path?: string }
  /** How many of them; one unless told. */
  times?: number
  fault:
    | { type: 'delay'; ms: number }
    | { type: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
    | { type: 'hang' | 'reset' | 'truncate' | 'create-then-504' | 'create-then-reset' }
}

/** A request as the sandbox's API received it. */
export interface ReceivedRequest {
  method: string
  path: string
  query: string
  /** The exact text. */
  body: string
}

/** The sandbox behind the product, as a test sees and steers it. */
export class Sandbox {
  readonly #controlUrl: string

  constructor(controlUrl: string) {
    this.#controlUrl = controlUrl
  }

  /** Back to the seeded workspace: no sync of an earlier test, no fault in waiting. */
  async reset(): Promise<void> {
    await this.#call('POST', '/reset')
  }

  /** Lets the next matching requests go wrong. */
  async misbehave(misbehaviour: Misbehaviour): Promise<void> {
    await this.#call('POST', '/misbehave', misbehaviour)
  }

  /** Forgets what was still to go wrong. */
  async behave(): Promise<void> {
    await this.#call('DELETE', '/misbehave')
  }

  /** Lets the next create go wrong, and the check before it go well. */
  async misbehaveAtCreate(fault: Misbehaviour['fault']): Promise<void> {
    const match = { method: 'POST', path: '/api/v1/syncs' }
    await this.misbehave({ match, fault: { type: 'delay', ms: 0 } })
    await this.misbehave({ match, fault })
  }

  /** What the API received since the last reset, oldest first. */
  async requests(): Promise<ReceivedRequest[]> {
    const response = await this.#call('GET', '/requests')
    const { requests }: { requests: ReceivedRequest[] } = await response.json()
    return requests
  }

  /** The bodies of the creates that were no mere validations, as the exact texts received. */
  async creates(): Promise<string[]> {
    return (await this.#posts()).filter((body) => !isValidation(body))
  }

  /** The bodies of the validations, as the exact texts received. */
  async validations(): Promise<string[]> {
    return (await this.#posts()).filter(isValidation)
  }

  /** Changes the tables of the workspace's sources and destinations behind the product's back. */
  async sql(sql: string): Promise<void> {
    await this.#call('POST', '/sql', { sql })
  }

  /** Moves the sandbox's clock on: schedules that are due by then fire. */
  async moveClock(ms: number): Promise<void> {
    await this.#call('POST', '/clock', { advance_ms: ms })
  }

  async #posts(): Promise<string[]> {
    const posts = (await this.requests()).filter(
      ({ method, path }) => method === 'POST' && path === '/api/v1/syncs',
    )
    return posts.map(({ body }) => body)
  }

  async #call(
    method: string,
    path: string,
    body?: Misbehaviour | { sql: string } | { advance_ms: number },
  ): Promise<Response> {
    const response = await fetch(this.#controlUrl + path, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    if (!response.ok) {
      throw new Error(`The sandbox refused ${method} ${path}: ${await response.text()}`)
    }
    return response
  }
}

function isValidation(body: string): boolean {
  const sent: { validate_only?: unknown } = JSON.parse(body)
  return sent.validate_only === true
}
