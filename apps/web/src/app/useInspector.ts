import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useRef, useState, type RefObject } from 'react'
import { useIsWide } from './useIsWide.ts'

/** Whether the inspector is shown, and the ways to change that. */
export interface InspectorState {
  isOpen: boolean
  /** It lies over the step, since there is no room beside it. */
  isSheet: boolean
  toggle: () => void
  /** Brings it in sight, however it is shown. */
  show: () => void
  /** Takes the sheet away; beside the step it stays as it is. */
  closeSheet: () => void
  /** The button that toggles it. */
  button: RefObject<HTMLButtonElement | null>
}

/** The inspector: beside the step until it is collapsed, which is remembered; else a sheet. */
export function useInspector(): InspectorState {
  const isSheet = !useIsWide()
  const [isCollapsed, setIsCollapsed] = useLocalStorage({
    key: 'inspector-collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return {
    isOpen: isSheet ? isSheetOpen : !isCollapsed,
    isSheet,
    toggle: () => (isSheet ? setIsSheetOpen(!isSheetOpen) : setIsCollapsed(!isCollapsed)),
    show: useCallback(
      () => (isSheet ? setIsSheetOpen(true) : setIsCollapsed(false)),
      [isSheet, setIsCollapsed],
    ),
    closeSheet: useCallback(() => setIsSheetOpen(false), []),
    button,
  }
}
