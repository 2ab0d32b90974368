import { useEffect } from 'react'

const tabStops = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]'

/**
 * F6 goes to the next of the regions within `frame` and Shift+F6 to the one before: by Tab, a table
 * of a thousand rows is between the steps and the actions.
 */
export function useRegionKeys(frame: HTMLElement | null): void {
  useEffect(() => {
    if (!frame) return undefined
    const press = (event: KeyboardEvent) => {
      const { key, shiftKey, ctrlKey, altKey, metaKey } = event
      if (key !== 'F6' || ctrlKey || altKey || metaKey) return
      const { activeElement } = document
      // A dialog keeps the focus until it is closed.
      if (activeElement?.closest('[role="dialog"]')) return
      event.preventDefault()
      const regions = [...frame.querySelectorAll<HTMLElement>('nav, main, aside, footer')]
      const at = regions.findIndex((region) => region.contains(activeElement))
      const round = [...regions.slice(at + 1), ...regions.slice(0, Math.max(at, 0))]
      for (const region of shiftKey ? round.toReversed() : round) {
        const stop = firstStop(region)
        if (!stop) continue
        stop.focus()
        return
      }
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [frame])
}

/** Where one goes on in a region: at what is current, else at its first control. */
function firstStop(region: HTMLElement): HTMLElement | undefined {
  const current = region.querySelector<HTMLElement>('[aria-current]')
  const stops = [...region.querySelectorAll<HTMLElement>(tabStops)]
  const first = stops.find((stop) => stop.tabIndex >= 0 && stop.checkVisibility())
  return current ?? chosenOf(first) ?? first
}

/** Of a group of radio buttons, the one that is chosen: the others are no tab stops. */
function chosenOf(stop: HTMLElement | undefined): HTMLElement | undefined {
  if (!(stop instanceof HTMLInputElement) || stop.type !== 'radio') return undefined
  const group = document.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked')
  return [...group].find(({ name }) => name === stop.name)
}
