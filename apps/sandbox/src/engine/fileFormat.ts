import type { CreateSync, JsonValue } from '@sync-builder/schema'
import { RunFailure } from './runFailure.ts'

/** How a file is written: what stands before, between and after its records. */
export interface FileFormat {
  /** Undefined where nothing stands there. */
  header: string | undefined
  record: (values: readonly JsonValue[]) => string
  between: string
  footer: string
}

/** The format that a sync asks for, of files with these fields. Source: reference 5.11. */
export function fileFormat(
  { advanced_configuration: options }: CreateSync,
  fields: readonly string[],
): FileFormat {
  if (options?.pgp_public_key) {
    throw new RunFailure('FILE_FORMAT_UNSUPPORTED', 'The sandbox encrypts no files.')
  }
  const name = String(options?.file_format ?? 'CSV')
  switch (name.toUpperCase()) {
    case 'CSV':
      return separated(fields, String(options?.csv_delimiter ?? ','), options?.csv_include_header)
    case 'TSV':
      return separated(fields, '\t', options?.csv_include_header)
    case 'JSON':
      return { header: '[\n', record: asObject(fields), between: ',\n', footer: '\n]\n' }
    case 'NDJSON':
      return { header: undefined, record: asObject(fields), between: '\n', footer: '\n' }
    default:
      throw new RunFailure('FILE_FORMAT_UNSUPPORTED', `The sandbox writes no ${name}.`)
  }
}

function asObject(fields: readonly string[]) {
  return (values: readonly JsonValue[]) =>
    JSON.stringify(Object.fromEntries(fields.map((field, place) => [field, values[place] ?? null])))
}

function separated(fields: readonly string[], delimiter: string, header: unknown): FileFormat {
  const line = (values: readonly JsonValue[]) =>
    values.map((value) => cell(value, delimiter)).join(delimiter)
  const hasHeader = header !== false && header !== 'false'
  return {
    header: hasHeader ? `${line(fields)}\n` : undefined,
    record: line,
    between: '\n',
    footer: '\n',
  }
}

/** Values that hold the delimiter, a quote or a line break are quoted. */
function cell(value: JsonValue, delimiter: string): string {
  if (value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
