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
    sheet.addEventListener('keydown', close)
    return () => sheet.removeEventListener('keydown', close)
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
