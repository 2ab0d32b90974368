import type { APIRequestContext } from 'playwright/test'

const headers = { 'x-sync-builder': '1' }

/** The parts of a request that come back in another form. */
interface CreateRequest {
  validate_only?: boolean
  source_attributes: object
  alert_attributes?: { options: object | null }[]
  [field: string]: unknown
}

/** The ids of the syncs with this label that the API holds, read as the builder reads them. */
export async function storedSyncs(request: APIRequestContext, label: string): Promise<number[]> {
  const response = await request.get('/api/v1/syncs?per_page=100', { headers })
  const { data }: { data: { id: number; label: string | null }[] } = await response.json()
  return data.filter((sync) => sync.label === label).map(({ id }) => id)
}

/** A sync as the API answers it. */
export async function storedSync(request: APIRequestContext, id: number): Promise<unknown> {
  const response = await request.get(`/api/v1/syncs/${id}`, { headers })
  const { data }: { data: unknown } = await response.json()
  return data
}

/**
 * What GET answers for a request, as far as the request says: defaults come on top. `object` is
 * the source as it is named in answers. Source: API reference, 2.12.
 */
export function asStored(request: CreateRequest, object: object): Record<string, unknown> {
  const { validate_only: _never, ...kept } = request
  return {
    ...kept,
    source_attributes: { ...kept.source_attributes, object },
    ...(kept.alert_attributes && {
      alert_attributes: kept.alert_attributes.map((alert) => ({
        ...alert,
        options: alert.options ?? {},
      })),
    }),
  }
}
