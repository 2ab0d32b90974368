import { Button, Group, Text } from '@mantine/core'
import { useBuilder } from '../draft/builder.ts'
import type { SavedState } from '../draft/draftStore.ts'
import classes from './create.module.css'
import { StopValidating } from './StopValidating.tsx'
import type { Create, CreateState } from './useCreate.ts'

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

function savedWords(saved: SavedState): string {
  if (saved.kind === 'saving') return 'Saving'
  if (saved.kind === 'failed') return 'Not saved: this browser does not let the page keep data'
  return `Saved ${timeOfDay.format(saved.at)}`
}

function verdictWords({ verdict, isCurrent, state }: Create): { text: string; color: string } {
  if (state.kind === 'checking') return { text: 'Validating', color: 'dimmed' }
  if (state.kind === 'creating') return { text: 'Creating the sync', color: 'dimmed' }
  if (!verdict) return { text: 'Not validated yet', color: 'dimmed' }
  if (!isCurrent) return { text: 'Changed since it was validated', color: 'dimmed' }
  if (verdict.kind === 'refused') return { text: 'Not valid', color: 'var(--mantine-color-error)' }
  return { text: '✓ Validated for this payload', color: 'var(--sb-success)' }
}

/** Why neither action can be taken while an attempt to create stands so. */
const attemptWords: Partial<Record<CreateState['kind'], string>> = {
  unknown: 'First find out how the last attempt ended',
  'created before': 'This draft is created already',
}

interface CreateBarProps {
  create: Create
  saved: SavedState
  /** What else stands in the bar. */
  children: React.ReactNode
}

/** The saved state, the validation state and the two actions: always in sight. */
export function CreateBar({ create, saved, children }: CreateBarProps) {
  const { problems } = useBuilder()
  const blocking = problems.filter(({ severity }) => severity === 'error').length
  const isBusy = create.state.kind === 'checking' || create.state.kind === 'creating'
  const words = verdictWords(create)
  const whyNot = attemptWords[create.state.kind]
  const why =
    whyNot ??
    (blocking > 0
      ? `${blocking} ${blocking === 1 ? 'problem blocks' : 'problems block'}: see Problems`
      : undefined)

  return (
    <>
      <Text
        size="xs"
        c={saved.kind === 'failed' ? 'var(--mantine-color-error)' : 'dimmed'}
        className={classes.saved}
      >
        {savedWords(saved)}
      </Text>
      <Text size="xs" fw={500} c={words.color} role="status">
        {words.text}
      </Text>
      {create.state.kind === 'checking' && <StopValidating onStop={create.stopValidating} />}
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
