import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useRef } from 'react'
import classes from './textNote.module.css'
import type { TextPane } from './useTextPane.ts'

/** Where the note stands: beside the text, or near the step. */
export interface TextNoteProps {
  pane: TextPane
  isInPane?: boolean
}

/** Says that text and form are not one, and the ways to make them so. */
export default function TextNote({ pane, isInPane = false }: TextNoteProps) {
  const { standing, thrown } = pane
  const note = useRef<HTMLDivElement>(null)
  // The button that was pressed goes, the note stays; where that goes too, the form is next.
  const act = (action: () => void) => () => {
    action()
    requestAnimationFrame(() => (note.current ?? document.getElementById('main'))?.focus())
  }
  if (!standing && !thrown) return null
  return (
    <div
      ref={note}
      tabIndex={-1}
      // In the pane it is a part of the region Payload.
      role={isInPane ? 'group' : 'region'}
      aria-label="JSON text"
      className={classes.note}
      data-place={isInPane ? 'pane' : 'step'}
    >
      <IconAlertTriangle size={18} color="var(--sb-warning)" aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <Text size="sm" role="status">
          {standing ? standingWords(standing) : 'The text was thrown away. The form is as it was.'}
        </Text>
        {isInPane && standing?.error && (
          <Text size="xs" c="dimmed">
            {standing.error.message}
          </Text>
        )}
        <Group gap={6} mt={6}>
          {standing?.error && (
            <Button size="compact-sm" variant="default" onClick={pane.goToError}>
              Go to the error
            </Button>
          )}
          {standing && !standing.error && (
            <Button size="compact-sm" variant="default" onClick={act(pane.useText)}>
              Use the text
            </Button>
          )}
          {standing && (
            <Button size="compact-sm" variant="default" onClick={act(pane.throwAway)}>
              {standing.error ? 'Throw the text away' : 'Keep the form'}
            </Button>
          )}
          {!standing && (
            <>
              <Button size="compact-sm" variant="default" onClick={act(pane.putBack)}>
                Put it back
              </Button>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={act(pane.forget)}>
                Dismiss
              </Button>
            </>
          )}
        </Group>
      </div>
    </div>
  )
}

function standingWords({ error, isFormChanged }: NonNullable<TextPane['standing']>): string {
  if (!error) {
    return isFormChanged
      ? 'The text can be read again, and the form was changed meanwhile. Choose which of the two to keep; the other one can be brought back.'
      : 'The text can be read, and is not in the form yet.'
  }
  const where = `The text has an error at line ${error.line}; the form shows the last state that could be read.`
  return isFormChanged
    ? `${where} The form was changed since: once the text can be read again, you choose which of the two to keep.`
    : where
}
