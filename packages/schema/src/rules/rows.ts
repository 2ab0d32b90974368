import { isJsonObject, type JsonObject, type JsonValue, type Path } from '../json.ts'
import { type Finding, mostFindings, type Rule } from './rule.ts'

/** A mapping at its place in the payload. */
export interface Row {
  mapping: JsonObject
  /** Where it stands in `mappings`, from 0. */
  index: number
  /** The destination field, where it is a text. */
  to: string | undefined
  /** The `from` with its kind, where both are well formed. */
  from: { type: string; data: JsonValue | undefined } | undefined
}

/** The mappings of a payload that are objects. */
export function rowsOf(mappings: JsonValue | undefined): Row[] {
  if (!Array.isArray(mappings)) return []
  return mappings.flatMap((mapping, index): Row[] => {
    if (!isJsonObject(mapping)) return []
    const { from, to } = mapping
    return [
      {
        mapping,
        index,
        to: typeof to === 'string' ? to : undefined,
        from:
          isJsonObject(from) && typeof from.type === 'string'
            ? { type: from.type, data: from.data }
            : undefined,
      },
    ]
  })
}

/** The place of a value in a row. */
export function placeIn(row: Row, ...keys: string[]): Path {
  return ['mappings', row.index, ...keys]
}

/** How messages call a row: counted from 1, with its destination field. */
export function nameOf(row: Row): string {
  return row.to === undefined ? `row ${row.index + 1}` : `row ${row.index + 1} (${row.to})`
}

/** A check that looks at one row after the other. */
export function eachRow(
  check: (row: Row, scene: Parameters<Rule['check']>[0]) => Finding | undefined,
): Rule['check'] {
  return (scene) => {
    const findings: Finding[] = []
    for (const row of scene.rows) {
      const finding = check(row, scene)
      if (finding) findings.push(finding)
      if (findings.length === mostFindings) break
    }
    return findings
  }
}
