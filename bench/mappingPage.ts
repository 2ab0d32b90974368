import {
  columnSchema,
  destinationObjectSchema,
  oneOf,
  type CreateSync,
  type Mapping,
} from '@sync-builder/schema'
import type { Browser, Page } from 'playwright'

const viewport = { width: 1440, height: 900 }

/** The first constant among the rows of `requestWith`, counted from 1: it is in sight at once. */
export const constantRow = 5

/** The builder at its step Mapping, with a draft of this request; `prepare` runs in the page first. */
export async function openMapping(
  browser: Browser,
  url: string,
  request: CreateSync,
  prepare?: () => void,
): Promise<Page> {
  const page = await browser.newPage({ viewport })
  if (prepare) await page.addInitScript(prepare)
  await page.goto(`${url}/import`)
  await page.getByRole('textbox', { name: 'Request JSON or cURL' }).fill(JSON.stringify(request))
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await stepLink(page, 'Mapping').click()
  await page.getByRole('table', { name: 'Mappings' }).locator('[data-line]').first().waitFor()
  return page
}

/** The link to a step of the builder. */
export function stepLink(page: Page, step: string) {
  return page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('link', { name: step, exact: true })
}

/** The columns of the sandbox's largest table and the fields of its largest object. */
export interface Names {
  columns: readonly string[]
  fields: readonly string[]
}

const table = {
  table_catalog: 'ANALYTICS',
  table_schema: 'FEATURES',
  table_name: 'USER_FEATURES',
}

/** Asks the sandbox for its names. */
export async function namesOf(url: string): Promise<Names> {
  const columns = await read(
    `${url}/api/v1/sources/12/tables/columns?${new URLSearchParams(table).toString()}`,
  )
  const object = await read(`${url}/api/v1/destinations/30/objects/customer_master`)
  return {
    columns: oneOf(columnSchema.array())
      .parse(columns)
      .data.map(({ name }) => name),
    fields:
      oneOf(destinationObjectSchema)
        .parse(object)
        .data.fields?.map(({ full_name }) => full_name) ?? [],
  }
}

async function read(address: string): Promise<unknown> {
  const answer = await fetch(address, { headers: { 'X-Sync-Builder': '1' } })
  return answer.json()
}

/** A request between the sandbox's largest table and its largest object. */
export function requestWith(rowCount: number, names: Names): CreateSync {
  return {
    label: 'User features to customer master',
    operation: 'upsert',
    source_attributes: { connection_id: 12, object: { type: 'table', ...table } },
    destination_attributes: { connection_id: 30, object: 'customer_master' },
    mappings: Array.from({ length: rowCount }, (_, index) => mappingAt(index, names)),
    mode: {
      type: 'triggered',
      triggers: { schedule: { frequency: 'daily', hour: 1, minute: 30 } },
    },
    paused: false,
    validate_only: false,
  }
}

/** The key first, then the object's other fields, then fields to create; each fifth a constant. */
function mappingAt(index: number, { columns, fields }: Names): Mapping {
  const column = columns[index % columns.length] ?? ''
  const from: Mapping['from'] =
    (index + 1) % constantRow === 0
      ? { type: 'constant_value', data: { value: `cohort ${index}`, basic_type: 'text' } }
      : { type: 'column', data: column }
  const field = fields[index]
  if (field === undefined) return { from, to: `feature_${index}`, generate_field: true }
  return index === 0 ? { from, to: field, is_primary_identifier: true } : { from, to: field }
}
