import { ActionIcon } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { Suspense, useEffect, useState } from 'react'
import { isTyping } from '../ui/isTyping.ts'
import { lazyPart } from '../ui/lazyPart.ts'

const KeyboardMap = lazyPart(() => import('./KeyboardMap.tsx'))

/** Opens the map of keys, by its button or by `?`. */
export function KeyboardHelp() {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event
      if (key !== '?' || ctrlKey || metaKey || altKey || defaultPrevented) return
      if (isTyping(event) || document.querySelector('[aria-modal=true]')) return
      event.preventDefault()
      setIsOpen(true)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Keys"
        aria-keyshortcuts="?"
        title="Keys (?)"
        onClick={() => setIsOpen(true)}
      >
        <IconKeyboard size={18} aria-hidden />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <KeyboardMap onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
