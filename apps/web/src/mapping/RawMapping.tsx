import { Textarea } from '@mantine/core'
import { readJson, type JsonValue } from '@sync-builder/schema'
import { useEffect, useRef, useState } from 'react'
import classes from './mapping.module.css'

/**
 * A mapping as JSON text, for what no control can hold. What is typed is taken when the control is
 * left or goes, since a half-written value would already change the row under the typing hand. A
 * change of the mapping from elsewhere takes its place.
 */
export function RawMapping(props: {
  label: string
  mapping: JsonValue
  dataPath?: string
  onChange: (mapping: JsonValue) => void
}) {
  const { mapping, onChange } = props
  const json = JSON.stringify(mapping)
  const [typed, setTyped] = useState<{ text: string; standsFor: string }>()
  const text = typed?.standsFor === json ? typed.text : undefined
  const read = text === undefined ? undefined : readJson(text)

  function take() {
    if (!read?.ok) return
    if (JSON.stringify(read.value) !== json) onChange(read.value)
    setTyped(undefined)
  }
  // Escape closes the details without leaving the control first.
  const takeAtEnd = useRef(take)
  useEffect(() => {
    takeAtEnd.current = take
  })
  useEffect(() => () => takeAtEnd.current(), [])
  return (
    <Textarea
      aria-label={props.label}
      data-path={props.dataPath}
      data-own-undo={text === undefined ? undefined : true}
      spellCheck={false}
      rows={3}
      resize="vertical"
      classNames={{ input: classes.code! }}
      value={text ?? JSON.stringify(mapping, null, 2)}
      error={
        read?.ok === false && `${read.error.message}. The payload keeps the value from before.`
      }
      onChange={(event) => setTyped({ text: event.currentTarget.value, standsFor: json })}
      onBlur={take}
    />
  )
}
