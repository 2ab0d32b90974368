import type { APIRequestContext } from 'playwright/test'

/** The ids of the syncs with this label that the API holds, read as the builder reads them. */
export async function storedSyncs(request: APIRequestContext, label: string): Promise<number[]> {
  const response = await request.get('/api/v1/syncs?per_page=100', {
    headers: { 'x-sync-builder': '1' },
  })
  const { data }: { data: { id: number; label: string | null }[] } = await response.json()
  return data.filter((sync) => sync.label === label).map(({ id }) => id)
}
