import { Alert, Button, Group, List, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import type { JsonObject } from '@sync-builder/schema'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { sessionQuery } from '../api/session.ts'
import { download } from '../ui/download.ts'
import classes from './export.module.css'
import { exportForms, exportSync, type ExportForm } from './exports.ts'

interface ExportDialogProps {
  payload: JsonObject
  storedId: number | undefined
  onClose: () => void
}

/** More than this is not shown, only copied and saved. */
const mostShown = 60_000

/** A sync as a text in one of three forms, to look at, to copy and to save. */
export default function ExportDialog({ payload, storedId, onClose }: ExportDialogProps) {
  const [form, setForm] = useState<ExportForm>('JSON')
  const [said, setSaid] = useState('')
  const session = useQuery(sessionQuery)
  const host = session.data?.upstream.host ?? 'app.getcensus.com'
  const file = useMemo(
    () => exportSync(form, { payload, storedId, host }),
    [form, payload, storedId, host],
  )

  async function copy() {
    try {
      await navigator.clipboard.writeText(file.text)
      setSaid(`${form} copied`)
    } catch {
      setSaid('The browser did not allow copying. Use Download instead.')
    }
  }
  const save = () => {
    download(file.fileName, file.text, file.mediaType)
    setSaid(`${file.fileName} saved`)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="Export"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close the export' }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Form of the export"
          value={form}
          onChange={(value) => {
            setForm(value)
            setSaid('')
          }}
          data={[...exportForms]}
        />
        {file.notes.length > 0 && (
          <Alert color="yellow" title="What this form does not say">
            <List size="sm" className={classes.notes}>
              {file.notes.map((note, index) => (
                <List.Item key={index}>{note}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <pre className={classes.text} tabIndex={0} aria-label={file.fileName} role="group">
          {file.text.slice(0, mostShown)}
          {file.text.length > mostShown && '\n… the rest is in the copy and in the file'}
        </pre>
        <Group gap="sm">
          <Button size="xs" onClick={() => void copy()}>
            Copy
          </Button>
          <Button size="xs" variant="default" onClick={save}>
            Download {file.fileName}
          </Button>
          <Text size="xs" c="dimmed" role="status">
            {said}
          </Text>
        </Group>
        <Text size="xs" c="dimmed">
          No token is in it: the builder never has one.
        </Text>
      </Stack>
    </Modal>
  )
}
