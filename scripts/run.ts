import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from './repository.ts'

export interface RunOptions {
  env?: Readonly<Record<string, string | undefined>>
  /** Ends the command when it fires; `run` then rejects. */
  signal?: AbortSignal
}

/** Runs a command at the root with its output shown; gives its exit code, 1 if a signal ended it. */
export async function run(
  command: string,
  args: readonly string[],
  { env, signal }: RunOptions = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    signal,
  })
  await once(child, 'exit')
  return child.exitCode ?? 1
}
