import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import type { UpstreamAnswer } from './upstream.ts'

/** How long a create is remembered: a key that comes back later counts as new. */
const keptMs = 7 * 24 * 60 * 60_000

/** What is written of a create. Without an answer it was sent, and more is not known. */
export interface JournalEntry {
  key: string
  /** SHA-256 of the body that was sent: the payload itself is not kept. */
  bodyHash: string
  sentAt: string
  answer?: UpstreamAnswer
  answeredAt?: string
}

const rowSchema = z.object({
  key: z.string(),
  body_hash: z.string(),
  sent_at: z.string(),
  answered_at: z.string().nullable(),
  status: z.number().nullable(),
  headers: z.string().nullable(),
  body: z.string().nullable(),
})
const headersSchema = z.record(z.string(), z.string())

/**
 * The creates that were sent, by idempotency key, in SQLite. An entry is on the disk before its
 * request is, so after a crash it is known what may have happened.
 */
export class Journal {
  readonly #database: DatabaseSync
  readonly #now: () => Date

  /** @throws when the folder or the file cannot be written. */
  constructor(dataDir: string, now: () => Date) {
    this.#now = now
    mkdirSync(dataDir, { recursive: true })
    this.#database = new DatabaseSync(join(dataDir, 'creates.sqlite'), { timeout: 1_000 })
    this.#database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      create table if not exists creates (
        key text primary key,
        body_hash text not null,
        sent_at text not null,
        answered_at text,
        status integer,
        headers text,
        body text
      ) strict;
      create index if not exists creates_by_age on creates (sent_at);
    `)
  }

  find(key: string): JournalEntry | undefined {
    const found = this.#database
      .prepare('select * from creates where key = ? and sent_at >= ?')
      .get(key, this.#oldest())
    if (!found) return undefined
    const row = rowSchema.parse(found)
    const entry = { key: row.key, bodyHash: row.body_hash, sentAt: row.sent_at }
    if (row.answered_at === null) return entry
    const answer = {
      status: row.status ?? 0,
      headers: headersSchema.parse(JSON.parse(row.headers ?? '{}')),
      body: row.body ?? '',
    }
    return { ...entry, answer, answeredAt: row.answered_at }
  }

  /** Notes a create that is about to be sent, and forgets those that are too old. */
  begin(key: string, bodyHash: string): void {
    this.#database.prepare('delete from creates where sent_at < ?').run(this.#oldest())
    this.#database
      .prepare('insert into creates (key, body_hash, sent_at) values (?, ?, ?)')
      .run(key, bodyHash, this.#now().toISOString())
  }

  /** Keeps the answer of a create for whoever asks with its key again. */
  answer(key: string, { status, headers, body }: UpstreamAnswer): void {
    this.#database
      .prepare(
        'update creates set answered_at = ?, status = ?, headers = ?, body = ? where key = ?',
      )
      .run(this.#now().toISOString(), status, JSON.stringify(headers), body, key)
  }

  /** Forgets a create of which it is certain that the API did nothing: its key may be used again. */
  forget(key: string): void {
    this.#database.prepare('delete from creates where key = ?').run(key)
  }

  close(): void {
    this.#database.close()
  }

  #oldest(): string {
    return new Date(this.#now().getTime() - keptMs).toISOString()
  }
}
