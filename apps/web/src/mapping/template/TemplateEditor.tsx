import { Text } from '@mantine/core'
import { useId, useMemo } from 'react'
import { pathKey, useBuilder } from '../../draft/builder.ts'
import { rowPath, useRowSurroundings } from '../rowActions.ts'
import { SampleResults } from './SampleResults.tsx'
import classes from './template.module.css'
import { TemplateProblems } from './TemplateProblems.tsx'
import { useTemplateEditor } from './useTemplateEditor.ts'
import { useTemplateProblems } from './useTemplateProblems.ts'

/** The template of a row in an editor, with what is wrong with it. */
export default function TemplateEditor(props: {
  id: string
  index: number
  template: string
  /** The editor takes the focus when it opens. */
  takesFocus: boolean
}) {
  const { id, index, template, takesFocus } = props
  const { known } = useBuilder()
  const { actions } = useRowSurroundings()
  const hint = useId()
  // What was typed in is offered, and nothing is judged by it.
  const judgedBy = known.areColumnsTyped ? undefined : known.columns
  const { judged, problems } = useTemplateProblems(template, judgedBy, known.analyseTemplate)
  const { ref, view } = useTemplateEditor({
    template,
    columns: known.columns,
    problems,
    attributes: useMemo(
      () => ({
        'aria-label': `Template, row ${index + 1}`,
        'aria-describedby': hint,
        'data-path': pathKey(rowPath(index, 'from', 'data')),
        'data-own-undo': '',
        // What traps the focus in a dialog finds the editor by it.
        tabindex: '0',
        spellcheck: 'false',
        ...(takesFocus && { 'data-autofocus': '' }),
      }),
      [index, hint, takesFocus],
    ),
    takesFocus,
    onChange: (value) => actions.edit(id, [{ op: 'set', path: ['from', 'data'], value }]),
  })
  return (
    <section aria-label="Template" className={classes.section}>
      <Text size="sm" fw={600}>
        Template <code className={classes.api}>liquid_template</code>
      </Text>
      <div ref={ref} className={classes.editor} />
      <Text id={hint} size="xs" c="dimmed">
        Ctrl+Space lists columns, filters and tags; F8 goes to the next problem; Tab leaves the
        editor.
        {!judgedBy && ' The columns of the source are not known to the API, so none are checked.'}
      </Text>
      <TemplateProblems template={template} judged={judged} problems={problems} view={view} />
      {judged !== '' && problems.length === 0 && <SampleResults template={judged} />}
    </section>
  )
}
