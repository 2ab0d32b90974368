import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { download } from '../ui/download.ts'
import type { Unreadable } from './draftFormat.ts'
import { deleteDraft, loadRecord, putBack } from './storage.ts'

/** Why a draft is not shown, and what to do next. */
export const unreadableWords: Record<Unreadable, { title: string; next: string }> = {
  damaged: {
    title: 'This draft cannot be read',
    next: 'What this browser keeps under its name is damaged, or was never a draft. It can be downloaded as it is, to look into it, and deleted.',
  },
  newer: {
    title: 'This draft was made by a newer version of Sync Builder',
    next: 'It stays as it is and is not opened, so that nothing of it is lost. Reload the page to get the newer version.',
  },
}

/** The ways out of a draft that cannot be read: as a file, or gone, which can be taken back. */
export function UnreadableDraft({ id, onChange }: { id: string; onChange?: () => void }) {
  const [deleted, setDeleted] = useState<unknown>()
  const [said, setSaid] = useState('')

  async function attempt(action: () => Promise<void>) {
    try {
      setSaid('')
      await action()
    } catch {
      setSaid('The browser did not let the page do it')
    }
  }
  const save = () =>
    attempt(async () => {
      download(`draft-${id}.json`, JSON.stringify(await loadRecord(id), null, 2))
    })
  const remove = () =>
    attempt(async () => {
      const gone = await deleteDraft(id)
      if (gone === 'in doubt') return
      setDeleted(gone.record)
      setSaid('Deleted')
      onChange?.()
    })
  const undo = () =>
    attempt(async () => {
      await putBack(id, deleted)
      setDeleted(undefined)
      onChange?.()
    })
  return (
    <Group gap="xs">
      {deleted === undefined ? (
        <>
          <Button size="xs" variant="default" onClick={() => void save()}>
            Download as it is
          </Button>
          <Button size="xs" variant="default" onClick={() => void remove()}>
            Delete
          </Button>
        </>
      ) : (
        <Button size="xs" variant="default" ref={takeFocus} onClick={() => void undo()}>
          Undo
        </Button>
      )}
      <Text size="xs" c="dimmed" role="status">
        {said}
      </Text>
    </Group>
  )
}

function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus()
}
