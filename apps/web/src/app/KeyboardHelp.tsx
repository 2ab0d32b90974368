import { ActionIcon } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from '../ui/isTyping.ts'
import { lazyPart } from '../ui/lazyPart.ts'

const KeyboardMap = lazyPart(() => import('./KeyboardMap.tsx'))

/** Opens the map of keys, by its button or by `?`. */
export function KeyboardHelp() {
  const [isOpen, setIsOpen] = useState(false)
  const opener = useRef<Element>(null)
  const open = useCallback(() => {
    opener.current = document.activeElement
    setIsOpen(true)
  }, [])
  const close = () => {
    setIsOpen(false)
    // The dialog goes at once, and with it what would give the focus back.
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event
      if (key !== '?' || ctrlKey || metaKey || altKey || defaultPrevented) return
      if (isTyping(event) || document.querySelector('[aria-modal=true]')) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [open])
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Keys"
        aria-keyshortcuts="?"
        title="Keys (?)"
        onClick={open}
      >
        <IconKeyboard size={18} aria-hidden />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <KeyboardMap onClose={close} />
        </Suspense>
      )}
    </>
  )
}
