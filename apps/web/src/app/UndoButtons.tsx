import { ActionIcon, Button, Group, Loader, Popover, VisuallyHidden } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react'
import { Suspense, useRef, useState, type ReactNode } from 'react'
import type { DraftStore } from '../draft/draftStore.ts'
import { lazyPart } from '../ui/lazyPart.ts'
import type { Undo } from './useUndo.ts'

const ChangeList = lazyPart(() => import('./ChangeList.tsx'))

interface UndoButtonsProps {
  store: DraftStore
  undo: Undo
  /** Shows the versions that were kept before; `giveFocusBack` is for when they are closed. */
  onShowVersions: (giveFocusBack: () => void) => void
}

/** The buttons that take changes back and make them again, and the list of all changes. */
export function UndoButtons({ store, undo, onShowVersions }: UndoButtonsProps) {
  const [isListOpen, setIsListOpen] = useState(false)
  const listButton = useRef<HTMLButtonElement>(null)
  return (
    <Group gap={2} wrap="nowrap" role="group" aria-label="Changes">
      <UndoButton
        label="Undo"
        keys="Control+Z Meta+Z"
        shown="Ctrl+Z"
        isOff={!undo.canUndo}
        onPress={undo.undo}
      >
        <IconArrowBackUp size={18} aria-hidden />
      </UndoButton>
      <UndoButton
        label="Redo"
        keys="Control+Shift+Z Meta+Shift+Z"
        shown="Ctrl+Shift+Z"
        isOff={!undo.canRedo}
        onPress={undo.redo}
      >
        <IconArrowForwardUp size={18} aria-hidden />
      </UndoButton>
      <Popover
        opened={isListOpen}
        onChange={setIsListOpen}
        position="top-start"
        width={340}
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <ActionIcon
            ref={listButton}
            variant="subtle"
            color="gray"
            aria-label="List of changes"
            title="List of changes"
            onClick={() => setIsListOpen(!isListOpen)}
          >
            <IconHistory size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label="List of changes">
          <Suspense fallback={<Loader size={16} m="md" aria-label="Loading the list of changes" />}>
            <ChangeList
              store={store}
              onChoose={(at) => {
                setIsListOpen(false)
                undo.goTo(at)
              }}
            />
          </Suspense>
          <Button
            variant="subtle"
            size="xs"
            fullWidth
            onClick={() => {
              setIsListOpen(false)
              onShowVersions(() => listButton.current?.focus())
            }}
          >
            Earlier versions
          </Button>
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">{undo.said}</VisuallyHidden>
    </Group>
  )
}

interface UndoButtonProps {
  label: string
  /** As `aria-keyshortcuts` writes them, and as a keyboard does. */
  keys: string
  shown: string
  isOff: boolean
  onPress: () => void
  children: ReactNode
}

/** Keeps the focus while it is off: a disabled button would lose it to the page. */
function UndoButton({ label, keys, shown, isOff, onPress, children }: UndoButtonProps) {
  const reason = `Nothing to ${label.toLowerCase()}`
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      aria-keyshortcuts={keys}
      aria-disabled={isOff}
      data-disabled={isOff || undefined}
      {...(isOff && { 'aria-description': reason })}
      title={isOff ? reason : `${label} (${shown})`}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </ActionIcon>
  )
}
