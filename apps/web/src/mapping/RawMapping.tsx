import { Textarea } from '@mantine/core'
import { readJson, type JsonValue } from '@sync-builder/schema'
import { useState } from 'react'
import classes from './mapping.module.css'

/**
 * A mapping as JSON text, for what no control can hold. What is typed is taken when the control is
 * left, since a half-written value would already change the row under the typing hand.
 */
export function RawMapping(props: {
  label: string
  mapping: JsonValue
  dataPath?: string
  onChange: (mapping: JsonValue) => void
}) {
  const { mapping, onChange } = props
  const [typed, setTyped] = useState<string>()
  const read = typed === undefined ? undefined : readJson(typed)

  function take() {
    if (!read?.ok) return
    if (JSON.stringify(read.value) !== JSON.stringify(mapping)) onChange(read.value)
    setTyped(undefined)
  }
  return (
    <Textarea
      aria-label={props.label}
      data-path={props.dataPath}
      spellCheck={false}
      rows={3}
      resize="vertical"
      classNames={{ input: classes.code! }}
      value={typed ?? JSON.stringify(mapping, null, 2)}
      error={
        read?.ok === false && `${read.error.message}. The payload keeps the value from before.`
      }
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
    />
  )
}
