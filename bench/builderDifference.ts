import {
  isJsonObject,
  syncDifference,
  type CreateSync,
  type JsonObject,
} from '@sync-builder/schema'
import { requestWith, type Names } from './mappingPage.ts'
import { median, type Measurement } from './measurement.ts'

const mappingCount = 1_000
const roundCount = 15

/** Time for the difference of two syncs of which one was worked over. */
export function measureDifference(names: Names): Measurement[] {
  const request = requestWith(mappingCount, names)
  const [before, after] = [request, workedOver(request)].map((each) => JSON.stringify(each))
  const times: number[] = []
  for (let round = -3; round < roundCount; round++) {
    // Fresh objects, as two answers of the API are.
    const [was, is] = [objectOf(before), objectOf(after)]
    const from = performance.now()
    syncDifference(was, is)
    if (round >= 0) times.push(performance.now() - from)
  }
  return [
    {
      name: `difference of two syncs of ${mappingCount} mappings`,
      value: median(times),
      unit: 'ms',
      limit: 50,
      direction: '<=',
    },
  ]
}

function objectOf(text = ''): JsonObject {
  const value: unknown = JSON.parse(text)
  if (!isJsonObject(value)) throw new Error('A request is an object')
  return value
}

/** Each third mapping changed, each seventh gone, the last hundred moved to the front. */
function workedOver(request: CreateSync): CreateSync {
  const mappings = request.mappings ?? []
  const changed = mappings.flatMap((mapping, index) => {
    if (index % 7 === 6) return []
    return [index % 3 === 2 ? { ...mapping, sync_null_values: false } : mapping]
  })
  return { ...request, mappings: [...changed.slice(-100), ...changed.slice(0, -100)] }
}
