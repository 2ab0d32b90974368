import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core'
import { copyOfStoredSync, fromCreateSync, isJsonObject, type Sync } from '@sync-builder/schema'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { newDraft } from '../draft/newDraft.ts'
import { ChoiceCards } from '../ui/ChoiceCards.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'

/** What to do with a copy first, and the step where that is done. */
const beginnings = [
  { value: 'review', label: 'Look it over', text: 'Source and destination stay.' },
  {
    value: 'source',
    label: 'Give it another source',
    text: 'Rows whose column is not there are parked, with the reason.',
  },
  {
    value: 'destination',
    label: 'Give it another destination',
    text: 'Rows and settings that the new object does not take are parked, with the reason.',
  },
] as const

/** Opens a draft for a sync like this one. */
export function CloneButton({ sync, label }: { sync: Sync; label: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setIsOpen(true)}>
        Clone
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={`Clone ${label}`}
        closeButtonProps={{ 'aria-label': 'Close without a copy' }}
      >
        <CloneForm sync={sync} label={label} onCancel={() => setIsOpen(false)} />
      </Modal>
    </>
  )
}

interface CloneFormProps {
  sync: Sync
  label: string
  onCancel: () => void
}

function CloneForm({ sync, label, onCancel }: CloneFormProps) {
  const [, navigate] = useLocation()
  const [name, setName] = useState(`Copy of ${label}`)
  const [isPaused, setIsPaused] = useState(true)
  const [step, setStep] = useState<(typeof beginnings)[number]['value']>('review')
  const [isRefused, setIsRefused] = useState(false)

  async function open() {
    const stored: unknown = sync
    const copy = copyOfStoredSync(isJsonObject(stored) ? stored : {}, name, isPaused)
    try {
      // As if it had been built by hand: a switch parks what does not fit.
      const draftId = await newDraft({ ...fromCreateSync(copy), imported: [] })
      navigate(`/drafts/${draftId}/${step}`)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <Stack
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        void open()
      }}
    >
      <Text size="sm">
        A draft with all that this sync says, to be changed and then created. The sync itself stays
        as it is.
      </Text>
      <TextInput
        label="Label"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label="Create paused"
        description="Two syncs that run alike write the same records twice. A paused one waits until it is resumed."
        checked={isPaused}
        onChange={(event) => setIsPaused(event.currentTarget.checked)}
      />
      <ChoiceCards
        label="Begin with"
        choices={beginnings}
        value={step}
        onChange={setStep}
        minWidth={400}
      />
      {isRefused && (
        <ErrorNotice
          title="The draft could not be opened"
          next="This browser does not let the page keep data. Allow it for this site, or leave private browsing."
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit">Open the copy</Button>
      </Group>
    </Stack>
  )
}
