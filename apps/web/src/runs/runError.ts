import type { SyncRun } from '@sync-builder/schema'

/** Why a run failed, each sentence once. */
export interface RunError {
  code: string | undefined
  /** The sentence that goes with the code. */
  message: string | undefined
  /** What it is about, unless the message says it in its midst. */
  detail: string | undefined
  /** What can be done, where that is known. */
  advice: string | undefined
}

/**
 * Why a run failed; undefined where it tells no error. The API's message is a fixed sentence
 * followed by the detail: the detail is taken off its end. Source: reference 3.2.
 */
export function runError(run: SyncRun): RunError | undefined {
  const code = textOf(run.error_code)
  const whole = textOf(run.error_message)
  const detail = textOf(run.error_detail)
  if (code === undefined && whole === undefined && detail === undefined) return undefined
  return {
    code,
    ...parted(whole, detail),
    advice: adviceOn(code, `${whole ?? ''} ${detail ?? ''}`),
  }
}

/** An error as a text to pass on, with where it happened. */
export function errorReport(run: SyncRun): string {
  const error = runError(run)
  const lines = [
    `Sync run ${run.id}${run.sync_id == null ? '' : ` of sync ${run.sync_id}`}`,
    error?.code,
    error?.message,
    error?.detail,
  ]
  return lines.filter((line) => line !== undefined).join('\n')
}

function parted(whole: string | undefined, detail: string | undefined) {
  if (whole === undefined || detail === undefined) return { message: whole, detail }
  if (whole === detail) return { message: whole, detail: undefined }
  if (whole.endsWith(detail)) {
    return { message: whole.slice(0, -detail.length).replace(/[\s:–-]+$/u, ''), detail }
  }
  return whole.includes(detail) ? { message: whole, detail: undefined } : { message: whole, detail }
}

function textOf(value: string | null | undefined): string | undefined {
  const text = value?.trim()
  return text === '' ? undefined : text
}

const missingSource =
  'Bring it back in the source, or choose another one in the source step of the sync.'

/** The API documents `JSON_ARRAY_ERROR` alone; the other codes are the sandbox's. */
const byCode: Readonly<Record<string, string>> = {
  JSON_ARRAY_ERROR:
    'A field that takes a list got a value that is none. Map a column that holds a JSON array to it, or make one with a template.',
  SOURCE_NOT_FOUND: missingSource,
  SOURCE_COLUMN_DELETED:
    'Map another column in its place, remove its row from the mapping, or bring the column back in the source.',
  DESTINATION_NOT_FOUND:
    'Bring the object back in the destination, or choose another one in the destination step of the sync.',
  DESTINATION_FIELD_MISSING:
    'Choose a field that exists, or remove the row from the mapping. Refresh the fields of the object if it was made lately.',
  CONNECTION_EXPIRED:
    'Whoever owns the connection has to authorize it anew, in the workspace. The sync itself needs no change.',
  FILE_FORMAT_UNSUPPORTED: 'Choose another file format in the destination step of the sync.',
  INVALID_FILE_PATH: 'Change the path of the file in the destination step of the sync.',
}

/** Texts of the API that come without a code of their own. Source: reference 5.16. */
const byText: readonly (readonly [text: RegExp, code: string])[] = [
  [/mapped source column has been deleted/iu, 'SOURCE_COLUMN_DELETED'],
]

function adviceOn(code: string | undefined, text: string): string | undefined {
  const known = byText.find(([pattern]) => pattern.test(text))?.[1]
  return byCode[code ?? ''] ?? byCode[known ?? '']
}
