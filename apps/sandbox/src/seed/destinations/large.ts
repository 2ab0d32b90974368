import { destination, field, key, lookup, object, preservable } from '../fields.ts'
import type { SeedDestination } from '../seed.ts'
import { wideFields } from '../wide.ts'

const widest = object(
  'customer_master',
  'Customer master (1,500 fields)',
  ['upsert', 'update', 'insert', 'mirror'],
  wideFields,
  { allow_custom_fields: true },
)

const areas = ['Sales', 'Purchasing', 'Stock', 'Ledger', 'Payroll', 'Projects', 'Assets', 'Tax']
const things = ['Order', 'Line', 'Journal', 'Entry', 'Item', 'Contract', 'Plan', 'Report']

const others = Array.from({ length: 4_999 }, (_, index) => {
  const area = areas[index % areas.length] ?? ''
  const thing = things[Math.floor(index / areas.length) % things.length] ?? ''
  const number = String(index + 1).padStart(4, '0')
  return object(
    `${area}_${thing}_${number}`.toLowerCase(),
    `${area} ${thing} ${number}`,
    ['upsert', 'insert'],
    [
      field('id', 'Id', 'String', key),
      field('name', 'Name', 'String', preservable),
      field('customer', 'Customer', 'Reference', lookup('customer_master')),
    ],
  )
})

/** A connection of 5,000 objects, one of which has 1,500 fields. */
export const erp: SeedDestination = {
  destination: destination(30, 'Enterprise ERP', 'netsuite'),
  objects: [...others, widest],
}
