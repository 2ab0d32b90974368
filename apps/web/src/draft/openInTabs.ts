const prefix = 'sync-builder draft '

/**
 * Marks a draft as open in this tab, for the others; gives what ends it. The browser ends it as
 * well when the page goes, however that happens.
 */
export function markOpen(id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  navigator.locks
    .request(prefix + id, { mode: 'shared' }, () => promise)
    .catch(() => {
      // Where the browser does not do it, `openDrafts` rejects too.
    })
  return resolve
}

/** The ids of the drafts that are open in some tab; rejects where the browser does not tell. */
export async function openDrafts(): Promise<ReadonlySet<string>> {
  const { held = [], pending = [] } = await navigator.locks.query()
  const names = [...held, ...pending].map(({ name }) => name ?? '')
  return new Set(
    names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
  )
}
