import { Button, Group, Text } from '@mantine/core'
import { useFact } from '../draft/builder.ts'
import type { DraftStore, SavedState } from '../draft/draftStore.ts'
import type { Progress, Verdict } from './attempt.ts'
import classes from './create.module.css'
import { StopValidating } from './StopValidating.tsx'
import type { Create } from './useCreate.ts'

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

function savedWords(saved: SavedState): string {
  if (saved.kind === 'saving') return 'Saving'
  if (saved.kind === 'new') return 'Nothing to save yet'
  if (saved.kind === 'failed') {
    return saved.isFull
      ? 'Not saved: the storage of this browser is full. Delete drafts, or free some space'
      : 'Not saved: this browser does not let the page keep data'
  }
  if (saved.kind === 'changed elsewhere') return 'Not saved: changed in another tab'
  return `Saved ${timeOfDay.format(saved.at)}`
}

const failedColor = 'var(--mantine-color-error)'

/** What was said of a payload that is still the one on the screen. */
function verdictWords(verdict: Verdict): { text: string; color: string } {
  switch (verdict.kind) {
    case 'valid':
      return { text: '✓ Validated for this payload', color: 'var(--sb-success)' }
    case 'refused':
      return { text: verdict.call === 'check' ? 'Not valid' : 'Refused', color: failedColor }
    case 'failed':
      return {
        text: verdict.call === 'check' ? 'Not validated' : 'Not created',
        color: failedColor,
      }
  }
}

function standingWords({ verdict, isCurrent, progress }: Create): { text: string; color: string } {
  if (progress.kind === 'checking') return { text: 'Validating', color: 'dimmed' }
  if (progress.kind === 'creating') return { text: 'Creating the sync', color: 'dimmed' }
  if (progress.kind === 'created by the check') return { text: 'Created', color: 'dimmed' }
  if (!verdict) return { text: 'Not validated yet', color: 'dimmed' }
  if (!isCurrent) return { text: 'Changed since it was validated', color: 'dimmed' }
  return verdictWords(verdict)
}

/** Why neither action can be taken while an attempt to create stands so. */
const attemptWords: Partial<Record<Progress['kind'], string>> = {
  unknown: 'First find out how the last attempt ended',
  created: 'This draft is created already',
  'created before': 'This draft is created already',
  'created by the check': 'This draft is created already',
}

interface CreateBarProps {
  create: Create
  store: DraftStore
  /** How many problems keep the payload from being sent; what the API said of it does not. */
  blocking: number
  /** What else stands in the bar. */
  children: React.ReactNode
}

/** The saved state, the validation state and the two actions: always in sight. */
export function CreateBar({ create, store, blocking, children }: CreateBarProps) {
  const saved = useFact(store, (snapshot) => snapshot.saved)
  const { progress } = create
  const isBusy = progress.kind === 'checking' || progress.kind === 'creating'
  const words = standingWords(create)
  const why =
    attemptWords[progress.kind] ??
    (saved.kind === 'changed elsewhere' ? 'This draft was changed in another tab' : undefined) ??
    (blocking > 0
      ? `${blocking} ${blocking === 1 ? 'problem blocks' : 'problems block'}: see Problems`
      : undefined)

  return (
    <>
      <Text
        size="xs"
        c={saved.kind === 'failed' || saved.kind === 'changed elsewhere' ? failedColor : 'dimmed'}
        className={classes.saved}
      >
        {savedWords(saved)}
      </Text>
      <Text size="xs" fw={500} c={words.color} role="status">
        {words.text}
      </Text>
      {progress.kind === 'checking' && <StopValidating onStop={create.stopValidating} />}
      {children}
      <Group gap="xs" ml="auto" wrap="wrap">
        {why && (
          <Text size="xs" c="dimmed" id="why-not">
            {why}
          </Text>
        )}
        <Action isOff={isBusy || why !== undefined} why={why} onPress={create.validate} isMinor>
          Validate
        </Action>
        <Action isOff={isBusy || why !== undefined} why={why} onPress={create.validateAndCreate}>
          Validate and create
        </Action>
      </Group>
    </>
  )
}

interface ActionProps {
  isOff: boolean
  /** Why it is off; the text stands beside the buttons. */
  why: string | undefined
  onPress: () => void
  isMinor?: boolean
  children: React.ReactNode
}

/** A button that keeps the focus while it is off: a disabled one would lose it to the page. */
function Action({ isOff, why, onPress, isMinor = false, children }: ActionProps) {
  return (
    <Button
      size="sm"
      {...(isMinor && { variant: 'default' })}
      aria-disabled={isOff}
      data-disabled={isOff || undefined}
      {...(why && { 'aria-describedby': 'why-not' })}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </Button>
  )
}
