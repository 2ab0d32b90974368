import { createServer } from 'node:http'
import type { JsonObject, JsonValue } from '@sync-builder/schema'
import type { Express } from 'express'
import { createSandbox, type SandboxOptions } from '../src/app.ts'
import { seed } from '../src/seed/index.ts'

const token = 'a-token-for-tests'

export interface Answered {
  status: number
  headers: Headers
  /** Undefined when the answer has no body. */
  body: JsonObject
}

export interface RunningSandbox extends AsyncDisposable {
  /** The API's address, `/api/v1` included. */
  url: string
  /** The right token. */
  headers: Record<string, string>
  /** Of what the sandbox alone can tell, below `/sandbox`. */
  own: (method: string, path: string, body?: JsonValue) => Promise<Answered>
  /** With the right token. `body` is sent as JSON, a text as it is. */
  call: (method: string, path: string, body?: JsonValue) => Promise<Answered>
  get: (path: string) => Promise<Answered>
  post: (path: string, body?: JsonValue) => Promise<Answered>
  patch: (path: string, body: JsonValue) => Promise<Answered>
  control: (method: string, path: string, body?: JsonValue) => Promise<Answered>
}

/** A sandbox with the real seed, in memory and without waiting times unless told, on free ports. */
export async function runSandbox(options: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  const sandbox = createSandbox({
    databaseFile: ':memory:',
    token,
    seed,
    slowness: 0,
    ...options,
  })
  const api = await serve(sandbox.api)
  const control = await serve(sandbox.control)
  const url = `${api.origin}/api/v1`
  const headers = { authorization: `Bearer ${token}` }
  const call: RunningSandbox['call'] = (method, path, body) =>
    callJson(url + path, method, body, headers)
  return {
    url,
    headers,
    call,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
    own: (method, path, body) => callJson(`${api.origin}/sandbox${path}`, method, body, headers),
    control: (method, path, body) => callJson(control.origin + path, method, body, {}),
    async [Symbol.asyncDispose]() {
      await api.stop()
      await control.stop()
      await sandbox.close()
    },
  }
}

export async function callJson(
  url: string,
  method: string,
  body: JsonValue | undefined,
  headers: Record<string, string>,
): Promise<Answered> {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  const response = await fetch(url, { method, headers, ...(text !== undefined && { body: text }) })
  const answer = await response.text()
  const json: JsonObject = answer === '' ? {} : JSON.parse(answer)
  return { status: response.status, headers: response.headers, body: json }
}

async function serve(app: Express): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = createServer(app)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
