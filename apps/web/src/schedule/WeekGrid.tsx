import type { Week, WeekCell } from '@sync-builder/schema/week-of-runs'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import classes from './weekMap.module.css'
import { cellText, cellWords, dateWords, hourWords } from './weekWords.ts'

interface WeekGridProps {
  week: Week
  cells: readonly WeekCell[]
  selected: number | undefined
  onSelect: (cell: number) => void
}

/** Where 24 hours, each wide enough to be hit, and the days before them have room. */
const widthForHours = 24 * 26 + 84

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** The hours of a week, one tab stop for all: the arrow keys walk through them. */
export function WeekGrid({ week, cells, selected, onSelect }: WeekGridProps) {
  const box = useRef<HTMLDivElement>(null)
  const [areHoursAcross, setAreHoursAcross] = useState(true)
  const [at, setAt] = useState(() =>
    Math.max(
      cells.findIndex(({ own }) => own > 0),
      0,
    ),
  )
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() =>
      setAreHoursAcross(element.clientWidth >= widthForHours),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  function walk(event: KeyboardEvent) {
    const [across, down] = areHoursAcross ? [1, 24] : [24, 1]
    const steps: Record<string, number> = {
      ArrowRight: across,
      ArrowLeft: -across,
      ArrowDown: down,
      ArrowUp: -down,
    }
    const step = steps[event.key]
    const to = step === undefined ? undefined : at + step
    if (to === undefined || to < 0 || to >= cells.length) return
    event.preventDefault()
    setAt(to)
    box.current?.querySelector<HTMLButtonElement>(`[data-cell="${to}"]`)?.focus()
  }
  const cell = (index: number) => {
    const found = cells[index]!
    const words = cellWords(found)
    return (
      <td key={index}>
        <button
          type="button"
          className={classes.cell}
          data-cell={index}
          data-level={levelOf(found.syncs)}
          data-own={found.own > 0 || undefined}
          data-collides={found.collisions > 0 || undefined}
          aria-pressed={index === selected}
          aria-label={`${hourWords(week, index)}: ${words}`}
          title={`${hourWords(week, index)}: ${words}`}
          tabIndex={index === at ? 0 : -1}
          onFocus={() => setAt(index)}
          onClick={() => onSelect(index)}
          onKeyDown={walk}
        >
          {cellText(found)}
        </button>
      </td>
    )
  }
  return (
    <div ref={box}>
      <table aria-label="Week of runs" className={classes.grid}>
        <thead>
          <tr>
            <th scope="col">{areHoursAcross ? 'Day' : 'Hour'}</th>
            {areHoursAcross
              ? hours.map((hour) => (
                  <th key={hour} scope="col">
                    {hour}
                  </th>
                ))
              : week.dates.map((date) => (
                  <th key={date.getTime()} scope="col">
                    {dateWords(date)}
                  </th>
                ))}
          </tr>
        </thead>
        <tbody>
          {areHoursAcross
            ? week.dates.map((date, day) => (
                <tr key={date.getTime()}>
                  <th scope="row">{dateWords(date)}</th>
                  {hours.map((hour) => cell(day * 24 + hour))}
                </tr>
              ))
            : hours.map((hour) => (
                <tr key={hour}>
                  <th scope="row">{hour}</th>
                  {week.dates.map((_, day) => cell(day * 24 + hour))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  )
}

/** How dark a cell is, 0 to 4. */
function levelOf(syncs: number): number {
  return [1, 3, 10, 30].filter((least) => syncs >= least).length
}
