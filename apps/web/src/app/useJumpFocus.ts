import type { Path } from '@sync-builder/schema'
import { useEffect, useRef } from 'react'
import { controlSelector } from '../draft/builder.ts'

/** Steps load lazily and lists draw late: so long a jump waits for its control to appear. */
const longestWaitMs = 2000

/**
 * Moves the focus where the operator expects it: into the screen when the step changes, and to the
 * control for `jump.path`, or the nearest one above it, when a problem was chosen.
 */
export function useJumpFocus(
  screen: HTMLElement | null,
  jump: { path: Path } | undefined,
  stepId: string,
): void {
  const shown = useRef(stepId)
  const done = useRef<{ path: Path }>(undefined)

  useEffect(() => {
    if (!screen) return undefined
    const isNewStep = shown.current !== stepId
    shown.current = stepId
    if (!jump || done.current === jump) {
      if (isNewStep) {
        screen.focus()
        screen.scrollTo({ top: 0 })
      }
      return undefined
    }
    done.current = jump
    return focusWhenThere(screen, jump.path)
  }, [screen, jump, stepId])
}

/** Focuses the control for `path`, now or as soon as it is drawn; gives a way to stop waiting. */
function focusWhenThere(screen: HTMLElement, path: Path): (() => void) | undefined {
  if (focusControl(screen, path)) return undefined
  screen.focus()
  const observer = new MutationObserver(() => {
    if (focusControl(screen, path)) stop()
  })
  const timer = setTimeout(() => stop(), longestWaitMs)
  function stop() {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(screen, { childList: true, subtree: true, attributes: true })
  return stop
}

function focusControl(screen: HTMLElement, path: Path): boolean {
  for (let length = path.length; length > 0; length--) {
    const control = screen.querySelector<HTMLElement>(controlSelector(path.slice(0, length)))
    if (control) {
      control.focus({ preventScroll: true })
      if (!isInSight(control, screen)) control.scrollIntoView({ block: 'center' })
      return true
    }
  }
  return false
}

/** What sticks to the top of the screen while it scrolls, in px. */
const coveredAtTop = 100

function isInSight(control: HTMLElement, screen: HTMLElement): boolean {
  const [inner, outer] = [control.getBoundingClientRect(), screen.getBoundingClientRect()]
  return inner.top >= outer.top + coveredAtTop && inner.bottom <= outer.bottom
}
