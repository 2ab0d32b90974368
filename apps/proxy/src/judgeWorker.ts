import { parentPort } from 'node:worker_threads'
import { ProxyError } from './errors.ts'
import type { JudgeRequest, Verdict } from './judge.ts'
import { parsePayload } from './payload.ts'

parentPort?.on('message', ({ purpose, text, maxDepth }: JudgeRequest) => {
  parentPort?.postMessage(verdictOn(() => parsePayload(purpose, text, maxDepth)))
})

parentPort?.postMessage('ready')

/** Errors lose their class between threads, so a refusal travels as what it is made of. */
function verdictOn(parse: () => Extract<Verdict, { ok: true }>['payload']): Verdict {
  try {
    return { ok: true, payload: parse() }
  } catch (thrown) {
    if (!(thrown instanceof ProxyError)) throw thrown
    const { kind, message, problems } = thrown
    return { ok: false, kind, message, problems }
  }
}
