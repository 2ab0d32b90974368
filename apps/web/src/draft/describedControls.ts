import type { Path, Problem } from '@sync-builder/schema'
import { useLayoutEffect, type RefObject } from 'react'
import { controlSelector } from './builder.ts'

/** The control for `path`, or for the nearest place above it; of several, the closest to `near`. */
export function controlOf(near: Element, path: Path): HTMLElement | undefined {
  for (let length = path.length; length > 0; length--) {
    const selector = controlSelector(path.slice(0, length))
    for (let scope = near.parentElement; scope; scope = scope.parentElement) {
      const control = scope.querySelector<HTMLElement>(selector)
      if (control) return control
    }
  }
  return undefined
}

/**
 * Ties each item of `list` to the control that its problem is about: described by it, and invalid
 * when it blocks. The `data-path` that a jump looks for tells which control that is, so that no
 * control has to be told.
 */
export function useDescribedControls(
  list: RefObject<HTMLElement | null>,
  problems: readonly Problem[],
): void {
  // At each drawing, since a control that is drawn anew has forgotten what it was tied to.
  useLayoutEffect(() => {
    const element = list.current
    if (!element) return undefined
    const untie = problems.map((problem, index) => {
      const control = controlOf(element, problem.path)
      const text = element.children[index]
      return control && text ? tie(control, text.id, problem.severity === 'error') : () => undefined
    })
    return () => {
      for (const undo of untie) undo()
    }
  })
}

function tie(control: HTMLElement, id: string, isError: boolean): () => void {
  // One radio is not wrong, the choice among them is.
  const described = control.closest('[role=radiogroup]') ?? control
  const ids = () => described.getAttribute('aria-describedby')?.split(' ').filter(Boolean) ?? []
  const describe = (by: readonly string[]) => {
    if (by.length > 0) described.setAttribute('aria-describedby', by.join(' '))
    else described.removeAttribute('aria-describedby')
  }
  describe([...ids(), id])
  const marks =
    isError &&
    described.matches('input, select, textarea, [role=radiogroup]') &&
    !described.hasAttribute('aria-invalid')
  if (marks) described.setAttribute('aria-invalid', 'true')
  return () => {
    describe(ids().filter((other) => other !== id))
    if (marks) described.removeAttribute('aria-invalid')
  }
}
