import { Button, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { withValidateOnly, type JsonObject, type Path } from '@sync-builder/schema'
import { memo, useMemo, useState, type ReactNode } from 'react'
import { compactLines, foldKey, jsonLines } from '../ui/jsonLines.ts'
import { JsonLines, type ChangedPlace } from '../ui/JsonLines.tsx'
import classes from './payload.module.css'
import { changedPlaces } from './changedPlaces.ts'
import type { TextPane } from './text/useTextPane.ts'

interface PayloadViewProps {
  payload: JsonObject
  /** Of a stored sync, what is sent in place of the whole payload. */
  changeOf: ((payload: JsonObject) => JsonObject) | undefined
  pane: TextPane
  /** The payload as a text to edit, which is shown in place of the tree. */
  editor: ReactNode
  /** What else can be done with it. */
  actions: ReactNode
}

/**
 * The JSON that is sent, live: the body of the check, and of the create or the change, indented or
 * compact; or the draft as a text to edit.
 */
export const PayloadView = memo(function PayloadView({
  payload,
  changeOf,
  pane,
  editor,
  actions,
}: PayloadViewProps) {
  const { isEditing, setIsEditing } = pane
  const [call, setCall] = useState<'check' | 'create'>('create')
  const [form, setForm] = useState<'indented' | 'compact'>('indented')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [said, setSaid] = useState('')

  const body = useMemo(
    () =>
      call === 'create' && changeOf
        ? changeOf(payload)
        : withValidateOnly(payload, call === 'check'),
    [payload, call, changeOf],
  )
  const lines = useMemo(
    () => (form === 'compact' ? compactLines(body) : jsonLines(body, folded)),
    [body, form, folded],
  )
  const changed = useLastChange(payload)

  function toggle(path: Path) {
    const key = foldKey(path)
    setFolded((before) => {
      const after = new Set(before)
      if (!after.delete(key)) after.add(key)
      return after
    })
  }
  async function copy(text: string, what: string) {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(`${what} copied`)
    } catch {
      setSaid('The browser did not allow copying. Use Export instead.')
    }
  }
  // The whole text is only made when it is asked for: at thousands of rows it takes a while. It is
  // the one in sight: call and form are hidden beside the editor.
  const text = () => {
    if (isEditing) return pane.shownText.current?.() ?? JSON.stringify(payload, null, 2)
    return form === 'compact' ? JSON.stringify(body) : JSON.stringify(body, null, 2)
  }

  const shown = (
    <Group gap={6} w="100%">
      <SegmentedControl
        size="xs"
        aria-label="Body of"
        value={call}
        onChange={setCall}
        data={[
          { value: 'check', label: 'Validate' },
          { value: 'create', label: changeOf ? 'Save' : 'Create' },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label="Form"
        value={form}
        onChange={setForm}
        data={[
          { value: 'indented', label: 'Indented' },
          { value: 'compact', label: 'Compact' },
        ]}
      />
    </Group>
  )
  return (
    <section aria-label="Payload" className={classes.payload}>
      <div className={classes.head}>
        <Title order={2} size="sm">
          Payload
        </Title>
        <Button
          size="xs"
          variant={isEditing ? 'light' : 'default'}
          aria-pressed={isEditing}
          onClick={() => setIsEditing(!isEditing)}
        >
          Edit as JSON
        </Button>
        {!isEditing && shown}
      </div>
      {isEditing ? (
        editor
      ) : (
        <div className={classes.lines}>
          <JsonLines lines={lines} changed={changed} onToggle={toggle} />
        </div>
      )}
      <div className={classes.actions}>
        <Group gap={6}>
          <Button size="xs" variant="default" onClick={() => void copy(text(), 'JSON')}>
            Copy JSON
          </Button>
          {actions}
        </Group>
        <Text size="xs" c="dimmed" role="status">
          {said}
        </Text>
      </div>
    </section>
  )
})

/** Where the payload last changed, relative to the one shown before. */
function useLastChange(payload: JsonObject): readonly ChangedPlace[] {
  const [shown, setShown] = useState<{ payload: JsonObject; changed: readonly ChangedPlace[] }>({
    payload,
    changed: [],
  })
  if (shown.payload === payload) return shown.changed
  const changed = changedPlaces(shown.payload, payload)
  setShown({ payload, changed })
  return changed
}
