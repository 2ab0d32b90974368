import { Button, Group, Text } from '@mantine/core'
import { useEffect, useId, useRef, type Ref } from 'react'
import classes from './board.module.css'
import type { BoardModel } from './boardModel.ts'
import type { Question } from './useConnecting.ts'

/** Asks, beside the field, before a row loses the source that it has. */
export function ReplaceQuestion(props: {
  question: Question
  model: BoardModel
  place: Ref<HTMLDivElement>
  onReplace: () => void
  onCancel: () => void
}) {
  const { question, model, place, onReplace, onCancel } = props
  const { source, field, line } = question
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  const textId = useId()
  const present = model.ends.get(line.source)?.label ?? ''
  const going = source.kind === 'row' ? source.lines[0] : undefined
  return (
    <div
      ref={place}
      role="dialog"
      aria-label={`Replace ${present}`}
      aria-describedby={textId}
      className={classes.question}
    >
      <Text id={textId} size="sm" className={classes.asked}>
        {present} fills {field.label} already, in row {line.index + 1}.
        {going && ` Row ${going.index + 1} goes when its source moves here.`}
      </Text>
      <Group gap="xs" mt={8}>
        <Button ref={first} size="compact-sm" onClick={onReplace} className={classes.replace}>
          Replace with {source.label}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </div>
  )
}
