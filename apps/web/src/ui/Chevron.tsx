import classes from './chevron.module.css'

/**
 * The sign of a control that opens a list. A background and not an SVG element: the browser keeps
 * a layer for each of those, and a table has three of them a row.
 */
export function Chevron() {
  return <span className={classes.chevron} aria-hidden />
}
