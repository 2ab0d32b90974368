import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.ts'
import { proxyAddress, proxyServer, sandboxServer } from './product.ts'
import { ServerGroup } from './servers.ts'

/** A sandbox and a proxy for one run of tests or measurements. */
export interface Product {
  /** Where the browser finds the builder. */
  url: string
  /** Where the sandbox takes the tests' orders (apps/sandbox/src/control.ts). */
  controlUrl: string
  /** The secret that must never reach the browser. */
  token: string
  stop: () => Promise<void>
}

/** Starts both on free ports, with an empty data folder that `stop` removes. */
export async function startProduct(): Promise<Product> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'sync-builder-'))
  const controlPort = String(await freePort())
  const env = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'fatal',
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_CONTROL_PORT: controlPort,
    SANDBOX_TOKEN: 'throwaway-7f3a91c25d',
    DATA_DIR: dataFolder,
    // What the shell of whoever runs the tests points at must never be called.
    CENSUS_API_TOKEN: undefined,
    CENSUS_API_TOKEN_FILE: undefined,
    CENSUS_BASE_URL: undefined,
    ALLOWED_HOSTS: undefined,
  }
  const servers = new ServerGroup()
  const stop = async () => {
    await servers.stop()
    await rm(dataFolder, { recursive: true })
  }
  try {
    await servers.start({ ...sandboxServer(env), output: 'drop' })
    await servers.start({ ...proxyServer(env), output: 'drop' })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: proxyAddress(env),
    controlUrl: `http://127.0.0.1:${controlPort}`,
    token: env.SANDBOX_TOKEN,
    stop,
  }
}
