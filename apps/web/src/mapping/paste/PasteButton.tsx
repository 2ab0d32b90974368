import { Button, CloseButton, Text } from '@mantine/core'
import { IconClipboard } from '@tabler/icons-react'
import { memo, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from '../../ui/isTyping.ts'
import { lazyPart } from '../../ui/lazyPart.ts'
import classes from './paste.module.css'

const PastePairs = lazyPart(() => import('./PastePairs.tsx'))

/** Opens the paste of pairs, by click or by pasting where no text is edited. */
export const PasteButton = memo(function PasteButton() {
  const [opened, setOpened] = useState<{ text: string }>()
  const [done, setDone] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const opener = useRef<Element>(null)
  const open = useCallback((text: string) => {
    opener.current = document.activeElement
    setOpened({ text })
  }, [])
  useEffect(() => {
    if (opened || !opener.current) return
    const back = opener.current === document.body ? button.current : opener.current
    opener.current = null
    if (back instanceof HTMLElement) back.focus({ preventScroll: true })
  }, [opened])
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event) || document.querySelector('[aria-modal=true]')) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '') return
      event.preventDefault()
      open(text)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [open])
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant="default"
        leftSection={<IconClipboard size={14} aria-hidden />}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+V"
        title="Paste columns and fields from a spreadsheet (Ctrl+V on the table)"
        onClick={() => open('')}
      >
        Paste
      </Button>
      <div className={classes.done} role="status">
        {done !== '' && (
          <>
            <Text size="xs" span>
              {done}
            </Text>
            <CloseButton size="sm" aria-label="Close the note" onClick={() => setDone('')} />
          </>
        )}
      </div>
      {opened && (
        <Suspense>
          <PastePairs text={opened.text} onDone={setDone} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </>
  )
})
