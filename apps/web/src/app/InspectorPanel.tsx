import { Button } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import classes from './frame.module.css'
import type { InspectorState } from './useInspector.ts'

interface OfInspector {
  inspector: InspectorState
}

/** What stands beside the step. As a sheet it takes the focus, and gives it back on Escape. */
export function InspectorPanel({ inspector, children }: OfInspector & { children: ReactNode }) {
  const { isOpen, isSheet, closeSheet, button } = inspector
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const sheet = isSheet && isOpen ? panel.current : null
    if (!sheet) return undefined
    if (!sheet.contains(document.activeElement)) sheet.focus()
    const close = ({ key, defaultPrevented }: KeyboardEvent) => {
      // What Escape closed within it was meant.
      if (key !== 'Escape' || defaultPrevented) return
      closeSheet()
      button.current?.focus()
    }
    // Where the focus goes must be seen: the sheet lies over the step. In the next frame, when the
    // page has scrolled to it.
    let frame = 0
    const makeRoom = ({ target }: FocusEvent) => {
      cancelAnimationFrame(frame)
      if (!(target instanceof Element) || !sheet.parentElement?.contains(target)) return
      frame = requestAnimationFrame(() => {
        if (isBehind(target, sheet)) closeSheet()
      })
    }
    sheet.addEventListener('keydown', close)
    document.addEventListener('focusin', makeRoom)
    return () => {
      sheet.removeEventListener('keydown', close)
      document.removeEventListener('focusin', makeRoom)
      cancelAnimationFrame(frame)
    }
  }, [isSheet, isOpen, closeSheet, button])
  return (
    <aside
      ref={panel}
      id="inspector"
      aria-label="Inspector"
      className={classes.inspector}
      hidden={!isOpen}
      tabIndex={-1}
    >
      {children}
    </aside>
  )
}

function isBehind(target: Element, sheet: Element): boolean {
  if (sheet.contains(target)) return false
  const [covered, over] = [target.getBoundingClientRect(), sheet.getBoundingClientRect()]
  return covered.bottom > over.top && covered.top < over.bottom
}

/** Shows and hides the inspector. */
export function InspectorToggle({ inspector, count }: OfInspector & { count: number }) {
  const { isOpen, toggle, button } = inspector
  return (
    <Button
      ref={button}
      size="xs"
      variant="subtle"
      aria-expanded={isOpen}
      aria-controls="inspector"
      {...(!isOpen && { 'aria-label': `Payload and problems (${count})` })}
      onClick={toggle}
    >
      {isOpen ? (
        'Hide payload'
      ) : (
        <>
          <span className={classes.wideWords}>Payload and problems ({count})</span>
          <span className={classes.narrowWords}>Problems ({count})</span>
        </>
      )}
    </Button>
  )
}
