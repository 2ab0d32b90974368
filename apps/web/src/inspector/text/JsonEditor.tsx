import { Text, VisuallyHidden } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import { useBuilder } from '../../draft/builder.ts'
import classes from './jsonEditor.module.css'
import TextNote from './TextNote.tsx'
import { useJsonEditor } from './useJsonEditor.ts'
import type { TextPane } from './useTextPane.ts'

/** The payload in a text editor, with what is wrong with it. */
export default function JsonEditor({ pane }: { pane: TextPane }) {
  const [said, setSaid] = useState('')
  const { store, problems, known, applyFix } = useBuilder()
  const hint = useId()
  const ref = useJsonEditor(
    {
      store,
      problems,
      known,
      applyFix,
      goal: pane.goal,
      shownText: pane.shownText,
      onSay: setSaid,
    },
    useMemo(
      () => ({
        'aria-label': 'Payload as JSON',
        'aria-describedby': hint,
        // What is typed here may not be in the draft, so the editor decides what undo means.
        'data-own-undo': '',
        spellcheck: 'false',
      }),
      [hint],
    ),
  )
  return (
    <div className={classes.frame}>
      <TextNote pane={pane} isInPane />
      <div ref={ref} className={classes.editor} />
      <Text id={hint} size="xs" c="dimmed" className={classes.hint}>
        Ctrl+Space lists keys and values; F8 goes to the next problem; Tab leaves the editor. The
        buttons Validate and Create add <code>validate_only</code>.
      </Text>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  )
}
