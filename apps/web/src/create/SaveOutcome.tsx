import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { errorWords } from '../api/errorWords.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { NewDraftButton } from './NewDraftButton.tsx'
import type { SaveProgress, Saves } from './saves.ts'
import { InSight } from './InSight.tsx'
import { useSave, type Save } from './useSaves.ts'

interface SaveOutcomeProps {
  saves: Saves
  syncId: number
  /** Shows what both sides changed, and asks the operator whose change counts. */
  renderChoice: (progress: SaveProgress & { kind: 'changed meanwhile' }) => ReactNode
  /** Makes a new draft of what this one shows, for a sync of its own, and gives its id. */
  onMakeNew: () => Promise<string>
}

/** What the operator must know of the last call, above the step; nothing when all is well. */
export function SaveOutcome(props: SaveOutcomeProps) {
  const save = useSave(props.saves)
  const told = outcomeOf(save, props)
  return told && <InSight key={save.progress.kind}>{told}</InSight>
}

function outcomeOf(save: Save, { saves, syncId, renderChoice, onMakeNew }: SaveOutcomeProps) {
  const { progress, verdict, isCurrent } = save
  switch (progress.kind) {
    case 'changed meanwhile':
      return renderChoice(progress)
    case 'saving':
      return (
        <Alert color="gray" title="Saving the sync" role="status">
          <Text size="sm">
            The change is sent once and runs to its end, also when this page is closed.
          </Text>
        </Alert>
      )
    case 'looking':
      return (
        <Alert color="gray" title="Looking whether the change arrived" role="status">
          <Text size="sm">
            The change was sent, and no answer came. It is not sent again: the sync is read until it
            holds the change, for up to 40 seconds.
          </Text>
          {progress.error && (
            <Text size="sm">{errorWords(progress.error).title}. Still asking.</Text>
          )}
        </Alert>
      )
    case 'unknown':
      return <UnknownSave progress={progress} saves={saves} syncId={syncId} />
    case 'gone':
      return (
        <Alert color="yellow" title={`Sync ${syncId} was deleted`}>
          <Stack gap="xs" align="flex-start">
            <Text size="sm">
              The API does not know it any more, so nothing was saved. What is shown here is kept in
              this draft, and can become a new sync.
            </Text>
            <NewDraftButton onMake={onMakeNew}>Make a new sync of it</NewDraftButton>
          </Stack>
        </Alert>
      )
    case 'created by the check':
      return (
        <Alert color="yellow" title="The check itself created a sync">
          <Text size="sm">
            The API answered the check with a sync that exists. Sync {syncId} was not changed, and
            nothing else is sent from here.{' '}
            <Anchor component={Link} href={`/syncs/${progress.syncId}`}>
              Open sync {progress.syncId}
            </Anchor>
          </Text>
        </Alert>
      )
    case 'saved':
      return (
        <Alert color="green" title={`Sync ${syncId} is saved`} role="status">
          <Text size="sm">
            {!progress.isAll && 'What was edited while it was saved is not in it yet. '}
            <Anchor component={Link} href={`/syncs/${syncId}`} size="sm" c="inherit">
              Open sync {syncId}
            </Anchor>
          </Text>
        </Alert>
      )
    case 'not kept':
      return (
        <ErrorNotice
          title="Nothing was sent"
          next="The browser could not write down that a change is sent, which protects against sending it twice. Free some storage or allow this site to keep data, then try again."
          onRetry={save.validateAndSave}
        />
      )
    case 'checking':
    case 'reading':
      return null
    case 'idle': {
      if (!verdict || verdict.kind === 'valid' || !isCurrent) return null
      const retry = verdict.call === 'check' ? save.validate : save.validateAndSave
      return (
        <>
          {verdict.call !== 'check' && (
            <Text size="sm" c="dimmed">
              {verdict.call === 'read'
                ? 'The sync could not be read again before saving. Nothing was changed.'
                : 'The sync was not changed.'}
            </Text>
          )}
          <ErrorNotice {...errorWords(verdict.error)} onRetry={retry} />
        </>
      )
    }
  }
}

interface UnknownSaveProps {
  progress: SaveProgress & { kind: 'unknown' }
  saves: Saves
  syncId: number
}

function UnknownSave({ progress, saves, syncId }: UnknownSaveProps) {
  return (
    <Alert color="yellow" title="It is not known whether the change was saved">
      <Stack gap="xs">
        <Text size="sm">
          The change was sent, and no answer came.{' '}
          {progress.error
            ? `The sync cannot be read: ${errorWords(progress.error).title}.`
            : progress.isAsBefore
              ? 'The sync is still as it was before.'
              : 'The sync does not hold the change, and is not as it was before either.'}{' '}
          It is not sent again by itself.
        </Text>
        <Group gap="sm">
          <Button size="xs" onClick={saves.lookAgain}>
            Look again
          </Button>
          <Button size="xs" variant="default" onClick={saves.giveUp}>
            It did not arrive: go on editing
          </Button>
          <Anchor component={Link} href={`/syncs/${syncId}`} size="sm" c="inherit">
            Open sync {syncId}
          </Anchor>
        </Group>
      </Stack>
    </Alert>
  )
}
