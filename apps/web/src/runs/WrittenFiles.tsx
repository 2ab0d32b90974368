import type { RunChanges } from '@sync-builder/schema'
import classes from './runChanges.module.css'
import { sizeWords } from './runChangesWords.ts'

/** The files that a run wrote, each with its first lines. */
export function WrittenFiles({ files }: Pick<RunChanges, 'files'>) {
  return (
    <ul className={classes.files} aria-label="Files">
      {files.map(({ path, bytes, head }) => (
        <li key={path} className={classes.file}>
          <div className={classes.head}>
            <code className={classes.path} title={path}>
              {path}
            </code>
            <span className={classes.size}>{sizeWords(bytes)}</span>
          </div>
          <p className={classes.note}>{head === '' ? 'The file is empty.' : 'Its first lines:'}</p>
          {head !== '' && (
            <pre
              className={classes.lines}
              // A region that scrolls must be reachable by keyboard.
              tabIndex={0}
              role="group"
              aria-label={`First lines of ${path}`}
            >
              {head}
            </pre>
          )}
        </li>
      ))}
    </ul>
  )
}
