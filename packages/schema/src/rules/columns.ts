import { isJsonObject, type JsonValue, type Path } from '../json.ts'
import type { Column } from '../source.ts'
import { indexing, type Names } from './names.ts'
import { type Finding, type Scene, setting } from './rule.ts'
import { placeIn } from './rows.ts'
import { shorten } from './wording.ts'

const columnIndex = indexing<Column>((column) => column.name)

/** The source's columns by exact name; undefined when they are not known. */
export function columnsOf({ context }: Scene): Names<Column> | undefined {
  if (!context.columns || context.areColumnsTyped) return undefined
  return columnIndex(context.columns)
}

/** The column of this exact name; undefined when there is none, or when nobody knows. */
export function columnOf(scene: Scene, name: string): Column | undefined {
  return columnsOf(scene)?.get(name)
}

/** Rule 26: a column that is read must exist, exact case. */
export function unknownColumns(scene: Scene): Finding[] {
  const { body } = scene
  const columns = columnsOf(scene)
  if (!columns) return []
  const findings: Finding[] = []
  const judge = (name: JsonValue | undefined, path: Path) => {
    if (typeof name !== 'string' || name === '' || columns.has(name)) return
    const message = `The source has no column ${shorten(name)}; names are case sensitive`
    const meant = columns.sameButCase(name)
    findings.push(
      meant === undefined ? { path, message } : { path, message, fix: setting(path, meant) },
    )
  }
  for (const row of scene.rows) {
    if (row.from?.type === 'column') judge(row.from.data, placeIn(row, 'from', 'data'))
  }
  judge(body.high_water_mark_attribute, ['high_water_mark_attribute'])
  if (isJsonObject(body.high_water_mark_attributes)) {
    const path = ['high_water_mark_attributes', 'column_name']
    judge(body.high_water_mark_attributes.column_name, path)
  }
  return findings
}
