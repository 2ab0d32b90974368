import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import type { Logger } from 'pino'
import type { Limits } from './limits.ts'
import type { TokenSource } from './token.ts'

/** All that the proxy is told: parsed configuration, no text from the environment. */
export interface ProxySettings {
  host: string
  /** 0 takes any free port. */
  port: number
  upstream: {
    /** Scheme, host and port of the API, without a path. */
    origin: string
    sandbox: boolean
  }
  token: TokenSource
  /** `loopback`: the loopback names with the port that is listened on. */
  allowedHosts: 'loopback' | readonly string[]
  /** Folder of the SQLite files; made when missing. */
  dataDir: string
  /** Folder of the built SPA. */
  webRoot: string
  limits: Limits
  log: Logger
}

/** A proxy that listens. */
export interface RunningProxy {
  url: string
  port: number
  /** Stops accepting, lets what is under way end, and frees port and files. */
  stop(): Promise<void>
}

/** Starts the proxy and resolves once it listens. */
export async function startProxy(settings: ProxySettings): Promise<RunningProxy> {
  const server = createServer((_request, response) => {
    response.writeHead(404).end()
  })
  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${settings.host}:${port}`,
    port,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
