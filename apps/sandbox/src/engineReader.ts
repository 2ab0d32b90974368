import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isOfThisForm } from './engine/engineData.ts'

/** What the engine keeps of runs, read while it works. */
export interface EngineReader {
  /** Undefined before the first run. */
  database: () => DatabaseSync | undefined
  /** Lets go of the file; it is opened again when it is asked for. */
  close: () => void
}

/** Reads the engine's file beside its thread. */
export function createEngineReader(databaseFile: () => string): EngineReader {
  let database: DatabaseSync | undefined
  return {
    database() {
      if (!database && existsSync(databaseFile())) {
        const found = new DatabaseSync(databaseFile(), { readOnly: true })
        found.exec('PRAGMA busy_timeout = 5000')
        // What the engine would do away with is not looked at.
        if (isOfThisForm(found)) database = found
        else found.close()
      }
      return database
    },
    close() {
      database?.close()
      database = undefined
    },
  }
}
