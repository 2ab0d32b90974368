import { isJsonObject } from '../json.ts'
import { type BasicType, basicTypes } from '../mapping.ts'
import { setting } from './rule.ts'
import { eachRow, nameOf, placeIn } from './rows.ts'
import { shorten } from './wording.ts'

/** Rule 30. */
export const membershipWithoutDataset = eachRow((row, { body }) => {
  if (row.from?.type !== 'segment_membership') return undefined
  const source = body.source_attributes
  const object = isJsonObject(source) ? source.object : undefined
  const type = isJsonObject(object) ? object.type : undefined
  if (typeof type !== 'string' || type === 'dataset') return undefined
  const message = `segment_membership needs a dataset as source; the source is a ${shorten(type)}`
  return { path: placeIn(row, 'from', 'type'), message }
})

/** Reference 2.4: the only keys that are known. */
export const unknownMetadataKey = eachRow((row) => {
  const path = placeIn(row, 'from', 'data')
  const data = row.from?.data
  if (row.from?.type === 'sync_metadata' && typeof data === 'string' && data !== 'sync_run_id') {
    const message = `The only metadata that is known is sync_run_id, not ${shorten(data)}`
    return { path, message, fix: setting(path, 'sync_run_id') }
  }
  if (row.from?.type !== 'segment_membership' || !isJsonObject(data)) return undefined
  if (typeof data.identify_by !== 'string' || data.identify_by === 'name') return undefined
  const message = `Segments are known to be told by name only, not by ${shorten(data.identify_by)}`
  return { path: [...path, 'identify_by'], message, fix: setting([...path, 'identify_by'], 'name') }
})

/** Reference 2.4: `basic_type` says how the text of a constant is read. */
export const unreadableConstant = eachRow((row) => {
  const data = row.from?.type === 'constant_value' ? row.from.data : undefined
  if (!isJsonObject(data) || typeof data.value !== 'string') return undefined
  const kind = basicTypes.find((known) => known === data.basic_type)
  if (kind === undefined || isReadable[kind](data.value)) return undefined
  const message = `The constant of ${nameOf(row)} cannot be read as a ${kind}`
  return { path: placeIn(row, 'from', 'data', 'value'), message }
})

const isReadable: Record<BasicType, (text: string) => boolean> = {
  boolean: (text) => /^(true|false)$/i.test(text.trim()),
  datetime: (text) => !Number.isNaN(Date.parse(text)),
  number: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
  text: () => true,
}
