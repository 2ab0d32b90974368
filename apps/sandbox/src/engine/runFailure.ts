/**
 * Ends a run as `failed`. The message is a fixed sentence for the code; the detail says what it
 * was about. Source: reference 3.2, where `error_message` is the sentence with its detail.
 */
export class RunFailure extends Error {
  readonly code: ErrorCode
  readonly detail: string

  constructor(code: ErrorCode, detail: string) {
    super(`${sentences[code]} ${detail}`)
    this.code = code
    this.detail = detail
  }
}

/** The API documents `JSON_ARRAY_ERROR` alone; the others are ours. */
const sentences = {
  JSON_ARRAY_ERROR: 'A value for an array field is not an array.',
  SOURCE_NOT_FOUND: 'The source of the sync is not there any more.',
  SOURCE_COLUMN_DELETED: 'A mapped source column has been deleted.',
  SOURCE_QUERY_FAILED: 'The source could not be read.',
  DESTINATION_NOT_FOUND: 'The destination object is not there any more.',
  DESTINATION_FIELD_MISSING: 'A mapped destination field does not exist.',
  CONNECTION_EXPIRED: 'The destination refused the credentials.',
  DESTINATION_ERROR: 'The destination refused the run.',
  FILE_FORMAT_UNSUPPORTED: 'The file cannot be written in this form.',
  INVALID_FILE_PATH: 'The path of the file leads out of the destination.',
  TOO_MANY_FIELDS: 'The sync has more fields than the sandbox can hold.',
  INTERNAL_ERROR: 'The sandbox could not go on.',
} as const
type ErrorCode = keyof typeof sentences
