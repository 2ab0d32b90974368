import { createHash } from 'node:crypto'
import type { CreateState } from '@sync-builder/schema'
import type { Logger } from 'pino'
import { ProxyError } from './errors.ts'
import type { Gate } from './gate.ts'
import type { Journal, JournalEntry } from './journal.ts'
import type { UpstreamAnswer, UpstreamResult } from './upstream.ts'

/** An answer, and whether it is one given before. */
export interface CreateOutcome {
  answer: UpstreamAnswer
  replayed: boolean
}

/** A create that waits for its turn or for its answer. */
interface Running {
  bodyHash: string
  /** How many clients wait for it. */
  clients: number
  /** Aborts when all of them have left. */
  deserted: AbortController
  /** From then on it runs to its end, whoever leaves. */
  isSent: boolean
}

interface Settings {
  journal: Journal
  gate: Gate
  log: Logger
  /** Sends one create; never called twice for one key unless nothing came of the first. */
  send: (body: string) => Promise<UpstreamResult>
}

/**
 * Creates over an API that has no idempotency: each key is sent once, whatever the client does
 * and however often it asks.
 */
export class Creates {
  readonly #journal: Journal
  readonly #gate: Gate
  readonly #log: Logger
  readonly #send: Settings['send']
  /** How many requests with a key are on their way in or being worked on. */
  readonly #arrived = new Map<string, number>()
  readonly #running = new Map<string, { create: Running; outcome: Promise<UpstreamAnswer> }>()

  constructor({ journal, gate, log, send }: Settings) {
    this.#journal = journal
    this.#gate = gate
    this.#log = log
    this.#send = send
  }

  /**
   * Notes that a request with this key arrives: until the function that it gives is called, the
   * key is known, though its body may still be on its way or be refused.
   */
  arrive(key: string): () => void {
    this.#arrived.set(key, (this.#arrived.get(key) ?? 0) + 1)
    return () => {
      const left = (this.#arrived.get(key) ?? 1) - 1
      if (left > 0) this.#arrived.set(key, left)
      else this.#arrived.delete(key)
    }
  }

  /**
   * The answer to a create: sent now, awaited with the one under way, or the one given before.
   * One whose clients have all left, each told by its `gone`, before it was sent is not sent.
   *
   * @throws ProxyError `key_reused`, `outcome_unknown`, `overloaded`, `client_left`,
   * `journal_unavailable`, or why nothing was created.
   */
  async create(key: string, body: string, gone?: AbortSignal): Promise<CreateOutcome> {
    const bodyHash = createHash('sha256').update(body).digest('hex')
    const running = this.#running.get(key)
    // One that was deserted before it was sent ends as if nobody had asked for it.
    if (running && (running.create.isSent || !running.create.deserted.signal.aborted)) {
      if (running.create.bodyHash !== bodyHash) throw new ProxyError('key_reused')
      join(running.create, gone)
      return { answer: await running.outcome, replayed: true }
    }
    const entry = this.#find(key)
    if (entry) {
      if (entry.bodyHash !== bodyHash) throw new ProxyError('key_reused')
      if (!entry.answer) throw new ProxyError('outcome_unknown')
      return { answer: entry.answer, replayed: true }
    }
    const create = { bodyHash, clients: 0, deserted: new AbortController(), isSent: false }
    join(create, gone)
    const outcome = this.#run(key, create, body).finally(() => {
      if (this.#running.get(key)?.create === create) this.#running.delete(key)
    })
    this.#running.set(key, { create, outcome })
    return { answer: await outcome, replayed: false }
  }

  /** What is known of a create; undefined for a key that was never sent. */
  state(key: string): CreateState | undefined {
    const entry = this.#find(key)
    if (!entry) {
      // On its way in, or waiting for its turn: nobody must take it for one never sent.
      return this.#arrived.has(key) || this.#running.has(key) ? { state: 'sent' } : undefined
    }
    const { sentAt, answer, answeredAt } = entry
    if (answer && answeredAt) {
      const body: unknown = answer.body === '' ? null : JSON.parse(answer.body)
      return { state: 'answered', sentAt, answeredAt, answer: { status: answer.status, body } }
    }
    return { state: this.#running.has(key) ? 'sent' : 'unknown', sentAt }
  }

  #find(key: string): JournalEntry | undefined {
    try {
      return this.#journal.find(key)
    } catch (cause) {
      throw new ProxyError('journal_unavailable', { cause })
    }
  }

  async #run(key: string, create: Running, body: string): Promise<UpstreamAnswer> {
    const { bodyHash, deserted } = create
    const leave = await this.#gate.enter(deserted.signal)
    try {
      if (deserted.signal.aborted) throw new ProxyError('client_left')
      this.#begin(key, bodyHash)
      create.isSent = true
      return this.#settle(key, await this.#send(body))
    } finally {
      leave()
    }
  }

  #begin(key: string, bodyHash: string): void {
    try {
      this.#journal.begin(key, bodyHash)
    } catch (cause) {
      throw new ProxyError('journal_unavailable', { cause })
    }
  }

  /** The answer of a create that was sent, once it is noted how it ended. */
  #settle(key: string, result: UpstreamResult): UpstreamAnswer {
    if (result.kind === 'answered') {
      const { answer } = result
      if (isGateways(answer.status)) throw new ProxyError('outcome_unknown')
      // Throttled before anything was done: the same key may try again.
      if (answer.status === 429) this.#record(() => this.#journal.forget(key))
      else this.#record(() => this.#journal.answer(key, answer))
      return answer
    }
    if (!isCertain(result.reached)) {
      throw new ProxyError('outcome_unknown', { cause: result.error })
    }
    this.#record(() => this.#journal.forget(key))
    throw result.error
  }

  /**
   * Writes down how a create ended. Where that fails the client still gets its answer; whoever
   * asks later is told that the outcome is unknown.
   */
  #record(write: () => void): void {
    try {
      write()
    } catch (error) {
      this.#log.error({ error: String(error) }, 'the outcome of a create was not recorded')
    }
  }
}

/** Counts a client among those that wait for a create, until it leaves. */
function join(create: Running, gone: AbortSignal | undefined): void {
  create.clients += 1
  const leave = (): void => {
    create.clients -= 1
    if (create.clients === 0) create.deserted.abort()
  }
  if (gone?.aborted) leave()
  else gone?.addEventListener('abort', leave, { once: true })
}

/**
 * Whether a failed call tells for certain that nothing was created. Of the redirects only 307 and
 * 308 do: the others may lead to the result of what was done.
 */
function isCertain(reached: number | 'sent' | 'not sent'): boolean {
  if (typeof reached !== 'number') return reached === 'not sent'
  return reached >= 307 && reached < 500
}

/**
 * Statuses with which something in front of the API says that it got no answer from it; creates
 * were seen to succeed behind a 504 (reference 1.5).
 */
function isGateways(status: number): boolean {
  return status === 502 || status === 504 || status >= 520
}
