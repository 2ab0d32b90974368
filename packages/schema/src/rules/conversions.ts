import { conversionOf } from '../conversion.ts'
import { columnOf } from './columns.ts'
import { destinationFieldOf } from './fields.ts'
import { eachRow, nameOf, placeIn } from './rows.ts'

/**
 * Reference 5.8 and 5.9: what becomes of the values is the destination's to decide and documented
 * nowhere, so this only tells. A row that looks a record up writes that record's id, whatever the
 * column holds.
 */
export const valuesThatDoNotFit = eachRow((row, scene) => {
  const { from, mapping } = row
  if (!from || mapping.lookup_object != null) return undefined
  const field = destinationFieldOf(scene, row)
  if (!field) return undefined
  const column =
    from.type === 'column' && typeof from.data === 'string' ? columnOf(scene, from.data) : undefined
  const conversion = conversionOf(from, column, field)
  const path = placeIn(row, 'to')
  switch (conversion.kind) {
    case 'lossy':
      return {
        path,
        code: 'conversion-lossy',
        message: `${conversion.words} in ${nameOf(row)}: ${conversion.loss}`,
      }
    case 'impossible':
      return {
        path,
        code: 'conversion-impossible',
        message: `${conversion.words} in ${nameOf(row)}: the values do not fit`,
      }
    default:
      return undefined
  }
})
