import { useRef, useState, type KeyboardEvent } from 'react'
import classes from './toggleGrid.module.css'

/** One of the values that can be switched on and off. */
export interface Toggle {
  value: number
  label: string
  /** What a screen reader says instead of a short label. */
  name?: string
}

export interface ToggleGridProps {
  label: string
  toggles: readonly Toggle[]
  selected: readonly number[]
  /** Gives the selected values anew, in the order of the toggles. */
  onChange: (selected: number[]) => void
  /** How many stand beside each other, where there is room. */
  columns: number
  /** The widest a toggle grows, in px. */
  toggleWidth: number
}

/** Between two toggles, in px; see the style sheet. */
const gap = 4

/** Values to switch on and off, one tab stop for all: the arrow keys walk through them. */
export function ToggleGrid(props: ToggleGridProps) {
  const { label, toggles, selected, onChange, columns, toggleWidth } = props
  const grid = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<number>()
  const firstSelected = toggles.findIndex(({ value }) => selected.includes(value))
  const active = at ?? Math.max(firstSelected, 0)

  function walk(event: KeyboardEvent) {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])]
    const inARow = buttons.filter(({ offsetTop }) => offsetTop === buttons[0]?.offsetTop).length
    const to = targetOf(event.key, active, inARow, toggles.length)
    if (to === undefined) return
    event.preventDefault()
    setAt(to)
    buttons[to]?.focus()
  }
  function toggle(value: number) {
    const isOn = selected.includes(value)
    const values = toggles.map((one) => one.value)
    onChange(values.filter((one) => (one === value ? !isOn : selected.includes(one))))
  }
  return (
    <div
      ref={grid}
      role="group"
      aria-label={label}
      className={classes.grid}
      style={{
        gridTemplateColumns: `repeat(auto-fill, minmax(${toggleWidth}px, 1fr))`,
        maxWidth: columns * (toggleWidth + gap),
      }}
    >
      {toggles.map(({ value, label: text, name }, index) => (
        <button
          key={value}
          type="button"
          className={classes.toggle}
          aria-pressed={selected.includes(value)}
          aria-label={name}
          tabIndex={index === active ? 0 : -1}
          onKeyDown={walk}
          onFocus={() => setAt(index)}
          onClick={() => toggle(value)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}

/** The place that a key leads to; undefined when it leads to none. */
function targetOf(key: string, at: number, columns: number, count: number): number | undefined {
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: count - 1,
  }[key]
  return to !== undefined && to >= 0 && to < count ? to : undefined
}
