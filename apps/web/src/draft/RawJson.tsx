import { Button, Group, Textarea } from '@mantine/core'
import { readJson, valueAt, type JsonValue, type Path } from '@sync-builder/schema'
import { useState, type ReactNode } from 'react'
import { pathKey, useBuilder, useEdit } from './builder.ts'
import { FieldProblems } from './FieldProblems.tsx'

/** A part of the payload as JSON text. */
export interface RawJsonProps {
  path: Path
  label: string
  description?: ReactNode
  placeholder?: string
  rows?: number
  /** Says what removing leaves; no button without it. */
  removeLabel?: string
  /** The problems below it are shown elsewhere. */
  hideProblems?: boolean
}

/**
 * Any value of the payload as JSON text. Text that is no JSON stays on the screen, with what is
 * wrong about it, while the payload keeps the last value that was.
 */
export function RawJson(props: RawJsonProps) {
  const { path } = props
  const { payload } = useBuilder()
  const { edit } = useEdit()
  const value = valueAt(payload, path)
  const [typed, setTyped] = useState<{ text: string; standsFor: string | undefined }>()

  // What was typed is shown as it was typed, until the payload says something else.
  const isCurrent = typed !== undefined && typed.standsFor === compact(value)
  const text = isCurrent ? typed.text : value === undefined ? '' : JSON.stringify(value, null, 2)
  const read = isCurrent && text.trim() !== '' ? readJson(text) : undefined

  function take(next: string) {
    const result = readJson(next)
    if (result.ok) edit({ op: 'set', path, value: result.value })
    setTyped({ text: next, standsFor: compact(result.ok ? result.value : value) })
  }
  return (
    <div>
      <Textarea
        label={props.label}
        description={props.description}
        placeholder={props.placeholder}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        spellCheck={false}
        rows={props.rows ?? Math.min(Math.max(text.split('\n').length, 2), 12)}
        resize="vertical"
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        data-path={pathKey(path)}
        data-own-undo={read?.ok === false ? true : undefined}
        value={text}
        error={
          read?.ok === false
            ? `${read.error.message}. ${value === undefined ? 'Nothing is sent for it yet.' : 'The payload keeps the value from before.'}`
            : undefined
        }
        onChange={(event) => take(event.currentTarget.value)}
      />
      {!props.hideProblems && <FieldProblems path={path} />}
      {props.removeLabel && value !== undefined && (
        <Group mt={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={`${props.removeLabel}: ${props.label}`}
            onClick={() => {
              setTyped(undefined)
              edit({ op: 'remove', path })
            }}
          >
            {props.removeLabel}
          </Button>
        </Group>
      )}
    </div>
  )
}

function compact(value: JsonValue | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}
