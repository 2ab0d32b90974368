/**
 * Drafts that were begun in this tab and hold nothing yet, so that they are not kept: a reload must
 * find them empty rather than missing.
 */
const key = 'sync-builder begun drafts'

/** Where the browser does not let the page keep anything, they are known until the page goes. */
let begun: readonly string[] | undefined

/** Begins a new draft and gives its id; the browser keeps it at its first change. */
export function beginDraft(): string {
  const id = crypto.randomUUID()
  remember([...remembered(), id])
  return id
}

/** True for a draft that was begun in this tab and was not kept since. */
export function isBegun(id: string): boolean {
  return remembered().includes(id)
}

/** From here on the draft is one that is kept, or is gone. */
export function forgetBegun(id: string): void {
  if (isBegun(id)) remember(remembered().filter((one) => one !== id))
}

function remembered(): readonly string[] {
  begun ??= read()
  return begun
}

function read(): readonly string[] {
  try {
    return sessionStorage.getItem(key)?.split(' ') ?? []
  } catch {
    return []
  }
}

function remember(ids: readonly string[]): void {
  begun = ids.slice(-20)
  try {
    sessionStorage.setItem(key, begun.join(' '))
  } catch {
    // Known until the page goes.
  }
}
