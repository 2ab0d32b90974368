import { ServerGroup } from './servers.ts'

/**
 * Runs a command that starts servers: `start` starts them and gives the line that says where to
 * look; what else it runs, it ends when `stopping` fires. The process ends when a signal comes
 * (exit code 0), a server ends by itself, or the start fails (both 1).
 */
export async function runUntilStopped(
  start: (servers: ServerGroup, stopping: AbortSignal) => Promise<string>,
): Promise<never> {
  const servers = new ServerGroup()
  const stopping = new AbortController()
  const signalled = new Promise<undefined>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      // `on`, not `once`: a terminal's Ctrl-C comes twice, from the terminal and through npm.
      process.on(signal, () => resolve(undefined))
    }
  })
  let failure: string | undefined
  try {
    const ready = start(servers, stopping.signal).then((line) => {
      console.log(`\n${line}\nCtrl-C stops it.\n`)
      return servers.failure
    })
    failure = await Promise.race([ready, signalled])
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
  }
  if (failure !== undefined) console.error(`\n${failure}`)
  stopping.abort()
  await servers.stop()
  process.exit(failure === undefined ? 0 : 1)
}
