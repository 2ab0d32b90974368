import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBuilder, useFact } from '../draft/builder.ts'
import type { SavedState } from '../draft/draftStore.ts'
import { pastWords } from '../ui/moments.ts'
import classes from './create.module.css'
import { StopValidating } from './StopValidating.tsx'

function savedWords(saved: SavedState): string {
  if (saved.kind === 'saving') return 'Saving'
  if (saved.kind === 'new') return 'Nothing to save yet'
  if (saved.kind === 'failed') {
    return saved.isFull
      ? 'Not saved: the storage of this browser is full. Delete drafts, or free some space'
      : 'Not saved: this browser does not let the page keep data'
  }
  if (saved.kind === 'changed elsewhere') return 'Not saved: changed in another tab'
  // The draft, not the sync: beside it stands the button that saves a sync.
  return `Draft saved ${pastWords(saved.at)}`
}

/** The color of what did not go well. */
export const failedColor = 'var(--mantine-color-error)'

/** How the last call stands, in a few words. */
export interface StandingWords {
  text: string
  color: string
}

interface ActionBarProps {
  words: StandingWords
  /** A call is under way. */
  isBusy: boolean
  /** Set while a check is under way, which can be given up. */
  onStopValidating: (() => void) | undefined
  /** Why neither action can be taken, but for what every draft has in common. */
  whyNot: string | undefined
  /** How many problems keep the payload from being sent; what the API said of it does not. */
  blocking: number
  onValidate: () => void
  /** The action that changes something, what it is called, and why it alone cannot be taken. */
  final: { name: string; whyNot?: string | undefined; onPress: () => void }
  /** What else stands in the bar. */
  children: ReactNode
}

/** The saved state, the validation state and the two actions: always in sight. */
export function ActionBar(props: ActionBarProps) {
  const { words, isBusy, blocking, final, onStopValidating } = props
  const { store } = useBuilder()
  const saved = useFact(store, (snapshot) => snapshot.saved)
  const why =
    props.whyNot ??
    (saved.kind === 'changed elsewhere' ? 'This draft was changed in another tab' : undefined) ??
    (blocking > 0
      ? `${blocking} ${blocking === 1 ? 'problem blocks' : 'problems block'}: see Problems`
      : undefined)
  const whyNotFinal = why ?? final.whyNot

  return (
    <>
      <div className={classes.standing}>
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
        {onStopValidating && <StopValidating onStop={onStopValidating} />}
      </div>
      {props.children}
      <Group gap="xs" ml="auto" wrap="wrap" className={classes.actions}>
        {whyNotFinal && (
          <Text size="xs" c="dimmed" id="why-not" className={classes.why}>
            {whyNotFinal}
          </Text>
        )}
        <Action isOff={isBusy || why !== undefined} why={why} onPress={props.onValidate} isMinor>
          Validate
        </Action>
        <Action
          isOff={isBusy || whyNotFinal !== undefined}
          why={whyNotFinal}
          onPress={final.onPress}
        >
          {final.name}
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
  children: ReactNode
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
