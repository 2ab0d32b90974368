import { TextInput } from '@mantine/core'
import { useRef } from 'react'

interface NameInputProps {
  /** The name that was given so far. */
  name: string | undefined
  /** What the draft is called while it has none. */
  unnamed: string
  /** Told the name that was given, which may be empty, or undefined when it stays as it was. */
  onEnd: (name: string | undefined) => void
}

/** The name of a draft, edited in its place: Enter or leaving keeps it, Escape does not. */
export function NameInput({ name, unnamed, onEnd }: NameInputProps) {
  const isEnded = useRef(false)
  function end(given: string | undefined) {
    if (isEnded.current) return
    isEnded.current = true
    const text = given?.trim()
    onEnd(text === (name ?? '') ? undefined : text)
  }
  return (
    <TextInput
      size="xs"
      w="100%"
      maw={360}
      aria-label="Name of the draft"
      placeholder={unnamed}
      defaultValue={name ?? ''}
      maxLength={120}
      data-own-undo
      ref={(input) => input?.select()}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          // Else it presses the button that the focus goes to.
          event.preventDefault()
          end(event.currentTarget.value)
        }
        if (event.key !== 'Escape') return
        event.stopPropagation()
        end(undefined)
      }}
    />
  )
}
