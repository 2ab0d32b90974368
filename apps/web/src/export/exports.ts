import {
  isJsonObject,
  withoutAlertIds,
  withValidateOnly,
  type JsonObject,
} from '@sync-builder/schema'
import { toCurl } from '../api/curl.ts'
import { hclName } from './hcl.ts'
import { inStableOrder } from './stableOrder.ts'
import { toTerraform } from './terraform.ts'

/** The forms in which a sync leaves the builder. */
export const exportForms = ['JSON', 'cURL', 'Terraform'] as const
export type ExportForm = (typeof exportForms)[number]

/** A sync as a file. */
export interface ExportedSync {
  fileName: string
  mediaType: string
  text: string
  /** What this form cannot say, in sentences. */
  notes: readonly string[]
}

/** What is exported: a request, the id that it has when it is stored, and the API's host. */
export interface Exportable {
  payload: JsonObject
  storedId?: number | undefined
  host: string
}

/** A sync in one of the forms, with its keys in an order that stays the same. */
export function exportSync(
  form: ExportForm,
  { payload, storedId, host }: Exportable,
): ExportedSync {
  const ordered = inStableOrder(withoutAlertIds(payload))
  const request = isJsonObject(ordered) ? ordered : {}
  const name = hclName(typeof payload.label === 'string' ? payload.label : '', 'sync')
  const file = storedId === undefined ? name : `${name}_${storedId}`
  switch (form) {
    case 'JSON':
      return {
        fileName: `${file}.json`,
        mediaType: 'application/json',
        text: `${JSON.stringify(request, null, 2)}\n`,
        notes: [],
      }
    case 'cURL':
      return {
        fileName: `${file}.sh`,
        mediaType: 'text/x-shellscript',
        text: `${toCurl(withValidateOnly(request, false), host)}\n`,
        notes:
          storedId === undefined ? [] : ['It makes another sync like this one when it is run.'],
      }
    case 'Terraform':
      return { fileName: `${file}.tf`, mediaType: 'text/plain', ...toTerraform(request, storedId) }
  }
}
