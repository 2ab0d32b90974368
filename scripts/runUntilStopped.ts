import { ServerGroup } from './servers.ts'

/** A terminal's Ctrl-C comes twice at once: from the terminal and through npm. */
const sameSignalMs = 1_000
const patienceMs = 3_000

/**
 * Runs a command that starts servers: `start` starts them and gives the line that says where to
 * look; what else it runs, it ends when `stopping` fires. The process ends when a signal comes
 * (exit code 0), a server ends by itself, or the start fails (both 1). Servers may finish what
 * they are at, until a second signal.
 */
export async function runUntilStopped(
  start: (servers: ServerGroup, stopping: AbortSignal) => Promise<string>,
): Promise<never> {
  const servers = new ServerGroup()
  const stopping = new AbortController()
  const signalled = untilSignalled(() => servers.kill())
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
  const notice = setTimeout(() => {
    console.log('Waiting for calls that are under way. Ctrl-C again ends them.')
  }, patienceMs)
  await servers.stop()
  clearTimeout(notice)
  process.exit(failure === undefined ? 0 : 1)
}

/** Resolves at the first signal to stop; `again` is called at each later one. */
function untilSignalled(again: () => void): Promise<undefined> {
  let firstAt: number | undefined
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        firstAt ??= Date.now()
        if (Date.now() - firstAt > sameSignalMs) again()
        resolve(undefined)
      })
    }
  })
}
