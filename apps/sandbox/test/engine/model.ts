import type { Behavior } from '@sync-builder/schema'

/** A row of the source: `age` with a fraction is what the destination rejects. */
export interface ModelRow {
  key: string | null
  name: string
  age: number
  at: number
}

/** A record of the destination. */
export interface ModelRecord {
  id: string
  name: string | null
  age: number | null
  isLocked: boolean
}

export interface ModelRun {
  counts: [
    source: number,
    updates: number,
    deletes: number,
    invalid: number,
    processed: number,
    updated: number,
    failed: number,
  ]
  /** Key and status of each row of the log, in any order. */
  log: string[]
  /** What became of records of the destination: kind and key, in any order. */
  changes: string[]
}

/**
 * The engine as naively as can be: one row after the other, in memory, nothing but maps. What it
 * is to agree with is the reference (5.2 to 5.6), not the engine's SQL.
 */
export class Model {
  readonly #behavior: Behavior
  readonly #isByTime: boolean
  records: ModelRecord[] = []
  #tried = new Map<string, { value: string; isThere: boolean; isPending: boolean }>()
  #mark: number | undefined
  #isFirst = true
  #changes: string[] = []

  constructor(behavior: Behavior) {
    this.#behavior = behavior
    this.#isByTime = behavior.operation === 'append' && behavior.isByTime
  }

  run(rows: readonly ModelRow[], isForced: boolean): ModelRun {
    const log: string[] = []
    const valid = rows.filter(
      ({ key }) => key !== null && rows.filter((row) => row.key === key).length === 1,
    )
    for (const row of rows) if (!valid.includes(row)) log.push(`${row.key} invalid`)
    const mark = rows.length === 0 ? undefined : Math.max(...rows.map(({ at }) => at))
    let [updates, deletes, processed, failed] = [0, 0, 0, 0]
    const isSkipping =
      this.#isFirst &&
      this.#behavior.operation === 'append' &&
      this.#behavior.history === 'skip_current_records'
    const isSwap = this.#isSwap()
    const replaced = isSwap ? this.records.map(({ id }) => id) : []
    if (isSwap) this.records = []
    this.#changes = []

    for (const row of valid) {
      const key = row.key ?? ''
      const value = JSON.stringify([row.name, row.age])
      const before = this.#tried.get(key)
      if (isSkipping) {
        if (!this.#isByTime) this.#tried.set(key, { value, isThere: false, isPending: false })
        continue
      }
      if (!this.#isSent(row, before, value, mark, isForced)) continue
      const isRetry = !isForced && before?.isPending === true && before.value === value
      if (!isRetry) updates += 1
      processed += 1
      const isAccepted = this.#write(row, key)
      if (!isAccepted) failed += 1
      log.push(`${key} ${isAccepted ? 'succeeded' : 'rejected'}`)
      this.#tried.set(key, {
        value,
        isThere: isAccepted || (before?.isThere ?? false),
        isPending: !isAccepted,
      })
    }

    const inSource = new Set(rows.map(({ key }) => key))
    if (this.#behavior.operation === 'mirror') {
      for (const [key, before] of this.#tried) {
        if (inSource.has(key)) continue
        if (isSwap || !before.isThere) {
          this.#tried.delete(key)
          continue
        }
        if (!before.isPending) deletes += 1
        processed += 1
        const isAccepted = this.#takeAway(key)
        if (isAccepted) this.#tried.delete(key)
        else {
          failed += 1
          before.isPending = true
        }
        log.push(`${key} ${isAccepted ? 'succeeded' : 'rejected'}`)
      }
    }
    if (isSwap) this.#compare(replaced)
    this.#mark = mark ?? this.#mark
    this.#isFirst = false
    const invalid = rows.length - valid.length
    const counts: ModelRun['counts'] = [
      rows.length,
      updates,
      deletes,
      invalid,
      processed,
      processed - failed,
      failed,
    ]
    return { counts, log, changes: this.#changes }
  }

  #isSwap(): boolean {
    return this.#behavior.operation === 'mirror' && this.#behavior.strategy === 'upload_and_swap'
  }

  #isSent(
    row: ModelRow,
    before: { value: string; isPending: boolean } | undefined,
    value: string,
    mark: number | undefined,
    isForced: boolean,
  ): boolean {
    if (before?.isPending) return true
    switch (this.#behavior.operation) {
      case 'append':
        if (!this.#isByTime) return before === undefined
        return mark !== undefined && row.at < mark && row.at >= (this.#mark ?? -Infinity)
      case 'insert':
      case 'delete':
        return isForced || before === undefined
      default:
        return isForced || this.#isSwap() || before?.value !== value
    }
  }

  /** False when the destination rejects it. */
  #write({ name, age }: ModelRow, key: string): boolean {
    const found = this.records.filter(({ id }) => id === key)
    const { operation } = this.#behavior
    if (operation !== 'delete' && !Number.isInteger(age)) return false
    const changesWhatIsThere = operation !== 'append' && operation !== 'insert' && !this.#isSwap()
    if (changesWhatIsThere && (found.length > 1 || found.some(({ isLocked }) => isLocked)))
      return false
    const [match] = found
    if (operation === 'delete') {
      if (match) this.#changes.push(`deleted ${key}`)
      this.records = this.records.filter(({ id }) => id !== key)
      return true
    }
    if (match && changesWhatIsThere) {
      Object.assign(match, { name, age })
      this.#changes.push(`updated ${key}`)
    }
    const creates = operation === 'append' || this.#isSwap() || (!match && operation !== 'update')
    if (creates) {
      this.records.push({ id: key, name, age, isLocked: false })
      this.#changes.push(`created ${key}`)
    }
    return true
  }

  #takeAway(key: string): boolean {
    const found = this.records.filter(({ id }) => id === key)
    if (found.length > 1 || found.some(({ isLocked }) => isLocked)) return false
    const isNulling =
      this.#behavior.operation === 'mirror' && this.#behavior.strategy === 'sync_updates_and_nulls'
    for (const { id } of found) this.#changes.push(`${isNulling ? 'updated' : 'deleted'} ${id}`)
    if (isNulling) for (const record of found) Object.assign(record, { name: null, age: null })
    else this.records = this.records.filter(({ id }) => id !== key)
    return true
  }

  /** Of a whole that replaces another, what has the key of a record before updates it. */
  #compare(before: readonly string[]): void {
    const left = [...before]
    this.#changes = this.records.map(({ id }) => {
      const place = left.indexOf(id)
      if (place >= 0) left.splice(place, 1)
      return `${place >= 0 ? 'updated' : 'created'} ${id}`
    })
    this.#changes.push(...left.map((id) => `deleted ${id}`))
  }
}
