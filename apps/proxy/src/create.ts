import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { ProxyError } from './errors.ts'
import type { Gate } from './gate.ts'
import type { Journal, JournalEntry } from './journal.ts'
import type { UpstreamAnswer, UpstreamResult } from './upstream.ts'

/** What is known of a create. Source: DESIGN 4, `GET /app/creates/:key`. */
export type CreateState =
  /** Without a time while it waits for its turn to be sent. */
  | { state: 'sent'; sentAt?: string }
  | {
      state: 'answered'
      sentAt: string
      answeredAt: string
      answer: { status: number; body: unknown }
    }
  | { state: 'unknown'; sentAt: string }

/** An answer, and whether it is one given before. */
export interface CreateOutcome {
  answer: UpstreamAnswer
  replayed: boolean
}

interface Running {
  bodyHash: string
  outcome: Promise<UpstreamAnswer>
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
  readonly #running = new Map<string, Running>()

  constructor({ journal, gate, log, send }: Settings) {
    this.#journal = journal
    this.#gate = gate
    this.#log = log
    this.#send = send
  }

  /**
   * The answer to a create: sent now, awaited with the one under way, or the one given before.
   *
   * @throws ProxyError `key_reused`, `outcome_unknown`, `overloaded`, `journal_unavailable`, or
   * why nothing was created.
   */
  async create(key: string, body: string): Promise<CreateOutcome> {
    const bodyHash = createHash('sha256').update(body).digest('hex')
    const running = this.#running.get(key)
    if (running) {
      if (running.bodyHash !== bodyHash) throw new ProxyError('key_reused')
      return { answer: await running.outcome, replayed: true }
    }
    const entry = this.#find(key)
    if (entry) {
      if (entry.bodyHash !== bodyHash) throw new ProxyError('key_reused')
      if (!entry.answer) throw new ProxyError('outcome_unknown')
      return { answer: entry.answer, replayed: true }
    }
    const outcome = this.#run(key, bodyHash, body).finally(() => this.#running.delete(key))
    this.#running.set(key, { bodyHash, outcome })
    return { answer: await outcome, replayed: false }
  }

  /** What is known of a create; undefined for a key that was never sent. */
  state(key: string): CreateState | undefined {
    const entry = this.#find(key)
    if (!entry) {
      // Accepted, and waiting for its turn: whoever asks must not take it for one never sent.
      return this.#running.has(key) ? { state: 'sent' } : undefined
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

  async #run(key: string, bodyHash: string, body: string): Promise<UpstreamAnswer> {
    const leave = await this.#gate.enter()
    try {
      this.#begin(key, bodyHash)
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

/** Whether a failed call tells for certain that nothing was created. */
function isCertain(reached: number | 'sent' | 'not sent'): boolean {
  if (typeof reached !== 'number') return reached === 'not sent'
  return reached >= 300 && reached < 500
}

/**
 * Statuses with which something in front of the API says that it got no answer from it; creates
 * were seen to succeed behind a 504 (reference 1.5).
 */
function isGateways(status: number): boolean {
  return status === 502 || status === 504 || status >= 520
}
