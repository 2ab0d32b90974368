/** What a tab tells the others of a draft that it has just kept. */
export interface DraftNews {
  id: string
  /** When its content was kept, in milliseconds since the epoch; never, once it is deleted. */
  savedAt?: number
  name?: string | undefined
}

const channel =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('sync-builder drafts')

/** Tells the other tabs of this browser; this one does not hear it. */
export function tellOtherTabs(news: DraftNews): void {
  channel?.postMessage(news)
}

/** Hears what other tabs tell; gives what ends it. */
export function hearOtherTabs(listener: (news: DraftNews) => void): () => void {
  const hear = ({ data }: MessageEvent<DraftNews>) => listener(data)
  channel?.addEventListener('message', hear)
  return () => channel?.removeEventListener('message', hear)
}
